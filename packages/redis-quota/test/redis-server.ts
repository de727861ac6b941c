/** A Redis of its own, for tests and benches: on a socket in a folder that goes with it, and on no port unless asked for. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const hasProgram = (program: string): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Why there is no Redis to test with, where there is none. With CI set that is an error, not a reason to skip. */
export const noRedis: string | undefined = hasProgram('redis-server')
  ? undefined
  : 'no redis-server on the path; install the package redis-server';

if (noRedis !== undefined && process.env.CI) throw new Error(noRedis);

/** The servers that are installed here. */
export const servers: readonly string[] = ['redis-server', 'valkey-server'].filter(hasProgram);

export interface RedisServer {
  /** The socket that it listens on. */
  readonly path: string;
  /** The port that it listens on besides; 0 for none. */
  readonly port: number;
  /** Its process; another one after `restart`. */
  readonly process: () => ChildProcess;
  /** Ends it at once, and starts another one in its place, that knows nothing. */
  restart(pause?: number): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Ends it, and removes its folder. */
  remove(): Promise<void>;
}

export interface RedisServerOptions {
  readonly program?: string;
  /** Arguments besides those for socket, folder and port. */
  readonly args?: readonly string[];
  readonly hasPort?: boolean;
  /** Makes a sentinel of it, for the server on this port. */
  readonly monitors?: { readonly name: string; readonly port: number };
}

const ready = /ready to accept connections|\+monitor master/i;

export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { program = 'redis-server', hasPort = false } = options;
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-redis-'));
  const path = join(folder, 'socket');
  const args = [...(await argsOf(options, folder)), '--unixsocket', path, '--dir', folder];
  let port = 0;
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    // Another program may take a free port first, and then Redis says so and ends.
    for (let tries = 0; child === undefined; tries++) {
      if (hasPort && tries > 0) port = 0;
      if (hasPort && port === 0) port = await freePort();
      const started = spawn(program, [...args, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
      const said = await untilReady(started);
      if (said === undefined) child = started;
      else if (!said.includes('Address already in use') || tries > 20)
        throw new Error(`${program} did not start:\n${said}`);
    }
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    path,
    get port() {
      return port;
    },
    process: () => {
      if (child === undefined) throw new Error('It has ended.');
      return child;
    },
    kill,
    async restart(pause = 0) {
      await kill();
      await new Promise((resolve) => setTimeout(resolve, pause));
      await start();
    },
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What makes it a server without a memory, or a sentinel, which wants a file of its own. */
async function argsOf({ args = [], monitors }: RedisServerOptions, folder: string): Promise<readonly string[]> {
  if (monitors === undefined) return ['--save', '', '--appendonly', 'no', ...args];
  const file = join(folder, 'sentinel.conf');
  await writeFile(file, `sentinel monitor ${monitors.name} 127.0.0.1 ${monitors.port} 1\n`);
  return [file, '--sentinel', ...args];
}

/** Undefined when it is ready; what it has said when it ended before. */
function untilReady(child: ChildProcess): Promise<string | undefined> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve(said));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (ready.test(said)) resolve(undefined);
      });
    }
  });
}

/** One to which 10,000 can be added: there the nodes of a cluster talk to each other. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = await anyPort();
    if (port <= 55_535) return port;
  }
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
