import { spawn } from 'node:child_process';
import { inRoot, root } from '../../scripts/paths.ts';
import { type Running, start } from '../processes.ts';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const sources = '--conditions=@chat-openapi/source';
/** `npm run contract` over the packages' sources, so that nothing has to be built. */
const command = [sources, inRoot('test', 'contract', 'contract-command.ts')];
/** `chat-contract`, likewise: what Node gets to run it. */
export const program = [sources, inRoot('packages', 'contract', 'src', 'cli.ts')];

/** Without CI, which the live run refuses, and without credentials of the developer's own. */
export function environment(more: Record<string, string>): NodeJS.ProcessEnv {
  const { CI: _ci, CHAT_SDK_APP_ID: _app, CHAT_IDENTIFIER: _user, CHAT_SECRET_KEY: _key, ...rest } = process.env;
  return { ...rest, ...more };
}

interface Options {
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
}

/** Runs `npm run contract` with arguments to its end. */
export const runContract = (args: string[], options?: Options): Promise<Ended> => run([...command, ...args], options);

/** Runs `chat-contract` with arguments to its end. */
export const runProgramFile = (args: string[], options?: Options): Promise<Ended> =>
  run([...program, ...args], options);

function run(args: string[], { input = '', env = {}, cwd = root }: Options = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env: environment(env) });
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

/** Starts `chat-contract` with arguments; it ends with the test. */
export const startProgramFile = (args: string[], { env = {}, cwd = root }: Options = {}): Running =>
  start(process.execPath, [...program, ...args], { env: environment(env), cwd });
