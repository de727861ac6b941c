import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { BundledDocument } from '../../spec/document.ts';
import { inRoot } from '../paths.ts';
import { binary, runNode } from '../run.ts';
import { complete } from './complete.ts';

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

/** Puts the files of the document together into one, with an example for each code. */
export async function bundle(file: string): Promise<BundledDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-'));
  try {
    const bundled = join(folder, 'openapi.json');
    await redocly('bundle', file, '-o', bundled);
    return complete(JSON.parse(await readFile(bundled, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The document as it is committed, as YAML text. */
export function asYaml(document: BundledDocument): string {
  const { 'x-generated': banner, ...rest } = document;
  const options = { aliasDuplicateObjects: false, lineWidth: 0 };
  // JSON has no comments, so there the first keys are what a reader sees; both forms hold the same.
  return `# ${banner}\n${stringify({ ...rest, 'x-generated': banner }, options)}`;
}

/** The same as JSON text. */
export const asJson = (document: BundledDocument): string => `${JSON.stringify(document, null, 2)}\n`;
