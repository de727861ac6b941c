import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { signUserSig } from '@chat-openapi/usersig';
import { startChild } from '../child.ts';
import { shuffled } from '../compare.ts';
import { installPeers } from '../peers.ts';
import type { Report } from '../progress.ts';
import { identity } from '../request.ts';
import {
  type Caller,
  type CallerName,
  callerNames,
  callers,
  type LoadRound,
  type Results,
  type StarterName,
  type StartRound,
  type StartUp,
  starterNames,
  starters,
} from './callers.ts';
import { largeSubject, ownSubject, type Subject } from './documents.ts';
import { type Load, runLoad } from './load.ts';
import { describe } from './report.ts';
import {
  call,
  createCalls,
  type MockServer,
  type ProgramName,
  programs,
  proveChatMock,
  startProgram,
} from './servers.ts';

const keyOf = ({ program, document }: Pick<Caller, 'program' | 'document'>): string => `${document} ${program}`;

/** How much is done. */
export interface Extents {
  /** Operations of the large document. */
  operations: number;
  starts: { rounds: number; warmUps: number };
  /** Each group has fresh processes. */
  loads: { groups: number; rounds: number; warmUps: number; seconds: number };
}

const full: Extents = {
  operations: 1200,
  starts: { rounds: 8, warmUps: 1 },
  loads: { groups: 2, rounds: 6, warmUps: 4, seconds: 1 },
};

const quick: Extents = {
  ...full,
  starts: { rounds: 5, warmUps: 1 },
  loads: { groups: 1, rounds: 5, warmUps: 4, seconds: 1 },
};

/** Compares the mock with plain Prism: how soon and how fast they answer. */
export async function bench(report: Report, options: { quick: boolean }): Promise<void> {
  report.progress('installing what it is measured with');
  await installPeers();
  const results = await runMockBench(options.quick ? quick : full, report.progress);
  for (const line of describe(results)) report.say(line);
}

interface Setup {
  extents: Extents;
  folder: string;
  subjects: Record<'own' | 'large', Subject>;
  createCall: ReturnType<typeof createCalls>;
  onStep(step: string): void;
}

/** The load tool has to be installed, and the mock built. */
export async function runMockBench(extents: Extents, onStep: (step: string) => void): Promise<Results> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-bench-'));
  try {
    const setup: Setup = {
      extents,
      folder,
      subjects: { own: await ownSubject(), large: await largeSubject(folder, extents.operations) },
      createCall: createCalls(await signUserSig({ ...identity, expiresIn: 24 * 60 * 60 })),
      onStep,
    };
    const { starts, ready } = await measureStarts(setup);
    const loads: LoadRound[][] = [];
    const firstCalls: number[] = [];
    for (let group = 1; group <= extents.loads.groups; group++) {
      loads.push(await measureLoads({ ...setup, onStep: (step) => onStep(`group ${group}: ${step}`) }, firstCalls));
    }
    return { operations: extents.operations, starts, ready, loads, firstCalls };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measureStarts(setup: Setup): Promise<Pick<Results, 'starts' | 'ready'>> {
  const { rounds, warmUps } = setup.extents.starts;
  const starts: StartRound[] = [];
  const ready: number[] = [];
  for (let round = 1 - warmUps; round <= rounds; round++) {
    setup.onStep(`start-up: ${round < 1 ? 'warming up' : `round ${round} of ${rounds}`}`);
    const found = new Map<StarterName, StartUp>();
    for (const name of shuffled(starterNames)) {
      const { program, document } = starters[name];
      await using server = await startServer(setup, program, document);
      found.set(name, { wall: server.wall, cpu: server.startCpu });
    }
    const readyIn = await measureReady(setup.subjects.own);
    // The first starts fill the caches of the file system, and the one in which Node keeps compiled code.
    if (round < 1) continue;
    starts.push(found);
    ready.push(readyIn);
  }
  return { starts, ready };
}

async function startServer(
  { folder, subjects, createCall }: Setup,
  program: ProgramName,
  document: 'own' | 'large',
): Promise<MockServer & { startCpu: number }> {
  const subject = subjects[document];
  const server = await startProgram(program, subject, folder, createCall(subject.paths[0] ?? ''));
  return { ...server, startCpu: await server.cpu() };
}

async function measureReady({ chatMock }: Subject): Promise<number> {
  await using child = startChild('./ready.mjs', pathToFileURL(join(dirname(chatMock), 'index.js')).href);
  return Number(await child.ask());
}

async function measureLoads(setup: Setup, firstCalls: number[]): Promise<LoadRound[]> {
  const { rounds, warmUps, seconds } = setup.extents.loads;
  const { subjects, createCall, onStep } = setup;
  await using stack = new AsyncDisposableStack();
  const servers = new Map<string, MockServer>();
  onStep('starting the servers');
  const wanted = new Map(callerNames.map((name) => [keyOf(callers[name]), callers[name]]));
  const start = async ({ program, document }: Caller): Promise<void> => {
    const server = stack.use(await startServer(setup, program, document));
    servers.set(keyOf({ program, document }), server);
  };
  await Promise.all([...wanted.values()].map(start));
  for (const { program, document } of wanted.values()) {
    const server = servers.get(keyOf({ program, document }));
    if (server === undefined || !programs[program].isChatMock) continue;
    const { paths } = subjects[document];
    await proveChatMock(server.port, createCall(paths[0] ?? ''));
    if (document === 'own') continue;
    // The first call of an operation prepares it; that is measured apart from what the others cost.
    onStep(`calling ${paths.length} operations for the first time`);
    for (const path of paths.slice(1)) {
      const started = performance.now();
      if ((await call(server.port, createCall(path))) !== 0) throw new Error(`${path} was refused.`);
      firstCalls.push(performance.now() - started);
    }
  }

  const measured: LoadRound[] = [];
  for (let round = 1 - warmUps; round <= rounds; round++) {
    onStep(round < 1 ? 'warming up' : `round ${round} of ${rounds}`);
    const found = new Map<CallerName, Load>();
    for (const name of shuffled(callerNames)) {
      const { program, document, spread } = callers[name];
      const server = servers.get(keyOf({ program, document }));
      if (server === undefined) throw new Error(`${name} was not started.`);
      const { paths } = subjects[document];
      let turn = 0;
      const load = await runLoad(server, seconds, () => createCall(paths[spread ? turn++ % paths.length : 0] ?? ''));
      found.set(name, load);
    }
    if (round >= 1) measured.push(found);
  }
  return measured;
}
