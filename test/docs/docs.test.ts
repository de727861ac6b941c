import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { type DocsServer, serveDocs } from '../../scripts/serve-docs.ts';
import { launchBrowser, noBrowser } from '../browser.ts';

let browser: Browser | undefined;
let server: DocsServer;

beforeAll(async () => {
  if (noBrowser === undefined) browser = await launchBrowser();
  server = await serveDocs(0);
});

afterAll(async () => {
  await browser?.close();
  await server.close();
});

beforeEach((context) => {
  if (noBrowser !== undefined) context.skip(noBrowser);
});

const folder = pathToFileURL(inRoot('generated', 'docs')).href;

interface Visit {
  page: Page;
  requests: string[];
  complaints: string[];
}

/** Opens a page of the site, and writes down what it asks for and what the browser complains about. */
async function open(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  if (browser === undefined) throw new Error('There is no browser.');
  const context = await browser.newContext({ offline: url.startsWith('file:'), ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, requests, complaints };
}

describe('the reference', () => {
  it.each(['index.html', 'redoc.html', 'errors/index.html', 'errors/130004.html'])(
    'shows %s from a folder, without a network, asking nobody else',
    async (name) => {
      const { page, requests, complaints } = await open(`${folder}/${name}`);
      await page.waitForLoadState('networkidle');
      expect(await page.locator('h1').first().textContent()).not.toBe('');
      expect(requests.length).toBeGreaterThan(1);
      expect(requests.filter((url) => !url.startsWith(`${folder}/`) && !url.startsWith('data:'))).toStrictEqual([]);
      expect(complaints).toStrictEqual([]);
    },
  );

  it('holds the whole operation without a script', async () => {
    const { page } = await open(`${folder}/index.html`, { javaScriptEnabled: false });
    const text = await page.locator('#destroyOfficialAccount').textContent();
    for (const part of [
      'Terminate an official channel',
      'Official_Account',
      '200 calls',
      '130004',
      'At most',
      '@TOA#_test_id',
    ]) {
      expect(text).toContain(part);
    }
    expect(await page.locator('#regions tbody tr').count()).toBe(7);
  });

  it('puts Redoc in the place of the text, which is there before', async () => {
    const still = await open(`${folder}/redoc.html`, { javaScriptEnabled: false });
    expect(await still.page.locator('#redoc').textContent()).toContain('Terminate an official channel');
    const { page } = await open(`${folder}/redoc.html`);
    await page.getByText('channels', { exact: true }).first().click();
    await page.getByText('Terminate an official channel').first().click();
    await page.getByText('Ends a channel for good').waitFor();
  });

  it('asks for nothing but its own files when it is served', async () => {
    const { page, requests, complaints } = await open(`${server.url}/redoc.html`);
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => !url.startsWith(`${server.url}/`) && !url.startsWith('data:'))).toStrictEqual([]);
    expect(complaints).toStrictEqual([]);
  });

  it('leads from an operation to the page of a code, and back', async () => {
    const { page } = await open(`${server.url}/`);
    await page.getByRole('link', { name: '130004' }).first().click();
    expect(page.url()).toBe(`${server.url}/errors/130004.html`);
    expect(await page.locator('h1').textContent()).toContain('130004 OfficialAccountNotFound');
    await page.getByRole('link', { name: 'Terminate an official channel' }).click();
    expect(page.url()).toBe(`${server.url}/index.html#destroyOfficialAccount`);
  });

  it.each(['light', 'dark'] as const)('follows the system in %s', async (colorScheme) => {
    const { page } = await open(`${folder}/index.html`, { colorScheme });
    const color = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(color).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 24, 28)');
  });

  it.each(['index.html', 'redoc.html', 'errors/index.html', 'errors/10004.html'])(
    'does not scroll sideways at 360 pixels: %s',
    async (name) => {
      const { page } = await open(`${folder}/${name}`, { viewport: { width: 360, height: 740 } });
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    },
  );
});
