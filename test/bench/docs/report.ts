import { summarize } from '../compare.ts';
import { describeTargets, type Target } from '../targets.ts';
import { operationText } from './pages.ts';
import type { Results } from './results.ts';
import type { Measured } from './visit.ts';

/** The most that the reference may weigh after gzip. */
export const weightLimits = { firstView: 45_000, everything: 750_000 };

type Figure = 'text' | 'interactive' | 'blocking' | 'shift';

/** The results in words and figures. */
export function describe(results: Results): string[] {
  const { pages, rounds, weights } = results;
  const { throttle, quiet } = results.conditions;
  const [own] = pages.map(({ name }) => name);
  const rows = pages.map(({ name }) => {
    const weight = weights.get(name);
    const visit = rounds[0]?.get(name);
    const { low, high } = summarize(rounds, (round) => figureOf(round, name, 'text'));
    const figures = [
      kilobytes(weight?.firstView).padStart(7),
      kilobytes(weight?.everything).padStart(7),
      String(visit?.own.length).padStart(8),
      String(visit?.foreign.length).padStart(7),
      seconds(median(results, name, 'text')).padStart(6),
      `${seconds(low)} to ${seconds(high)}`.padStart(14),
      ratio(results, name, own, 'text').padStart(6),
      seconds(median(results, name, 'interactive')).padStart(11),
      ratio(results, name, own, 'interactive').padStart(6),
      seconds(median(results, name, 'blocking')).padStart(8),
      median(results, name, 'shift').toFixed(3).padStart(7),
    ];
    return `${figures.join(' ')}  ${name}`;
  });
  return [
    'Each page of the same document, opened at its address of the operation, with nothing',
    `in the cache: medians of ${rounds.length} rounds in random order. All are served by one server on this machine, with gzip; what they load from other`,
    'hosts by default stands beside them, and what they ask for at other hosts none the less fails and is counted.',
    throttle === undefined
      ? 'Nothing is slowed down.'
      : `Chromium, ${throttle.cpu} x slower processor, ${throttle.bitsPerSecond / 1e6} Mbit/s, ${throttle.latency} ms more for each request.`,
    '',
    `kB: after gzip; at first, and with the other pages, Redoc and the search. text: seconds until "${operationText}"`,
    'stands visible on the page and a frame is painted. interactive: until the last task of more than 50 ms has ended, and not',
    `before the text; the page then was quiet for ${quiet / 1000} s. blocking: what such tasks had beyond 50 ms. shift: the sum of all layout shifts.`,
    '',
    'kB first  kB all requests foreign   text    middle half  x own interactive  x own blocking   shift',
    ...rows,
    '',
    ...describeTargets([...weightTargets(results, own), ...readingTargets(results, own)]),
  ];
}

function weightTargets({ weights }: Results, own = ''): Target[] {
  const weight = weights.get(own);
  return (['firstView', 'everything'] as const).map((kind) => {
    const bytes = weight?.[kind] ?? Number.NaN;
    const what = kind === 'firstView' ? 'first view' : 'everything';
    return {
      isReached: bytes < weightLimits[kind],
      text: `${what}: under ${kilobytes(weightLimits[kind])} kB; it has ${kilobytes(bytes)}`,
    };
  });
}

function readingTargets(results: Results, own = ''): Target[] {
  const shift = Math.max(...results.rounds.map((round) => figureOf(round, own, 'shift')));
  const fastest = Math.min(
    ...results.pages.slice(2).map(({ name }) => median(results, name, 'text') / median(results, own, 'text')),
  );
  return [
    {
      isReached: shift <= 0.02,
      text: `layout shift: at most 0.02; in the worst of ${results.rounds.length} rounds it is ${shift.toFixed(3)}`,
    },
    {
      isReached: fastest > 1,
      text: `text before every other renderer's; the next takes ${fastest.toFixed(1)} x as long`,
    },
  ];
}

const figureOf = (round: Map<string, Measured>, name: string, figure: Figure): number =>
  round.get(name)?.[figure] ?? Number.NaN;

const median = ({ rounds }: Results, name: string, figure: Figure): number =>
  summarize(rounds, (round) => figureOf(round, name, figure)).median;

/** Both figures of a round are taken together: they had the same machine. */
const ratio = ({ rounds }: Results, name: string, own: string | undefined, figure: Figure): string =>
  summarize(rounds, (round) => figureOf(round, name, figure) / figureOf(round, own ?? '', figure)).median.toFixed(1);

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);

const kilobytes = (bytes = Number.NaN): string => (bytes / 1000).toFixed(1);
