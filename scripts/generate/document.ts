import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { binary, runNode } from '../run.ts';
import type { BundledDocument } from './bundled.ts';

const config = inRoot('spec', 'redocly.yaml');

async function redocly(...args: string[]): Promise<void> {
  const { code, output } = await runNode(binary('@redocly/cli', 'bin/cli.js'), [...args, '--config', config], {
    capture: true,
  });
  if (code !== 0) {
    process.stderr.write(output);
    throw new Error(`redocly ${args[0]} found what is wrong with the document; see above.`);
  }
}

/** Holds a document against every rule of spec/redocly.yaml. */
export async function lint(file: string): Promise<void> {
  await redocly('lint', file);
}

/** Puts the document together into one, once as YAML text and once as data. */
export async function bundle(file: string): Promise<{ yaml: string; json: BundledDocument }> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-'));
  try {
    const [yaml, json] = [join(folder, 'openapi.yaml'), join(folder, 'openapi.json')];
    await Promise.all([redocly('bundle', file, '-o', yaml), redocly('bundle', file, '-o', json)]);
    const { openapi, 'x-generated': banner, ...rest } = JSON.parse(await readFile(json, 'utf8'));
    // JSON has no comments; its first keys are what a reader sees.
    return { yaml: `# ${banner}\n${await readFile(yaml, 'utf8')}`, json: { openapi, 'x-generated': banner, ...rest } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
