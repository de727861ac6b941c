import { describe, expect, it } from 'vitest';
import { operations } from '../../../generated/operations.ts';
import { launchBrowser, noBrowser } from '../../browser.ts';
import { runDocsBench } from './bench.ts';
import { makePages, type Pages } from './pages.ts';
import { describe as describeResults } from './report.ts';
import { servePages } from './server.ts';
import { describeSites, measureSites } from './site.ts';
import { visit } from './visit.ts';

/** The pages, or why there are none where the renderers cannot be fetched. With CI set that is an error. */
const made: Pages | string = await makePages().catch((error: Error) => {
  if (process.env.CI) throw error;
  return `what the reference is compared with cannot be fetched: ${error.message.slice(0, 200)}`;
});

const html = (text: string): Buffer => Buffer.from(`<!doctype html><title>t</title><body>${text}</body>`);

describe('npm run bench docs', () => {
  it('opens every page, waits for its text, and weighs it', async (context) => {
    if (typeof made === 'string') return context.skip(made);
    if (noBrowser !== undefined) return context.skip(noBrowser);
    expect(made.pages.map(({ name }) => name.replace(/ [\d.]+$/, ''))).toStrictEqual([
      'reference',
      'reference, its page of Redoc',
      'redocly build-docs',
      '@scalar/api-reference',
      '@stoplight/elements',
      'swagger-ui-dist',
    ]);
    // The bench itself ends with an error where a page does not show its text; here some stand for all.
    const pages = made.pages.filter(({ name }) => /^reference|^swagger-ui/.test(name));
    const results = await runDocsBench({ ...made, pages }, { rounds: 1, quiet: 300 }, () => {});
    expect(results.pages.length).toBe(3);
    for (const { name } of results.pages) {
      const visited = results.rounds[0]?.get(name);
      expect(visited?.text, `text of ${name}`).toBeGreaterThan(0);
      expect(visited?.interactive, `${name} at rest`).toBeGreaterThanOrEqual(visited?.text ?? Number.NaN);
      expect(results.weights.get(name)?.firstView, `weight of ${name}`).toBeGreaterThan(10_000);
      if (name.startsWith('reference')) expect(visited?.foreign, name).toStrictEqual([]);
    }
    const report = describeResults(results).join('\n');
    for (const { name } of results.pages) expect(report).toContain(`  ${name}`);
    expect(report.match(/^ {2}(reached|MISSED ) /gm)).toHaveLength(4);
    expect(report).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('makes sites of larger documents, times them, and weighs each kind of page and the search', async (context) => {
    if (noBrowser !== undefined) return context.skip(noBrowser);
    const own = Object.keys(operations).length;
    const sites = await measureSites([own + 2], 1, () => {});
    expect(sites).toHaveLength(1);
    const [site] = sites;
    expect(site?.seconds).toBeGreaterThan(0);
    for (const kind of ['start', 'operation', 'tag', 'code', 'all codes']) {
      expect(site?.views.get(kind), kind).toBeGreaterThan(25_000);
    }
    expect(site?.deepest).toBeGreaterThan(5000);
    expect(site?.search.first).toBeGreaterThan(10_000);
    expect(site?.search.whole).toBeGreaterThan(site?.search.first ?? 0);
    expect(site?.search.work).toBeGreaterThan(0);
    const report = describeSites(sites).join('\n');
    expect(report).toContain('HTML of the deepest operation: at most 20 kB');
    expect(report).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('finds the text in a shadow root, not where it is hidden, and counts what other hosts are asked for', async (context) => {
    if (noBrowser !== undefined) return context.skip(noBrowser);
    const text = 'Ends a channel for good.';
    const late = `<p style="visibility: hidden">${text}</p><img src="http://192.0.2.1/logo.png"><div id="host"></div>
<script>setTimeout(() => { document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<p>${text}</p>' }, 700)</script>`;
    const files = new Map([
      ['/early.html', html(`<p>${text}</p>`)],
      ['/late.html', html(late)],
    ]);
    await using server = await servePages(files);
    const browser = await launchBrowser(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
    try {
      const early = await visit(browser, server, { name: 'early', path: '/early.html' }, { quiet: 300 });
      const lateOne = await visit(browser, server, { name: 'late', path: '/late.html' }, { quiet: 300 });
      expect(early.text).toBeLessThan(700);
      expect(early.foreign).toStrictEqual([]);
      expect(lateOne.text).toBeGreaterThanOrEqual(700);
      expect(lateOne.own).toStrictEqual([`${server.url}/late.html`]);
      expect(lateOne.foreign).toStrictEqual(['http://192.0.2.1/logo.png']);
    } finally {
      await browser.close();
    }
  });
});
