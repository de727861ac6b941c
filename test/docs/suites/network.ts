import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/paths.ts';
import { folder, kinds, served, untilRedoc, visit } from '../visit.ts';

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
      await page.locator('#search').fill('usersig');
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
  // Where no Japanese font is installed, signs that are missing have another width in each font.
  it.each(kinds.filter((name) => name !== 'redoc.html' && !name.startsWith('ja/')))(
    'when the font comes late: %s',
    async (name) => {
      const { page } = await visit('about:blank');
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(/\.woff2$/, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(`${served()}/${name}`, { waitUntil: 'commit' });
      await expect
        .poll(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length))
        .toBe(1);
      await page.locator('html.js #page-data').waitFor({ state: 'attached' });
      release();
      const shift = await page.evaluate(async () => {
        await document.fonts.ready;
        await Promise.all([...document.fonts].map((font) => (font.status === 'loading' ? font.loaded : undefined)));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const shifts = list.getEntries().map((entry): number => Reflect.get(entry, 'value'));
            resolve(shifts.reduce((sum, one) => sum + one, 0));
          }).observe({ type: 'layout-shift', buffered: true });
          // Without any shift nobody tells.
          setTimeout(() => resolve(0), 300);
        });
      });
      expect(await page.evaluate(() => document.fonts.check('16px Inter'))).toBe(true);
      expect(shift).toBeLessThan(0.02);
    },
  );
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
