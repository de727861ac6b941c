import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { path, query } from './good-call.ts';

const program = `
  import module from 'node:module';
  import { startMock } from '@chat-openapi/mock';
  const hasPrism = () => Object.keys(module._cache).some((file) => file.includes('@stoplight'));
  await using mock = await startMock({ check: true });
  const call = async (id) => {
    const body = JSON.stringify({ Official_Account: id });
    const { ErrorCode } = await (await fetch(mock.url + ${JSON.stringify(`${path}?${query}`)}, { method: 'POST', body })).json();
    return [ErrorCode, hasPrism()];
  };
  const calls = [];
  for (const id of ['@TOA#_a', '@TOA#_a', 'a', '@TOA#_mock_20005']) calls.push(await call(id));
  console.log(JSON.stringify(calls));
`;

it('the mock loads Prism when an answer has to come from the document, and not before', async () => {
  const args = ['--conditions=@chat-openapi/source', '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: inRoot() });
  expect(JSON.parse(stdout)).toStrictEqual([
    [0, false],
    [130004, false],
    [130007, false],
    [20005, true],
  ]);
});
