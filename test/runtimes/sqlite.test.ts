/** SQLite of Node 22, which warns when it is loaded, as the command line loads it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { node22 } from '../toolchains/installed.ts';

const program = `
  const { loadSqlite } = await import(${JSON.stringify(inRoot('packages', 'cli', 'src', 'batch', 'sqlite.ts'))});
  const { DatabaseSync } = await loadSqlite();
  new DatabaseSync(':memory:').exec('SELECT 1');
  process.emitWarning('others are told', 'ExperimentalWarning');
`;

it('is loaded without its warning, and other warnings are still told', async (context) => {
  if (node22.missing) context.skip(node22.missing);
  const { stderr } = await promisify(execFile)(node22.file, ['--input-type=module', '--eval', program]);
  expect(stderr).not.toContain('SQLite');
  expect(stderr).toContain('others are told');
});
