import { spawn } from 'node:child_process';
import { inRoot, root } from '../../scripts/paths.ts';
import { type Running, start } from '../processes.ts';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The contract command over the packages' sources, so that nothing has to be built. */
const command = ['--conditions=@chat-openapi/source', inRoot('test', 'contract', 'contract-command.ts')];

/** Without CI, which the live run refuses, and without credentials of whoever runs the tests. */
function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { CI: _ci, CHAT_SDK_APP_ID: _app, CHAT_IDENTIFIER: _user, CHAT_SECRET_KEY: _key, ...rest } = process.env;
  return { ...rest, ...more };
}

/** Runs `npm run contract` with arguments to its end. */
export function runContract(args: string[], { input = '', env = {}, cwd = root } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [...command, ...args], { cwd, env: environment(env) });
  const outputs = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      outputs[name] += chunk;
    });
  }
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...outputs }));
  });
}

/** Starts `npm run contract` with arguments; it ends with the test. */
export const startContract = (args: string[], env: Record<string, string> = {}): Running =>
  start(process.execPath, [...command, ...args], { env: environment(env) });
