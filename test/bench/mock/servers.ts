import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import timers from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { binary } from '../../../scripts/run.ts';
import { identity } from '../request.ts';
import type { Subject } from './documents.ts';

interface Program {
  file(subject: Subject): string;
  args(port: string, subject: Subject): string[];
  /** Whether it is ours: it checks signatures and remembers. */
  isChatMock: boolean;
}

const prism = (...more: string[]): Program => ({
  file: () => binary('@stoplight/prism-cli', 'dist/index.js'),
  args: (port, { document }) => ['mock', document, '-p', port, ...more],
  isChatMock: false,
});

const chatMock = (...more: string[]): Program => ({
  file: (subject) => subject.chatMock,
  args: (port) => ['--port', port, ...more],
  isChatMock: true,
});

export const programs = {
  'bare node:http': {
    file: () => fileURLToPath(new URL('../bare-server.mjs', import.meta.url)),
    args: (port) => [port],
    isChatMock: false,
  },
  'prism mock': prism(),
  'prism mock -v silent': prism('-v', 'silent'),
  'chat-mock': chatMock(),
  'chat-mock --log silent': chatMock('--log', 'silent'),
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

export interface MockServer extends AsyncDisposable {
  port: number;
  /** Milliseconds from the start of the process to its first right answer. */
  wall: number;
  /** Milliseconds of the processor that it has used so far. */
  cpu(): Promise<number>;
}

/** Loaded into each server, the bare one too: tells how much of the processor it has used. */
export const tellUsage = `data:text/javascript,${encodeURIComponent('process.on("message", () => process.send(process.cpuUsage()))')}`;

/** Starts a server, and waits for its first right answer. What it writes goes into a file, as of a server that runs unseen. */
export async function startProgram(
  name: ProgramName,
  subject: Subject,
  folder: string,
  firstRequest: CallParts,
): Promise<MockServer> {
  const { file, args, isChatMock }: Program = programs[name];
  const port = await freePort();
  // Prism does not start in production; the mock takes its key from the environment, as users give it.
  const { NODE_ENV: _, CHAT_SECRET_KEY: __, CHAT_SDK_APP_ID: ___, ...env } = process.env;
  const own = isChatMock ? { CHAT_SECRET_KEY: identity.secretKey, CHAT_SDK_APP_ID: String(identity.sdkAppId) } : {};
  const logFile = join(folder, `${port}.log`);
  const log = await open(logFile, 'w');
  const started = performance.now();
  const child = fork(file(subject), args(String(port), subject), {
    env: { ...env, ...own },
    execArgv: ['--import', tellUsage],
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  const ended = once(child, 'exit');
  const end = async (): Promise<void> => {
    // As a user ends it; Node then keeps the compiled code of the mock for its next start.
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(kill);
    await log.close();
  };
  try {
    for (;;) {
      const code = await call(port, firstRequest).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNREFUSED') throw error;
      });
      if (code === 0) break;
      if (code !== undefined) throw new Error(`${name} answered the first call with ${code}.`);
      if (child.exitCode !== null) throw new Error(`${name} ended:\n${await readFile(logFile, 'utf8')}`);
      await timers.setTimeout(2);
    }
  } catch (error) {
    await end();
    throw error;
  }
  return {
    port,
    wall: performance.now() - started,
    cpu: () => processorTime(child),
    [Symbol.asyncDispose]: end,
  };
}

/** Milliseconds of the processor that a process with `tellUsage` has used so far. */
export async function processorTime(child: ChildProcess): Promise<number> {
  const told = once(child, 'message');
  child.send('usage');
  const { user, system } = Object((await told)[0]);
  return (Number(user) + Number(system)) / 1000;
}

/** Free when it is asked for; the silent ones among the servers never say which they took, so they have to be told. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

/** What differs between calls. */
export interface CallParts {
  target: string;
  body: string;
}

/** Calls of a kind, each with a channel id of its own, because the mock terminates a channel only once. */
export function createCalls(userSig: string): (path: string) => CallParts {
  const { sdkAppId, identifier } = identity;
  const query = `sdkappid=${sdkAppId}&identifier=${identifier}&usersig=${userSig}&contenttype=json`;
  let count = 0;
  return (path) => {
    count++;
    return { target: `${path}?${query}&random=${count}`, body: `{"Official_Account":"@TOA#_${count.toString(36)}"}` };
  };
}

const agent = new Agent({ keepAlive: false });

/** One call, and the `ErrorCode` of its answer. */
export function call(port: number, { target, body }: CallParts): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = request({ port, host: '127.0.0.1', path: target, method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const code = codeOf(text);
        if (answer.statusCode === 200 && code !== undefined) resolve(code);
        else reject(new Error(`This is no answer of the API: ${answer.statusCode} ${text.slice(0, 200)}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The `ErrorCode` of an answer; undefined when it is none of the API. */
export function codeOf(text: string): number | undefined {
  try {
    const { ErrorCode } = Object(JSON.parse(text));
    return typeof ErrorCode === 'number' ? ErrorCode : undefined;
  } catch {
    return undefined;
  }
}

/** Shows that a mock has on what is said to be on: what it forgets or lets pass would be quick. */
export async function proveChatMock(port: number, one: CallParts): Promise<void> {
  const expect = async (what: string, parts: CallParts, expected: number): Promise<void> => {
    const code = await call(port, parts);
    if (code !== expected) throw new Error(`chat-mock answers ${what} with ${code}, not with ${expected}.`);
  };
  await expect('the first termination', one, 0);
  await expect('the second termination', one, 130_004);
  await expect('a signature of nobody', { ...one, target: one.target.replace(/usersig=[^&]+/, 'usersig=any') }, 70_003);
}
