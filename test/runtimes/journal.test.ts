/** The journal of the command line, on SQLite of other versions of Node. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makeFolder } from '../../packages/cli/test/folder.ts';
import { inRoot } from '../../scripts/paths.ts';
import { node22, node24, node26 } from '../toolchains/installed.ts';

const inBatch = (name: string): string => JSON.stringify(inRoot('packages', 'cli', 'src', 'batch', name));

const program = `
  const { openJournal } = await import(${inBatch('journal.ts')});
  const path = process.argv[1];
  const binding = { operation: 'o', sdkAppId: 1, target: 't', inputHash: 'h' };
  const journal = await openJournal(path, true);
  await journal.load(async () => {
    for (const key of ['a', 'b', 'c', 'c']) journal.add({ body: '{}', key, isInDoubt: false });
    return { binding };
  });
  for (const { number } of journal.pending()) journal.send(number);
  journal.end(1, 'failed', { reason: 'r', message: 'm', outcome: 'notApplied' });
  const [refused] = await Promise.allSettled([openJournal(path, true)]);
  journal.recover(true);
  const found = { counts: journal.counts(), reasons: journal.reasons(), failures: [...journal.failures('failed')] };
  console.log(JSON.stringify({ ...found, refused: refused.reason?.message }));
  process.emitWarning('others are told', 'ExperimentalWarning');
`;

it.for([node22, node24, node26])(
  'works on $name, without the warning of Node 22',
  async ({ file, missing }, context) => {
    if (missing) return context.skip(missing);
    const flags = ['--conditions=@chat-openapi/source', '--input-type=module', '--eval', program];
    const { stdout, stderr } = await promisify(execFile)(file, [...flags, `${await makeFolder()}/journal`]);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { pending: 2, failed: 1, done: 0 },
      reasons: [{ reason: 'r', count: 1 }],
      failures: [{ body: '{}' }],
      refused: expect.stringContaining('Another process works with the journal'),
    });
    expect(stderr).toContain('others are told');
    expect(stderr).not.toContain('SQLite');
  },
);
