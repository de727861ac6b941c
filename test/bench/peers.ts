import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRoot } from '../../scripts/paths.ts';
import { binary, runNode } from '../../scripts/run.ts';
import { installSide } from '../../scripts/side-install.ts';

/** Where the programs are installed with which this project compares itself. */
export const peersFolder = fileURLToPath(new URL('./peers', import.meta.url));

export async function installPeers(): Promise<void> {
  await installSide(peersFolder);
  // This one brings its own tests along, which the test runner would take for ours.
  const tests = join(peersFolder, 'node_modules', '@hey-api', 'json-schema-ref-parser', 'src', '__tests__');
  await rm(tests, { recursive: true, force: true });
}

export interface PeerEntries {
  'hey-api': string;
  redocly: string;
}

/** Lets the peers make their clients from our document, and returns the entries of these. */
export async function generatePeers(folder: string): Promise<PeerEntries> {
  const document = inRoot('generated', 'openapi.yaml');
  await mkdir(folder, { recursive: true });
  const openapiTs = join(peersFolder, 'node_modules', '@hey-api', 'openapi-ts', 'bin', 'run.js');
  await generate(folder, openapiTs, '-i', document, '-o', 'hey-api', '--no-log-file');
  await generate(folder, binary('@redocly/cli', 'bin/cli.js'), 'generate-client', document, '-o', 'redocly.ts');
  const entry = join(folder, 'hey-api.ts');
  await writeFile(
    entry,
    "export { client } from './hey-api/client.gen';\nexport { destroyOfficialAccount } from './hey-api/sdk.gen';\n",
  );
  return { 'hey-api': entry, redocly: join(folder, 'redocly.ts') };
}

async function generate(cwd: string, script: string, ...args: string[]): Promise<void> {
  const { code, output } = await runNode(script, args, { cwd, capture: true });
  if (code !== 0) throw new Error(`${script} failed:\n${output}`);
}
