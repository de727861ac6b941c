/** Several processes that share a quota and call as fast as it lets them, and what they have started. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What one round has shown. Times are milliseconds of the machine's clock. */
export interface Round {
  /** All starts, in order. */
  readonly starts: readonly number[];
  /** The starts of each process. */
  readonly shares: readonly number[];
  /** When requests have arrived, in order. */
  readonly arrivals: readonly number[];
  readonly roundTrips: number;
  readonly events: readonly string[];
  readonly errors: readonly string[];
  /** How late one in ten timers of the processes was, in the median of these, in milliseconds: so busy was the machine. */
  readonly delay: number;
}

export interface Fleet {
  /** Lets all that are left call for so long, and waits until their last call has ended. */
  run(milliseconds: number): Promise<Round>;
  /** Ends a process at once. */
  kill(index: number): Promise<void>;
  end(): Promise<void>;
}

interface FleetOptions {
  /** The socket of Redis. */
  readonly path: string;
  readonly processes: number;
  /** By how many milliseconds the clocks of the first processes are wrong. */
  readonly clocksOff?: readonly number[];
}

/** How long an answer takes, in milliseconds. */
const answerTime = 20;

export async function startFleet({ path, processes, clocksOff = [] }: FleetOptions): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-fleet-'));
  const service = await startService();
  const members = await Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const file = join(folder, String(index));
      await writeFile(file, '');
      const env = { REDIS_SOCKET: path, SERVICE: service.url, STARTS: file, PROCESSES: String(processes) };
      const child = startChild({ ...env, CLOCK_OFF: String(clocksOff[index] ?? 0) });
      await once(child, 'message');
      return { child, file, seen: 0 };
    }),
  );
  const startsOf = async (member: (typeof members)[number]): Promise<number[]> => {
    const all = (await readFile(member.file, 'utf8')).split('\n').slice(0, -1).map(Number);
    const starts = all.slice(member.seen);
    member.seen = all.length;
    return starts;
  };
  return {
    async run(milliseconds) {
      service.arrivals.length = 0;
      const running = members.filter(({ child }) => isRunning(child));
      const reports = await Promise.all(running.map(({ child }) => ask(child, milliseconds)));
      const starts = await Promise.all(members.map(startsOf));
      return {
        starts: starts.flat().toSorted((a, b) => a - b),
        shares: starts.map(({ length }) => length),
        arrivals: [...service.arrivals],
        roundTrips: sum(reports.map(({ roundTrips }) => roundTrips)),
        events: reports.flatMap(({ events }) => events),
        errors: reports.flatMap(({ errors }) => errors),
        delay: reports.map((report) => report.delay).toSorted((a, b) => a - b)[reports.length >> 1] ?? 0,
      };
    },
    async kill(index) {
      const child = members[index]?.child;
      if (child !== undefined) await end(child);
    },
    async end() {
      await Promise.all(members.map(({ child }) => end(child)));
      await service.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The most moments in any window of so many milliseconds. */
export function mostInWindow(moments: readonly number[], length: number): number {
  let first = 0;
  let most = 0;
  for (const [index, moment] of moments.entries()) {
    while ((moments[first] ?? moment) <= moment - length) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** What a round has shown, in words. */
export function describeRound({ starts, shares, arrivals, roundTrips, delay }: Round): string {
  const rate = `${rateOf(starts).toFixed(1)} starts a second, at most ${mostInWindow(starts, 1000)} in one`;
  const trips = `${(roundTrips / starts.length).toFixed(2)} round trips a call`;
  return `${rate}; at most ${mostInWindow(arrivals, 1000)} arrivals in one; shares ${shares.join(' ')}; ${trips}; timers ${delay.toFixed(1)} ms late`;
}

/** How many a second, from the first to the last. */
export function rateOf(moments: readonly number[]): number {
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  return last > first ? ((moments.length - 1) * 1000) / (last - first) : 0;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function startChild(env: NodeJS.ProcessEnv): ChildProcess {
  const file = fileURLToPath(new URL('saturating.ts', import.meta.url));
  return fork(file, [], { execArgv: ['--conditions=@chat-openapi/source'], env: { ...process.env, ...env } });
}

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

async function end(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

interface MemberReport {
  readonly roundTrips: number;
  readonly events: readonly string[];
  readonly errors: readonly string[];
  readonly delay: number;
}

/** Lets a process call, and gives what it reports; nothing when it was killed before. */
async function ask(child: ChildProcess, milliseconds: number): Promise<MemberReport> {
  const report = new Promise<MemberReport>((resolve) => {
    child.once('message', (message) => resolve(readReport(message)));
    child.once('exit', () => resolve(readReport(undefined)));
  });
  child.send(milliseconds);
  return report;
}

function readReport(message: unknown): MemberReport {
  const { roundTrips = 0, events = [], errors = [], delay = 0 } = Object(message);
  return { roundTrips: Number(roundTrips), events, errors, delay: Number(delay) };
}

async function startService() {
  const arrivals: number[] = [];
  const body = JSON.stringify({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 });
  const server = createServer((request, response) => {
    arrivals.push(Number(process.hrtime.bigint()) / 1e6);
    request.resume();
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), answerTime);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return {
    arrivals,
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
