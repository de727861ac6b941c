import type { Browser } from 'playwright-core';
import { launchBrowser, noBrowser } from '../../browser.ts';
import { shuffled } from '../compare.ts';
import type { Report } from '../progress.ts';
import { type ComparedPage, makePages, type Pages } from './pages.ts';
import { describe } from './report.ts';
import type { Results, Weight } from './results.ts';
import { type PageServer, servePages } from './server.ts';
import { describeSites, measureSites } from './site.ts';
import { type Conditions, type Measured, visit } from './visit.ts';

export interface Extent extends Conditions {
  rounds: number;
}

const conditions: Conditions = { throttle: { cpu: 4, bitsPerSecond: 1_600_000, latency: 150 }, quiet: 2000 };

/** Compares the reference with what other renderers make of the same document: weight, requests, and time until it can be read. */
export async function bench(report: Report, options: { quick: boolean }): Promise<void> {
  if (noBrowser !== undefined) throw new Error(`The pages are opened in a browser, and there is ${noBrowser}.`);
  report.progress('fetching what it is compared with');
  const pages = await makePages();
  const results = await runDocsBench(pages, { rounds: options.quick ? 3 : 9, ...conditions }, report.progress);
  for (const line of describe(results)) report.say(line);
  const sites = await measureSites(options.quick ? [20, 170] : [20, 80, 170], options.quick ? 1 : 3, report.progress);
  report.say('');
  for (const line of describeSites(sites)) report.say(line);
}

/** Opens each page in each round, one at a time and in random order. */
export async function runDocsBench(
  { pages, files }: Pages,
  extent: Extent,
  onStep: (step: string) => void,
): Promise<Results> {
  await using server = await servePages(files);
  const browser = await launchBrowser(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
  try {
    onStep('warming up');
    for (const page of pages.slice(0, 1)) await visit(browser, server, page, extent);
    const rounds: Map<string, Measured>[] = [];
    while (rounds.length < extent.rounds) {
      const round = new Map<string, Measured>();
      for (const page of shuffled(pages)) {
        onStep(`round ${rounds.length + 1} of ${extent.rounds}, ${page.name}`);
        round.set(page.name, await visit(browser, server, page, extent));
      }
      rounds.push(round);
    }
    const weights = new Map<string, Weight>();
    for (const page of pages) weights.set(page.name, await weigh(browser, server, page, rounds));
    return { conditions: extent, pages, weights, rounds };
  } finally {
    await browser.close();
  }
}

/** Each file counts once, because a browser keeps it. */
async function weigh(
  browser: Browser,
  server: PageServer,
  { name, others = [] }: ComparedPage,
  rounds: Map<string, Measured>[],
): Promise<Weight> {
  const first = rounds[0]?.get(name)?.own ?? [];
  const all = new Set(first);
  const page = await browser.newPage();
  page.on('request', (request) => all.add(request.url()));
  for (const path of others) await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
  await page.close();
  const sum = (urls: Iterable<string>): number =>
    [...urls].reduce((bytes, url) => bytes + server.weigh(new URL(url).pathname), 0);
  return { firstView: sum(first), everything: sum(all) };
}
