import { writeFile } from 'node:fs/promises';
import { readArguments, stop } from '../arguments.ts';
import { changesAsJson, changesAsMarkdown, changesAsText } from './changes-text.ts';
import { diffDocuments } from './compare.ts';
import { type Rate, rates } from './ratings.ts';
import { checkRelease, keepRelease } from './release.ts';
import { readVersion } from './versions.ts';

const usage = `Compares two versions of the document and says of each change whether it breaks callers, adds, or only documents.

  npm run contract -- diff <old> [<new>] [--fail-on breaking|additive|documentation|none] [--markdown file] [--json file]
  npm run contract -- diff --release
  npm run contract -- diff --keep

<old> and <new> are files, YAML or JSON, or revisions of this repository, such as v0.1.0. <new> is generated/openapi.json
when it is left out. --release compares with the last release and looks for a changeset of the right size; --keep, as a
part of a release, keeps the document for that. Exit code: 0; 1 for a change to fail on, or a missing changeset; 2 when
there is nothing to compare.
`;

/** `npm run contract -- diff`. Returns the exit code. */
export async function diff(args: string[]): Promise<number> {
  const options = {
    json: { type: 'string' },
    markdown: { type: 'string' },
    'fail-on': { type: 'string' },
    release: { type: 'boolean' },
    keep: { type: 'boolean' },
  } as const;
  const { values, positionals } = readArguments('contract diff', args, options, 2);
  const { json, markdown, 'fail-on': failOn = 'breaking' } = values;
  const [oldName, newName] = positionals;
  const asked = [values.release, values.keep, oldName !== undefined].filter(Boolean).length;
  if (asked !== 1) return stop(`contract diff: give <old>, --release or --keep.\n\n${usage}`);
  if (!isLimit(failOn)) return stop(`contract diff: --fail-on has to be one of ${[...rates, 'none'].join(', ')}.`);
  try {
    if (values.keep) return await keepRelease();
    if (values.release) return await checkRelease();
    const changes = await diffDocuments(await readVersion(oldName), await readVersion(newName));
    process.stdout.write(changesAsText(changes));
    if (json !== undefined) await writeFile(json, changesAsJson(changes));
    if (markdown !== undefined) await writeFile(markdown, changesAsMarkdown(changes));
    const worst = changes[0];
    return worst !== undefined && failOn !== 'none' && rates.indexOf(worst.rate) <= rates.indexOf(failOn) ? 1 : 0;
  } catch (error) {
    // The code 1 would say that something breaks.
    if (error instanceof RangeError) return stop('contract diff: one of the documents is nested too deeply.');
    return stop(`contract diff: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const isLimit = (name: string): name is Rate | 'none' => name === 'none' || rates.some((rate) => rate === name);
