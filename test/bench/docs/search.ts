/** What the search costs a reader: what it loads, the work until the first results, and whether the page stays at hand. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession } from 'playwright-core';
import { launchBrowser } from '../../browser.ts';
import type { Target } from '../targets.ts';

/** Of the language in which it costs most. Bytes after gzip, milliseconds. */
export interface SearchFigures {
  /** What is loaded before the first results. */
  first: number;
  /** All that is loaded for one language. */
  whole: number;
  /** Work of the page from the key that opens the search to the first results: the least of all rounds. */
  work: number;
  /** The longest piece of work while the texts are made ready; 0 when none was long enough to be told, which is 50. */
  longest: number;
}

/** @param docs The folder of a site, which is opened as a folder. */
export async function measureSearch(docs: string, rounds: number): Promise<SearchFigures> {
  const assets = await readdir(join(docs, 'assets'));
  const languages = assets.flatMap((name) => /^names\.(.+)\.js$/.exec(name)?.[1] ?? []);
  const browser = await launchBrowser();
  try {
    const figures: SearchFigures[] = [];
    for (const language of languages) {
      const [script, names, texts] = await Promise.all(
        [/^search\.\w+\.js$/, `names.${language}.js`, `texts.${language}.js`].map(async (wanted) => {
          const name = assets.find((one) => (typeof wanted === 'string' ? one === wanted : wanted.test(one))) ?? '';
          return gzipSync(await readFile(join(docs, 'assets', name)), { level: 9 }).length;
        }),
      );
      const first = (script ?? 0) + (names ?? 0);
      const visits: Visited[] = [];
      while (visits.length < rounds) visits.push(await visit(browser, docs, language));
      const [work, longest] = [visits.map((one) => one.work), visits.map((one) => one.longest)].map((all) =>
        Math.min(...all),
      );
      figures.push({ first, whole: first + (texts ?? 0), work: work ?? 0, longest: longest ?? 0 });
    }
    const most = (key: keyof SearchFigures): number => Math.max(...figures.map((one) => one[key]));
    return { first: most('first'), whole: most('whole'), work: most('work'), longest: most('longest') };
  } finally {
    await browser.close();
  }
}

type Visited = Pick<SearchFigures, 'work' | 'longest'>;

async function visit(browser: Browser, docs: string, language: string): Promise<Visited> {
  const context = await browser.newContext({ locale: 'en-US' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    // What else the machine does is not counted.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Reflect.set(globalThis, 'longTasks', tasks);
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) tasks.push(duration);
      }).observe({ type: 'longtask' });
    });
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/assets\/texts\./, async (route) => {
      await held;
      await route.continue();
    });
    const folder = language === 'en' ? docs : join(docs, language);
    await page.goto(pathToFileURL(join(folder, 'operations', 'destroyOfficialAccount.html')).href, {
      waitUntil: 'load',
    });
    // What waits for the results is there already.
    await page.locator('main').waitFor();
    const before = await workOf(session);
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText('group');
    await page.locator('.results a').first().waitFor();
    const work = (await workOf(session)) - before;
    await page.evaluate(() => Reflect.get(globalThis, 'longTasks').splice(0));
    release();
    // Excerpts are there once the texts are.
    await page.locator('.results span:not(:empty):not(:has(code))').first().waitFor();
    const tasks = await page.evaluate((): number[] => Reflect.get(globalThis, 'longTasks'));
    return { work, longest: Math.max(0, ...tasks) };
  } finally {
    await context.close();
  }
}

/** Milliseconds that the page has worked so far. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

export const searchTargets = ({ first, whole, work, longest }: SearchFigures): Target[] => [
  {
    isReached: first <= 35_000,
    text: `search, first results: from at most 35 kB; they need ${(first / 1000).toFixed(1)}`,
  },
  { isReached: work <= 150, text: `search, first results: in at most 150 ms of work; they need ${work.toFixed(0)}` },
  {
    isReached: longest < 50,
    text: `search, its texts: in slices under 50 ms; the longest has ${longest < 50 ? 'less' : longest.toFixed(0)}`,
  },
  {
    isReached: whole <= 100_000,
    text: `search, a whole language: at most 100 kB; the heaviest has ${(whole / 1000).toFixed(1)}`,
  },
];
