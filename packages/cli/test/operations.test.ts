import { operationIds } from '@chat-openapi/openapi';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

describe('operations', () => {
  it('lists every operation of the document, in its order', async () => {
    const { code, stdout } = await runCli(['operations'], { env: {} });
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toStrictEqual([...operationIds]);
    const json = await runCli(['operations', '--json']);
    expect(JSON.parse(json.stdout).map((one: { operationId: string }) => one.operationId)).toStrictEqual([
      ...operationIds,
    ]);
  });

  it('lists those that have a word', async () => {
    const { stdout } = await runCli(['operations', 'subscriber']);
    expect(stdout).toContain('addSubscriber');
    expect(stdout).not.toContain('createOfficialAccount');
    // It stands in the command of the path alone.
    expect((await runCli(['operations', 'msg_recall', '--json'])).stdout).toContain(
      '"operationId":"recallOfficialAccountMsg"',
    );
  });

  it.for(operationIds)('shows %s whole', async (operation) => {
    const { code, stdout } = await runCli(['operations', operation]);
    expect(code).toBe(0);
    for (const part of [
      `${operation}: `,
      'POST /v4/',
      'Limits: ',
      'Fields:',
      'Codes:',
      `chat-openapi call ${operation} --body '{`,
    ]) {
      expect(stdout).toContain(part);
    }
  });

  it('names the nearest when there is none', async () => {
    const ran = await runCli(['operations', 'destroyOfficalAccount']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('Did you mean destroyOfficialAccount?');
    expect((await runCli(['operations', 'zzzz'])).stderr).toContain('zzzz is no operation.');
  });
});
