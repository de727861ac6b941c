/** `chat-openapi mock` and `chat-openapi contract`: the programs of other packages. */
import { describe, expect, it } from 'vitest';
import { start } from '../processes.ts';
import { canary, command, environment, program, runLine } from './program.ts';

const startMockBy = (...args: string[]) =>
  start(process.execPath, [...program, 'mock', '--port', '0', ...args], {
    env: environment({ CHAT_SECRET_KEY: canary }),
  });

describe('chat-openapi mock', () => {
  it.for([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('takes the flags of chat-mock, passes %s on, and ends as it ends', async ([signal, code]) => {
    const mock = startMockBy('--region', 'tokyo', '--log', 'silent');
    const [, url = ''] = await mock.until(/^chat-mock listening on (http:\S+)$/m);
    mock.child.kill(signal);
    expect(await mock.ended).toStrictEqual({ code, signal: null });
    await expect(fetch(url)).rejects.toThrow();
    expect(mock.output()).not.toContain(canary);
  });
});

describe('chat-openapi contract', () => {
  it('hands over flags, output and exit code', async () => {
    const help = await runLine(`${command} contract --help`, {});
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: chat-contract') });
    const missing = await runLine(`${command} contract check --file not-there.jsonl`, {});
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('not-there.jsonl cannot be read') });
  });
});
