/** What pages ask for, what they weigh, and that nothing on them moves. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/paths.ts';
import { ask, folder, kinds, served, untilRedoc, visit } from '../visit.ts';

/** A bound against hanging, in milliseconds. */
const timeout = 15_000;

const foreign = (requests: string[], own: string): string[] =>
  requests.filter((url) => !url.startsWith(`${own}/`) && !url.startsWith('data:'));

describe('a page', () => {
  it.each(['from a folder, without a network', 'served'])('asks nobody but its own files, %s', async (how) => {
    const root = how === 'served' ? served() : folder;
    const { page, requests, complaints } = await visit(`${root}/index.html`, { offline: how !== 'served' });
    for (const name of kinds) {
      await page.goto(`${root}/${name}`);
      if (name === 'redoc.html') await untilRedoc(page);
      expect(await page.locator('h1').first().textContent(), name).not.toBe('');
      await ask(page, 'usersig');
      await page.locator('.results a').first().waitFor();
    }
    expect(requests.length).toBeGreaterThan(kinds.length * 3);
    expect(foreign(requests, root)).toStrictEqual([]);
    expect(complaints).toStrictEqual([]);
  });

  it('cannot call another host, because its policy forbids it', async () => {
    const { page } = await visit(`${served()}/index.html`);
    const blocked = await page.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => directives.push(event.violatedDirective));
      await fetch('http://192.0.2.1/').catch(() => {});
      const image = new Image();
      image.src = 'http://192.0.2.1/image.png';
      await new Promise((resolve) => image.addEventListener('error', resolve));
      return directives;
    });
    expect(blocked).toStrictEqual(['connect-src', 'img-src']);
  });
});

describe('nothing moves', () => {
  const ours = kinds.filter((name) => name !== 'redoc.html' && !name.startsWith('ja/'));

  // Where no Japanese font is installed, signs that are missing have another width in each font.
  it.each([...ours, 'guides/first-call.html', 'operations/destroyOfficialAccount.html#response.Failure.ErrorInfo'])(
    'when script and font come late: %s',
    async (name) => {
      const { page } = await visit('about:blank');
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(/\.woff2$|assets\/site\.\w+\.js$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${served()}/${name}`, { waitUntil: 'commit' });
      await expect
        .poll(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length), { timeout })
        .toBe(1);
      await page.evaluate(() => {
        const shifts: number[] = [];
        Reflect.set(globalThis, 'shifts', shifts);
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.push(Reflect.get(entry, 'value'));
        }).observe({ type: 'layout-shift', buffered: true });
      });
      expect(await page.locator('.copy').count()).toBe(0);
      release();
      await page.locator('.copy, main:not(:has(pre))').first().waitFor({ state: 'attached' });
      const shifts = await page.evaluate(async (): Promise<number[]> => {
        await document.fonts.ready;
        const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        for (let count = 0; count < 3; count++) await frame();
        return Reflect.get(globalThis, 'shifts');
      });
      expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.02);
    },
  );
});

describe('the letters', () => {
  it.each(['served', 'from a folder'])('are those of the site where they come in time, %s', async (how) => {
    const { page, complaints } = await visit(`${how === 'served' ? served() : folder}/index.html`);
    const status = (): Promise<string[]> =>
      page.evaluate(() => [...document.fonts].filter(({ family }) => family === 'Inter').map((font) => font.status));
    await expect.poll(status, { timeout }).toStrictEqual(['loaded']);
    // Kept by the browser, they are there at once, unless it is too busy to be in time.
    const areUsed = async (): Promise<boolean> => {
      await page.goto(page.url().replace('index.html', 'calls.html'));
      const [own = 0, other = 0] = await page.evaluate(() => {
        const context = document.createElement('canvas').getContext('2d');
        return ['Inter, monospace', 'monospace'].map((font) => {
          if (context === null) return 0;
          context.font = `40px ${font}`;
          return context.measureText('illegible').width;
        });
      });
      return own < other;
    };
    await expect.poll(areUsed, { timeout }).toBe(true);
    expect(complaints).toStrictEqual([]);
  });
});

describe('the weight', () => {
  const gzipped = (url: string): number =>
    gzipSync(readFileSync(inRoot('generated', 'docs', new URL(url).pathname)), { level: 9 }).length;
  const weigh = (requests: string[]): number =>
    requests.filter((url) => url.startsWith('http')).reduce((sum, url) => sum + gzipped(url), 0);

  it('of a first view, font and all, stays under 45 kB', async () => {
    const { page, requests } = await visit(`${served()}/index.html`);
    for (const name of kinds.filter((kind) => kind !== 'redoc.html')) {
      requests.length = 0;
      await page.goto(`${served()}/${name}`);
      expect(requests.length, name).toBeGreaterThan(2);
      expect(weigh(requests), name).toBeLessThan(45_000);
    }
  });

  it('of Redoc stays under 700 kB, and that of its document under 100 kB', async () => {
    const { page, requests } = await visit(`${served()}/redoc.html`);
    await untilRedoc(page);
    const [own] = requests.filter((url) => /assets\/openapi\..*js$/.test(url));
    const [script] = requests.filter((url) => /assets\/redoc\..*js$/.test(url));
    if (own === undefined || script === undefined) return expect.unreachable();
    expect(weigh([own])).toBeLessThan(100_000);
    expect(weigh([script])).toBeLessThan(700_000);
  });
});
