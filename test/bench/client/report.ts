import { targetBytes } from '../bundles.ts';
import { type Cost, type Round, type Summary, summarize } from '../compare.ts';
import { describeTargets, type Target } from '../targets.ts';
import { callPrograms, inFlight, type ProgramName, signPrograms } from './programs.ts';
import type { Results } from './results.ts';

/** A part of the report, and what it says of the targets. */
interface Part {
  lines: string[];
  targets: Target[];
}

/** The results in words and figures. Figures that a target asks for come once more at the end, with a verdict. */
export function describe(results: Results): string[] {
  const parts = [describeCalls(results.calls), describeSigning(results), describeSizes(results.bundles)];
  return [...parts.flatMap((part) => [...part.lines, '']), ...describeTargets(parts.flatMap((part) => part.targets))];
}

function describeCalls(groups: Round[][]): Part {
  const rounds = groups.flat();
  const rows = callPrograms.map((name) => {
    const speed = speedOf(rounds, name, 'raw fetch');
    const figures = [
      fixed(speed.median, 5),
      `${fixed(speed.low, 5)} to ${fixed(speed.high)}`,
      fixed(summarize(rounds, (round) => costOf(round, name, 'cpu') / costOf(round, 'raw fetch', 'cpu')).median, 9),
      fixed(speedOf(rounds, name, 'plain openapi-fetch').median, 15),
    ];
    const byGroup = groups.map((group) => fixed(speedOf(group, name, 'raw fetch').median)).join(' ');
    return `${figures.join('  ')}  ${name.padEnd(34)} ${byGroup}`;
  });
  const target = (name: ProgramName, min: number, to: ProgramName): Target => {
    const { median } = speedOf(rounds, name, to);
    return {
      isReached: median >= min,
      text: `${name}: at least ${fixed(min)} x ${to}; it is ${fixed(median)} x`,
    };
  };
  return {
    lines: [
      `Calls a second, ${inFlight} in flight: the median of ${rounds.length} rounds, at the same server, each program in its`,
      `own process, with fresh processes for each ${groups[0]?.length} rounds. CPU is the time of the processors for a call.`,
      '',
      `x raw    middle half  CPU x raw  x openapi-fetch  ${''.padEnd(34)} x raw, by processes`,
      ...rows,
    ],
    targets: [
      target('methods', 0.95, 'raw fetch'),
      target('methods', 1.2, 'plain openapi-fetch'),
      target('openapi-fetch entry', 1, 'plain openapi-fetch'),
    ],
  };
}

function describeSigning({ signing, keptSignature }: Results): Part {
  const rounds = signing.flat();
  const rows = signPrograms.map((name) => {
    const { median, low, high } = summarize(rounds, (round) => costOf(round, name, 'wall'));
    const cpu = summarize(rounds, (round) => costOf(round, name, 'cpu')).median;
    return `${median.toFixed(1).padStart(7)}  ${name}, middle half ${low.toFixed(1)} to ${high.toFixed(1)}; CPU ${cpu.toFixed(1)}`;
  });
  const times = summarize(
    rounds,
    (round) => costOf(round, 'signUserSig', 'wall') / costOf(round, 'tls-sig-api-v2', 'wall'),
  );
  const kept = summarize(keptSignature.flat(), (round) => costOf(round, 'kept signature', 'wall')).median;
  return {
    lines: [
      'Microseconds for a signature, made of the same input and accepted by verifyUserSig:',
      ...rows,
      `${times.median.toFixed(1).padStart(7)}  x the vendor's`,
      `${kept.toFixed(3).padStart(7)}  what a call of the client pays for the signature that it keeps`,
    ],
    targets: [
      { isReached: kept < 1, text: `kept signature: less than 1 microsecond a call; it is ${kept.toFixed(3)}` },
    ],
  };
}

const bundleNames: Record<string, string> = {
  readme: "program of the client's README",
  methods: 'methods',
  'openapi-fetch': 'openapi-fetch entry',
  plain: 'plain openapi-fetch',
  'hey-api': 'hey-api client',
  redocly: 'redocly client',
};

function describeSizes(bundles: Results['bundles']): Part {
  const rows = bundles.map(({ name, bytes, lazyBytes }) => {
    const lazy = lazyBytes === 0 ? '' : `; ${lazyBytes} more are loaded when they are needed`;
    return `${String(bytes).padStart(7)}  ${bundleNames[name]}${lazy}`;
  });
  const bytes = bundles.find(({ name }) => name === 'readme')?.bytes ?? Number.NaN;
  const text = `${bundleNames.readme}: at most ${targetBytes} bytes; it has ${bytes}`;
  const targets = [{ isReached: bytes <= targetBytes, text }];
  return { lines: ['Bytes of a minified bundle of everything in it, after gzip:', ...rows], targets };
}

/** How many times as fast as another a program was. A round's figures are taken together: they had the same machine. */
function speedOf(rounds: Round[], name: ProgramName, to: ProgramName): Summary {
  return summarize(rounds, (round) => costOf(round, to, 'wall') / costOf(round, name, 'wall'));
}

const costOf = (round: Round, name: ProgramName, kind: keyof Cost): number => round.get(name)?.[kind] ?? Number.NaN;

const fixed = (figure: number, width = 0): string => figure.toFixed(2).padStart(width);
