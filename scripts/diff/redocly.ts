import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pointerOf } from '../../packages/contract/src/json.ts';
import { isObject } from '../../spec/document.ts';
import { makeTemporaryFolder } from '../ending.mjs';
import { binary, runNode } from '../run.ts';

/** What `redocly diff` says about a change. */
export interface Verdict {
  /** JSON pointers to what changed; undefined where the document does not have it. */
  oldPointer: string | undefined;
  newPointer: string | undefined;
  breaking: boolean;
  /** The rule that finds it breaking, and its sentence. */
  rule: string;
  message: string;
  /** The keyword that changed, when it is only one. */
  keyword: string | undefined;
  before: unknown;
  after: unknown;
}

/**
 * Lets `redocly diff` rate the changes between two documents, by its rules alone: neither ours for the sources nor our
 * expansion apply to a finished document.
 */
export async function rateByRedocly(before: object, after: object): Promise<Verdict[]> {
  const { folder, remove } = makeTemporaryFolder();
  try {
    await Promise.all([
      writeFile(join(folder, 'old.json'), JSON.stringify(before)),
      writeFile(join(folder, 'new.json'), JSON.stringify(after)),
      writeFile(join(folder, 'redocly.yaml'), 'extends: [diff-recommended]\n'),
    ]);
    const output = join(folder, 'diff.json');
    const flags = ['--config', 'redocly.yaml', '--format', 'json', '--fail-on', 'none', '--output', output];
    const run = await runNode(binary('@redocly/cli', 'bin/cli.js'), ['diff', 'old.json', 'new.json', ...flags], {
      cwd: folder,
      env: { REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      capture: true,
    });
    const report = await readFile(output, 'utf8').catch(() => {
      const [, reason = run.output.trim()] = /^\w*Error: (.+)$/m.exec(run.output) ?? [];
      throw new Error(`redocly diff cannot compare the two documents: ${reason}`);
    });
    return readReport(JSON.parse(report));
  } finally {
    remove();
  }
}

function readReport(report: unknown): Verdict[] {
  if (!isObject(report) || !Array.isArray(report.changes)) {
    throw new Error('redocly diff reports in a form that is not known here. Look at its new version.');
  }
  return report.changes.filter(isObject).map((change) => {
    const keyword = typeof change.property === 'string' ? change.property : undefined;
    const verdicts = Array.isArray(change.verdicts) ? change.verdicts.filter(isObject) : [];
    return {
      oldPointer: readPointer(change.base, keyword),
      newPointer: readPointer(change.revision, keyword),
      breaking: change.impact === 'major',
      rule: String(verdicts[0]?.ruleId ?? 'changed'),
      message: verdicts.map(({ message }) => String(message)).join(' '),
      keyword,
      before: isObject(change.base) ? change.base.value : undefined,
      after: isObject(change.revision) ? change.revision.value : undefined,
    };
  });
}

/** Where a keyword is missing, Redocly points at the node that could have it. */
function readPointer(side: unknown, keyword: string | undefined): string | undefined {
  if (!isObject(side) || typeof side.pointer !== 'string') return undefined;
  const pointer = side.pointer.replace(/^#/, '').replace(/^\/$/, '');
  // A name that changed is reported as the change of a property "key".
  if (keyword === undefined || keyword === 'key') return pointer;
  const last = pointerOf([keyword]);
  return pointer.endsWith(last) ? pointer : pointer + last;
}
