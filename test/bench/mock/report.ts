import { type Summary, summarize } from '../compare.ts';
import { describeTargets, type Target } from '../targets.ts';
import { type CallerName, callerNames, type LoadRound, type Results, type StartUp, starterNames } from './callers.ts';
import { connections, type Load } from './load.ts';

/** The results in words and figures, and at the end what they say of the targets. */
export function describe(results: Results): string[] {
  return [
    ...describeStarts(results),
    '',
    ...describeLoads(results),
    '',
    ...describeTargets([...loadTargets(results), ...startTargets(results)]),
  ];
}

const operationsOf = (name: string, operations: number): string => {
  const text = name.replace('large: ', '');
  if (text === name) return text;
  const [program, spread] = text.split(', ');
  return `${program}, ${operations.toLocaleString('en')} operations, ${spread === undefined ? 'one called' : 'all called'}`;
};

function describeStarts({ starts, ready, operations }: Results): string[] {
  const rows = starterNames.map((name) => {
    const wall = summarize(starts, (round) => startOf(round, name, 'wall'));
    const cpu = summarize(starts, (round) => startOf(round, name, 'cpu'));
    const times = (kind: keyof StartUp): string =>
      fixed(summarize(starts, (round) => startOf(round, name, kind) / startOf(round, 'prism mock', kind)).median, 9);
    const figures = [whole(wall, 7), whole(cpu, 7), times('wall'), times('cpu')];
    return `${figures.join('  ')}  ${operationsOf(name, operations).replace(', one called', '')}`;
  });
  return [
    `From the start of the process to its first right answer, in milliseconds: the median of ${starts.length} rounds.`,
    '',
    '   wall      CPU  wall x pr.  CPU x pr.  program',
    ...rows,
    '',
    `startMock() is ready ${middle(ready).toFixed(0)} ms after it is called, in a process that has loaded its module.`,
  ];
}

function describeLoads({ loads, operations, firstCalls }: Results): string[] {
  const rounds = loads.flat();
  const rows = callerNames.map((name) => {
    const rate = summarize(rounds, (round) => loadOf(round, name, 'rate'));
    const p99 = summarize(rounds, (round) => loadOf(round, name, 'p99')).median;
    const cpu = summarize(rounds, (round) => loadOf(round, name, 'cpu')).median;
    const times = timesOf(rounds, name, 'prism mock');
    const byCpu = summarize(rounds, (round) => loadOf(round, 'prism mock', 'cpu') / loadOf(round, name, 'cpu')).median;
    const figures = [
      whole(rate, 8),
      p99.toFixed(1).padStart(6),
      cpu.toFixed(0).padStart(8),
      fixed(times.median, 7),
      `${fixed(times.low, 5)} to ${fixed(times.high)}`.padEnd(14),
      fixed(byCpu, 6),
    ];
    return `${figures.join('  ')}  ${operationsOf(name, operations)}`;
  });
  return [
    `Answers a second to ${connections} connections: the median of ${rounds.length} rounds, every answer a success. Only chat-mock checks`,
    'signatures and remembers channels. CPU is microseconds of the server for an answer; "by CPU" is how many times as many it',
    'gives for the same time of the processor, which the load tool and a busy machine take no part in.',
    '',
    'a second  p99 ms   CPU us  x prism  middle half     by CPU  program',
    ...rows,
    '',
    `The first call of an operation takes chat-mock ${middle(firstCalls).toFixed(1)} ms, the median of ${firstCalls.length}: it prepares the operation then.`,
  ];
}

function loadTargets({ loads, operations }: Results): Target[] {
  const rounds = loads.flat();
  const least = (name: CallerName, to: CallerName, factor: number): Target => {
    const { median } = timesOf(rounds, name, to);
    const [what, other] = [operationsOf(name, operations), operationsOf(to, operations)];
    return {
      isReached: median >= factor,
      text: `${what}: at least ${fixed(factor)} x ${other}; it is ${fixed(median)} x`,
    };
  };
  return [
    least('chat-mock', 'prism mock', 5),
    least('chat-mock --log silent', 'prism mock', 5),
    least('large: chat-mock --log silent', 'chat-mock --log silent', 0.8),
    least('large: chat-mock --log silent, spread', 'chat-mock --log silent', 0.8),
  ];
}

function startTargets({ starts, ready }: Results): Target[] {
  const most = (kind: keyof StartUp, what: string): Target => {
    const ratio = (round: (typeof starts)[number]) =>
      startOf(round, 'chat-mock', kind) / startOf(round, 'prism mock', kind);
    const { median } = summarize(starts, ratio);
    return { isReached: median <= 0.8, text: `start-up, ${what}: at most 0.80 x prism mock; it is ${fixed(median)} x` };
  };
  const readyIn = middle(ready);
  return [
    most('wall', 'by the clock'),
    most('cpu', 'of the processor'),
    { isReached: readyIn < 200, text: `startMock(): ready in less than 200 ms; it is in ${readyIn.toFixed(0)}` },
  ];
}

/** How many times as many answers one gives as another. A round's figures are taken together: they had the same machine. */
const timesOf = (rounds: LoadRound[], name: CallerName, to: CallerName): Summary =>
  summarize(rounds, (round) => loadOf(round, name, 'rate') / loadOf(round, to, 'rate'));

const loadOf = (round: LoadRound, name: CallerName, kind: keyof Load): number => round.get(name)?.[kind] ?? Number.NaN;

const startOf = (round: Results['starts'][number], name: (typeof starterNames)[number], kind: keyof StartUp): number =>
  round.get(name)?.[kind] ?? Number.NaN;

const middle = (figures: readonly number[]): number => summarize(figures, (figure) => figure).median;

const fixed = (figure: number, width = 0): string => figure.toFixed(2).padStart(width);

const whole = ({ median }: Summary, width: number): string => median.toFixed(0).padStart(width);
