/** The program `chat-openapi` from its sources, in processes of its own. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { type Group, startGroup } from '../process-group.ts';

/** A key that nothing may show. */
export const canary = 'canary-key-0123456789abcdef0123456789abcdef';

/** What Node is given to run it. */
export const program = ['--conditions=@chat-openapi/source', inRoot('packages', 'cli', 'src', 'cli.ts')];

/** As a line of a shell begins with it. */
export const command = [process.execPath, ...program].map((word) => `'${word}'`).join(' ');

/** An environment without anything of the machine's own. */
export const environment = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^CHAT_|^(CI|FORCE_COLOR|NO_COLOR|COLORTERM)$/.test(name),
  );
  return { ...Object.fromEntries(kept), TERM: 'xterm-256color', ...more };
};

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a line of the shell `bash`, in an empty folder, without a terminal. */
export async function runLine(
  line: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const cwd = await makeFolder();
  return new Promise((resolve) => {
    const child = execFile('bash', ['-c', line], { cwd, env: environment(env) }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** Runs a line of the shell in a terminal of so many columns. Linux only. */
export async function startInTerminal(line: string, env: NodeJS.ProcessEnv, columns = 80): Promise<Group> {
  const cwd = await makeFolder();
  const args = ['-qec', `stty cols ${columns} rows 24; ${line}`, '/dev/null'];
  return startGroup('script', args, { cwd, env: environment({ ...env, SHELL: '/bin/bash' }) });
}
