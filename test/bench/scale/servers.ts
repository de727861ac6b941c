import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signUserSig } from '@chat-openapi/usersig';
import { shuffled } from '../compare.ts';
import type { Subject } from '../mock/documents.ts';
import { runLoad } from '../mock/load.ts';
import {
  type CallParts,
  call,
  createCalls,
  type MockServer,
  type ProgramName,
  processorTime,
  startProgram,
  tellUsage,
} from '../mock/servers.ts';
import { identity, requestPath } from '../request.ts';
import { type Group, Rounds, type Row, type Sized } from './rows.ts';

/** How much is done. */
export interface ServerExtent {
  starts: number;
  rounds: number;
  warmUps: number;
  /** Of one run of calls. */
  seconds: number;
}

const mock = 'chat-mock --log silent';
const prism = 'prism mock -v silent';

/** A document with its programs, and what is called. */
interface Served {
  operations: number;
  subject: Subject;
  folder: string;
  /** The one operation that the mock has a rule for. */
  one(): CallParts;
  /** All operations in turn, as their own examples call them. */
  all(): CallParts;
}

/** Measures how soon the mock listens and how fast it answers, beside Prism. The packages of the copies have to be built. */
export async function measureServers(
  sized: readonly Sized[],
  extent: ServerExtent,
  onStep: (step: string) => void,
): Promise<Group> {
  const userSig = await signUserSig({ ...identity, expiresIn: 24 * 60 * 60 });
  const served = await Promise.all(sized.map((one) => serve(one, userSig)));
  const starts = await measureStarts(served, extent, onStep);
  const loads = await measureLoads(served, extent, onStep);
  return {
    heading: 'The mock: start in milliseconds, answers a second with every answer a success.',
    rows: [...starts, ...loads],
  };
}

async function serve({ operations, copy }: Sized, userSig: string): Promise<Served> {
  const document = join(copy.folder, 'generated', 'openapi.json');
  const { paths } = JSON.parse(await readFile(document, 'utf8'));
  const createCall = createCalls(userSig);
  const others = Object.entries(paths)
    .filter(([path]) => path !== requestPath)
    .map(([path, item]) => ({ path, body: JSON.stringify(requestOf(item)) }));
  const one = (): CallParts => createCall(requestPath);
  let turn = 0;
  const all = (): CallParts => {
    const other = others[turn++ % (others.length + 1)];
    return other === undefined ? one() : { ...createCall(other.path), body: other.body };
  };
  const folder = join(copy.folder, 'scale', 'servers');
  await mkdir(folder, { recursive: true });
  const chatMock = join(copy.folder, 'packages', 'mock', 'dist', 'cli.js');
  return { operations, subject: { document, chatMock, paths: Object.keys(paths) }, folder, one, all };
}

/** The request that an operation's first example shows. */
function requestOf(item: unknown): unknown {
  const { examples } = Object(item).post.requestBody.content['application/json'];
  const [example] = Object.values(Object(examples));
  return Object(example).value;
}

async function measureStarts(
  served: Served[],
  { starts }: ServerExtent,
  onStep: (step: string) => void,
): Promise<Row[]> {
  const listening = { clock: new Rounds(), processor: new Rounds() };
  const answering = { [mock]: new Rounds(), [prism]: new Rounds() };
  for (let round = 0; round <= starts; round++) {
    for (const { operations, subject, folder, one } of shuffled(served)) {
      onStep(`start of the mock: ${round === 0 ? 'warming up' : `round ${round} of ${starts}`}`);
      const listens = await timeToListen(subject);
      if (round > 0) {
        listening.clock.add(operations, listens.clock);
        listening.processor.add(operations, listens.processor);
      }
      for (const program of [mock, prism] as const) {
        await using server = await startProgram(program, subject, folder, one());
        if (round > 0) answering[program].add(operations, server.wall);
      }
    }
  }
  const factor = listening.processor.factor();
  return [
    { what: 'chat-mock listens', digits: 0, figures: listening.clock.medians() },
    {
      what: 'chat-mock listens, by CPU',
      digits: 0,
      figures: listening.processor.medians(),
      limit: `${factor.toFixed(2)} x at the most operations`,
      target: { text: 'at most 1.5 x that of the fewest', isReached: factor <= 1.5 },
    },
    { what: 'chat-mock, first answer', digits: 0, figures: answering[mock].medians() },
    { what: 'prism mock, first answer', digits: 0, figures: answering[prism].medians() },
  ];
}

/** Milliseconds, by the clock and of the processor, from the start of the process to the line that says that it listens. */
async function timeToListen({ chatMock }: Subject): Promise<{ clock: number; processor: number }> {
  const started = performance.now();
  const child = fork(chatMock, ['--port', '0'], {
    execArgv: ['--import', tellUsage],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const stuck = setTimeout(() => child.kill('SIGKILL'), 60_000);
  try {
    const said = await Promise.race([once(child.stdout ?? child, 'data'), ended]);
    if (!String(said[0]).includes('listening on http://')) throw new Error(`chat-mock did not start: ${said[0]}`);
    const clock = performance.now() - started;
    return { clock, processor: await processorTime(child) };
  } finally {
    child.kill('SIGTERM');
    await ended;
    clearTimeout(stuck);
  }
}

const loads = [
  'chat-mock, one called',
  'chat-mock, all called',
  'prism mock, one called',
  'prism mock, all called',
] as const;
type LoadName = (typeof loads)[number];

async function measureLoads(
  served: Served[],
  { rounds, warmUps, seconds }: ServerExtent,
  onStep: (step: string) => void,
): Promise<Row[]> {
  await using stack = new AsyncDisposableStack();
  const servers: { name: LoadName; operations: number; server: MockServer; next(): CallParts }[] = [];
  for (const { operations, subject, folder, one, all } of served) {
    for (const [kind, program] of [
      ['chat-mock', mock],
      ['prism mock', prism],
    ] as const satisfies [string, ProgramName][]) {
      onStep(`starting ${kind} with ${operations} operations`);
      const server = stack.use(await startProgram(program, subject, folder, one()));
      for (let count = 0; count < subject.paths.length; count++) {
        // The first call of an operation prepares it.
        const parts = all();
        const code = await call(server.port, parts);
        if (code !== 0) throw new Error(`${kind} answers ${parts.target.split('?')[0]} with ${code}.`);
      }
      servers.push({ name: `${kind}, one called`, operations, server, next: one });
      servers.push({ name: `${kind}, all called`, operations, server, next: all });
    }
  }
  const found = new Map<LoadName, Rounds>(loads.map((name) => [name, new Rounds()]));
  /** Microseconds of the processor for an answer. */
  const spent = new Map<LoadName, Rounds>(loads.map((name) => [name, new Rounds()]));
  for (let round = 1 - warmUps; round <= rounds; round++) {
    for (const { name, operations, server, next } of shuffled(servers)) {
      onStep(`answers: ${round < 1 ? 'warming up' : `round ${round} of ${rounds}`}`);
      const { rate, cpu } = await runLoad(server, seconds, next);
      if (round < 1) continue;
      found.get(name)?.add(operations, rate);
      spent.get(name)?.add(operations, cpu);
    }
  }
  const rates = (name: LoadName): Map<number, number> => found.get(name)?.medians() ?? new Map();
  return [
    ...loads.map((name): Row => {
      const figures = rates(name);
      if (name !== 'chat-mock, one called') return { what: name, digits: 0, figures };
      const factor = found.get(name)?.factor() ?? Number.NaN;
      const limit = `${factor.toFixed(2)} x at the most operations`;
      return {
        what: name,
        digits: 0,
        figures,
        limit,
        target: { text: 'the same within noise', isReached: factor >= 0.8 },
      };
    }),
    ...(['one called', 'all called'] as const).flatMap((what): Row[] => [
      {
        what: `x prism mock, ${what}`,
        digits: 1,
        figures: divide(rates(`chat-mock, ${what}`), rates(`prism mock, ${what}`)),
      },
      timesPrism(what, spent.get(`chat-mock, ${what}`), spent.get(`prism mock, ${what}`)),
    ]),
  ];
}

/** How many times as many answers as Prism's the mock gives for the same time of the processor. */
function timesPrism(what: string, ours: Rounds | undefined, theirs: Rounds | undefined): Row {
  const figures = divide(theirs?.medians() ?? new Map(), ours?.medians() ?? new Map());
  const isReached = [...figures.values()].every((factor) => factor >= 5);
  return { what: `x prism mock, ${what}, by CPU`, digits: 1, figures, target: { text: 'at least 5', isReached } };
}

const divide = (figures: ReadonlyMap<number, number>, by: ReadonlyMap<number, number>): Map<number, number> =>
  new Map([...figures].map(([operations, figure]) => [operations, figure / (by.get(operations) ?? Number.NaN)]));
