import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { BundledDocument } from '../../spec/document.ts';
import { makeTemporaryFolder } from '../ending.mjs';
import { inRoot } from '../paths.ts';
import { binary, runNode } from '../run.ts';
import { complete } from './complete.ts';
import { checkReferences } from './references.ts';

const config = inRoot('spec', 'redocly.yaml');

/** Milliseconds for one run over a document, which takes seconds. */
const maxTime = 300_000;

async function redocly(args: string[], signal: AbortSignal | undefined): Promise<void> {
  const { code, output, isLate } = await runNode(binary('@redocly/cli', 'bin/cli.js'), [...args, '--config', config], {
    capture: true,
    timeout: maxTime,
    ...(signal === undefined ? {} : { signal }),
  });
  if (isLate) throw new Error(`redocly ${args[0]} took longer than ${maxTime / 1000} s.`);
  if (code > 128) throw new Error(`redocly ${args[0]} was ended by signal ${code - 128} before it was done.`);
  if (code !== 0) {
    process.stderr.write(output);
    throw new Error(`redocly ${args[0]} found what is wrong with the document; see above.`);
  }
}

/**
 * Holds a document against every rule of spec/redocly.yaml.
 *
 * @param signal Ends the run, which then rejects.
 */
export async function lint(file: string, signal?: AbortSignal): Promise<void> {
  await redocly(['lint', file], signal);
}

/**
 * Puts the files of the document together into one, with an example for each code.
 *
 * @param signal Ends the run, which then rejects.
 * @throws Error for a file that refers to what is not in the folder of the document, before anything else is read.
 */
export async function bundle(file: string, signal?: AbortSignal): Promise<BundledDocument> {
  await checkReferences(file);
  const { folder, remove } = makeTemporaryFolder();
  try {
    const bundled = join(folder, 'openapi.json');
    await redocly(['bundle', file, '-o', bundled], signal);
    return complete(JSON.parse(await readFile(bundled, 'utf8')));
  } finally {
    remove();
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
export const asJson = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
