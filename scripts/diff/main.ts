import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { End } from '../../packages/contract/src/command-line.ts';
import { UsageError } from '../../packages/contract/src/usage-error.ts';
import { changesAsJson, changesAsMarkdown, changesAsText } from './changes-text.ts';
import { diffDocuments } from './compare.ts';
import { type Rate, rates } from './ratings.ts';
import { checkRelease, keepRelease } from './release.ts';
import { readVersion } from './versions.ts';

const help = `
<old> and <new> are files, YAML or JSON, or revisions of this repository, such as HEAD~1. <new> is generated/openapi.json
when it is left out. Exit code: 0; 1 for a change to fail on, or a missing changeset; 2 when there is nothing to compare.
`;

interface DiffFlags {
  failOn: Rate | 'none';
  json?: string;
  markdown?: string;
  release?: boolean;
  keep?: boolean;
}

/** `diff`: two versions of the document. */
export function addDiff(program: Command, end: End): void {
  program
    .command('diff')
    .description('rates the changes between two versions of the document: breaking, additive, documentation')
    .argument('[old]')
    .argument('[new]')
    .addOption(
      new Option('--fail-on <rate>', 'what the exit code is 1 for').choices([...rates, 'none']).default('breaking'),
    )
    .option('--json <file>', 'also write a report for programs')
    .option('--markdown <file>', 'also write a report for people')
    .option('--release', 'compare with the last release, and look for a changeset of the right size')
    .option('--keep', 'as a part of a release, keep the document for that comparison')
    .addHelpText('after', help)
    .action(async (oldName: string | undefined, newName: string | undefined, flags: DiffFlags) =>
      end(await diff(oldName, newName, flags)),
    );
}

async function diff(oldName: string | undefined, newName: string | undefined, flags: DiffFlags): Promise<number> {
  const asked = [flags.release, flags.keep, oldName !== undefined].filter(Boolean).length;
  if (asked !== 1) throw new UsageError('diff needs one of <old>, --release and --keep. See contract diff --help.');
  try {
    if (flags.keep) return await keepRelease();
    if (flags.release) return await checkRelease();
    return await compare(oldName, newName, flags);
  } catch (error) {
    // The code 1 would say that something breaks.
    if (error instanceof RangeError) throw new UsageError('one of the documents is nested too deeply.');
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function compare(
  oldName: string | undefined,
  newName: string | undefined,
  { failOn, json, markdown }: DiffFlags,
): Promise<number> {
  const changes = await diffDocuments(await readVersion(oldName), await readVersion(newName));
  process.stdout.write(changesAsText(changes));
  if (json !== undefined) await writeFile(json, changesAsJson(changes));
  if (markdown !== undefined) await writeFile(markdown, changesAsMarkdown(changes));
  const worst = changes[0];
  return worst !== undefined && failOn !== 'none' && rates.indexOf(worst.rate) <= rates.indexOf(failOn) ? 1 : 0;
}
