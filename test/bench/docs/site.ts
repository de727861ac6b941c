/** What the site costs as the document grows: the time to make it, and what a reader loads of each kind of page. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Copy } from '../../generate/copy.ts';
import { copyWithOperations } from '../scale/documents.ts';
import { describeTargets, type Target } from '../targets.ts';
import { measureSearch, type SearchFigures, searchTargets } from './search.ts';

/** What is measured of a site. */
export interface SiteFigures {
  operations: number;
  /** Seconds by the clock of the whole step, in a process of its own: the least of all rounds. */
  seconds: number;
  /** Bytes after gzip of all files that a first view loads, by the kind of page; the heaviest page of the kind counts. */
  views: Map<string, number>;
  /** Of HTML alone: the heaviest operation. */
  deepest: number;
  redoc: { script: number; document: number };
  search: SearchFigures;
}

/** The pages of each kind, below the folder of any language. */
const kinds: Record<string, RegExp> = {
  start: /^index\.html$/,
  operation: /^operations\//,
  webhook: /^webhooks\//,
  tag: /^tags\//,
  code: /^errors\/\d/,
  'all codes': /^errors\/index/,
};

/**
 * Makes sites of documents of several sizes, each in a copy of the repository.
 *
 * @param sizes How many operations, ascending.
 */
export async function measureSites(
  sizes: readonly number[],
  rounds: number,
  onStep: (step: string) => void,
): Promise<SiteFigures[]> {
  const figures: SiteFigures[] = [];
  for (const operations of sizes) {
    onStep(`making a document of ${operations} operations`);
    const copy = await copyWithOperations(operations);
    try {
      await copy.generate();
      figures.push(await measureSite(copy, operations, rounds, onStep));
    } finally {
      await copy.remove();
    }
  }
  return figures;
}

const inLanguage = /^[a-z]{2}(?:-[A-Z]{2})?\//;

async function measureSite(
  copy: Copy,
  operations: number,
  rounds: number,
  onStep: (step: string) => void,
): Promise<SiteFigures> {
  const times: number[] = [];
  while (times.length < rounds) {
    onStep(`site of ${operations} operations, round ${times.length + 1} of ${rounds}`);
    const started = performance.now();
    await copy.makeSite();
    times.push((performance.now() - started) / 1000);
  }
  const docs = join(copy.folder, 'generated', 'docs');
  const names = (await readdir(docs, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const weigh = async (name: string): Promise<number> =>
    gzipSync(await readFile(join(docs, name)), { level: 9 }).length;
  const shared = sharedWeights(docs, weigh);
  const views = new Map<string, number>();
  let deepest = 0;
  for (const [kind, pattern] of Object.entries(kinds)) {
    for (const name of names.filter((one) => one.endsWith('.html') && pattern.test(one.replace(inLanguage, '')))) {
      const own = await weigh(name);
      if (kind === 'operation') deepest = Math.max(deepest, own);
      views.set(kind, Math.max(views.get(kind) ?? 0, own + (await shared(name))));
    }
  }
  const asset = (name: RegExp): string => names.find((one) => name.test(one)) ?? '';
  return {
    operations,
    seconds: Math.min(...times),
    views,
    deepest,
    redoc: {
      script: await weigh(asset(/^assets\/redoc\.\w+\.js$/)),
      document: await weigh(asset(/^assets\/openapi\.\w+\.js$/)),
    },
    search: await measureSearch(docs, Math.max(rounds, 3)),
  };
}

/** What a page names and a browser loads with it: style, scripts and font. Many pages name the same. */
function sharedWeights(docs: string, weigh: (name: string) => Promise<number>): (page: string) => Promise<number> {
  const known = new Map<string, Promise<number>>();
  return async (page) => {
    const text = await readFile(join(docs, page), 'utf8');
    const named = [...text.matchAll(/(?:href|src)="(?:\.\.\/)*(assets\/[^"]+\.(?:css|js))"/g)].map(
      ([, name = '']) => name,
    );
    const key = named.join(' ');
    const weight = known.get(key) ?? assetsWeight(docs, named, weigh);
    known.set(key, weight);
    return weight;
  };
}

async function assetsWeight(
  docs: string,
  named: readonly string[],
  weigh: (name: string) => Promise<number>,
): Promise<number> {
  const fonts: string[] = [];
  for (const name of named.filter((one) => one.endsWith('.css'))) {
    const style = await readFile(join(docs, name), 'utf8');
    fonts.push(...[...style.matchAll(/url\("?([^")]+\.woff2)"?\)/g)].map(([, font]) => `assets/${font}`));
  }
  const weights = await Promise.all([...named, ...fonts].map(weigh));
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** The figures as a table, with what is to be reached. */
export function describeSites(sites: readonly SiteFigures[]): string[] {
  const rows: [string, (site: SiteFigures) => number | undefined, number][] = [
    ['site step, s', ({ seconds }) => seconds, 1],
    ...Object.keys(kinds).map((kind): [string, (site: SiteFigures) => number | undefined, number] => [
      `${kind}, kB`,
      ({ views }) => kilobytes(views.get(kind)),
      1,
    ]),
    ['HTML of the deepest operation, kB', ({ deepest }) => kilobytes(deepest), 1],
    ['script of Redoc, kB', ({ redoc }) => kilobytes(redoc.script), 0],
    ['document of Redoc, kB', ({ redoc }) => kilobytes(redoc.document), 1],
    ['search, first results, kB', ({ search }) => kilobytes(search.first), 1],
    ['search, work until then, ms', ({ search }) => search.work, 0],
    ['search, a whole language, kB', ({ search }) => kilobytes(search.whole), 1],
  ];
  return [
    'The site as the document grows, by the number of operations. kB after gzip: HTML, style, scripts and font of a first view, of',
    'the heaviest page of each kind.',
    `${' '.repeat(36)}${sites.map(({ operations }) => String(operations).padStart(8)).join('')}`,
    ...rows.map(([what, figure, digits]) => {
      const figures = sites.map((site) => figure(site)?.toFixed(digits) ?? '-');
      return `${what.padEnd(36)}${figures.map((text) => text.padStart(8)).join('')}`;
    }),
    '',
    ...describeTargets(siteTargets(sites)),
  ];
}

const kilobytes = (bytes: number | undefined): number | undefined => (bytes === undefined ? undefined : bytes / 1000);

/** The most that a first view of each kind may weigh, in kB. */
const limits: Record<string, number> = { start: 40, operation: 45, webhook: 35, code: 35, 'all codes': 60 };

export function siteTargets(sites: readonly SiteFigures[]): Target[] {
  const largest = sites.at(-1);
  if (largest === undefined) return [];
  const { views, deepest, redoc, search, operations, seconds } = largest;
  const weights = Object.entries(limits).flatMap(([kind, limit]): Target[] => {
    const weight = kilobytes(views.get(kind));
    if (weight === undefined) return [];
    return [{ isReached: weight <= limit, text: `${kind}: at most ${limit} kB; it has ${weight.toFixed(1)}` }];
  });
  const growth = growthOf(sites);
  return [
    { isReached: seconds <= 10, text: `site of ${operations} operations in 10 s; it takes ${seconds.toFixed(1)}` },
    ...(growth === undefined
      ? []
      : [
          {
            isReached: growth < 1.5,
            text: `linear: an operation more costs ${growth.toFixed(2)} x as much at the end`,
          },
        ]),
    ...weights,
    {
      isReached: deepest <= 20_000,
      text: `HTML of the deepest operation: at most 20 kB; it has ${(deepest / 1000).toFixed(1)}`,
    },
    { isReached: redoc.script <= 700_000, text: `Redoc: at most 700 kB; it has ${(redoc.script / 1000).toFixed(0)}` },
    {
      isReached: redoc.document <= 100_000,
      text: `its document: at most 100 kB; it has ${(redoc.document / 1000).toFixed(1)}`,
    },
    ...searchTargets(search),
  ];
}

/** What an operation more costs at the last step up, divided by what one more costs before it. */
function growthOf(sites: readonly SiteFigures[]): number | undefined {
  const [begin, middle, end] = sites;
  if (begin === undefined || middle === undefined || end === undefined) return undefined;
  const slope = (a: SiteFigures, b: SiteFigures): number => (b.seconds - a.seconds) / (b.operations - a.operations);
  const growth = slope(middle, end) / slope(begin, middle);
  // A larger document that took less time says that the machine was busy with something else.
  return growth > 0 ? growth : undefined;
}
