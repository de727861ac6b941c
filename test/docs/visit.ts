/** Opens pages of the reference in a real browser, and shares it between tests. */
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { type DocsServer, serveDocs } from '../../scripts/serve-docs.ts';
import { launchBrowser, noBrowser } from '../browser.ts';

/** The site as a folder, which is opened without any server. */
export const folder = pathToFileURL(inRoot('generated', 'docs')).href;

/** One page of each kind. */
export const kinds = [
  'index.html',
  'calls.html',
  'tags/channels.html',
  'operations/destroyOfficialAccount.html',
  'errors/index.html',
  'errors/10004.html',
  'guides/refused-signature.html',
  'packages/client.html',
  'evidence.html',
  'ja/index.html',
  'ja/operations/destroyOfficialAccount.html',
  'zh-CN/errors/index.html',
  'redoc.html',
];

const viewport = { width: 1280, height: 900 };

let browser: Browser | undefined;
let server: DocsServer | undefined;

/** Where the site is served. */
export const served = (): string => server?.url ?? '';

/** Lets the tests of the file that calls it share a browser and a server. */
export function useSite(): void {
  beforeAll(async () => {
    if (noBrowser === undefined) browser = await launchBrowser();
    server = await serveDocs(0);
  });
  afterAll(async () => {
    waiting.clear();
    await browser?.close();
    await server?.close();
  });
  beforeEach((context) => {
    if (noBrowser !== undefined) context.skip(noBrowser);
  });
}

export interface Visit {
  page: Page;
  /** Addresses that the page has asked for. */
  requests: string[];
  /** What the browser has said against the page. */
  complaints: string[];
}

/** Pages that wait for the next test which wants the same: a new one costs more than most of what is done in it. */
const waiting = new Map<string, Page>();

/** Opens a page in a browser as good as new, an English one, until the test ends. */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const key = JSON.stringify(options);
  const page = waiting.get(key) ?? (await newPage(options));
  waiting.delete(key);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'pass' && (await wipe(page, options)) && !waiting.has(key)) waiting.set(key, page);
    else await page.context().close();
  });
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

async function newPage(options: BrowserContextOptions): Promise<Page> {
  if (browser === undefined) throw new Error('There is no browser.');
  const context = await browser.newContext({ locale: 'en-US', viewport, ...options });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

/** Takes from a page what a test has left in it. Returns whether nothing is left, but for a longer history. */
async function wipe(page: Page, options: BrowserContextOptions): Promise<boolean> {
  page.removeAllListeners();
  await page.unrouteAll();
  await page.emulateMedia({ media: null, colorScheme: options.colorScheme ?? null });
  await page.setViewportSize(options.viewport ?? viewport);
  const wiped = await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
    return true;
  });
  await page.goto('about:blank');
  return wiped && (await page.context().cookies()).length === 0;
}

/** Where Redoc shows the operation that ends a channel. */
export const inRedoc = '#redoc [id="channels/destroyofficialaccount"]';

/** Waits until Redoc has taken the place of the text. */
export async function untilRedoc(page: Page): Promise<void> {
  await page.locator('#redoc').getByText('API docs by').first().waitFor({ state: 'attached' });
  await page.locator('#redoc').getByText('Loading...').waitFor({ state: 'detached' });
}

/** Asks the search of a page, which is opened for it. */
export async function ask(page: Page, question: string): Promise<void> {
  const field = page.locator('#search');
  if (!(await field.isVisible())) await page.keyboard.press('Control+k');
  await field.fill(question);
}
