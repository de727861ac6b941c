import type { Browser, Page } from 'playwright-core';
import { type ComparedPage, operationText } from './pages.ts';
import type { PageServer } from './server.ts';

/** How slow the machine and the network are made. */
export interface Throttle {
  /** How many times as slow the processor. */
  cpu: number;
  bitsPerSecond: number;
  /** Milliseconds that are added to each request. */
  latency: number;
}

/** How a page is visited. */
export interface Conditions {
  throttle?: Throttle;
  /** A page is quiet when so many milliseconds have passed without a long task and without a request under way. */
  quiet: number;
}

/** What a visit has shown. Times are milliseconds from the start of the navigation. */
export interface Measured {
  /** Until a frame was painted with the text of the operation visible on the page, to be scrolled to at most. */
  text: number;
  /** Until the page answers at once from then on. */
  interactive: number;
  /** Sum of what long tasks had beyond 50 ms each. */
  blocking: number;
  /** How much the page has moved under its reader, the sum of all layout shifts. */
  shift: number;
  /** Addresses at the server that the page asked for. */
  own: string[];
  /** Addresses at other hosts that the page asked for. None of them is reached. */
  foreign: string[];
}

const patience = 60_000;

interface Probe {
  text: number;
  shift: number;
  tasks: { end: number; over: number }[];
}

declare global {
  interface Window {
    docsBench: Probe;
  }
}

/** Opens a page in a browser with nothing in its cache and watches it until it is quiet. */
export async function visit(
  browser: Browser,
  server: PageServer,
  { name, path }: ComparedPage,
  { throttle, quiet }: Conditions,
): Promise<Measured> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch, operationText);
    await slowDown(page, throttle);
    const traffic = listen(page, server);
    await page.goto(`${server.url}${path}`, { waitUntil: 'commit' });
    await page
      .waitForFunction(() => window.docsBench.text > 0, null, { timeout: patience, polling: 250 })
      .catch(() => {
        throw new Error(`${name}: no frame with "${operationText}" was painted within ${patience / 1000} s.`);
      });
    const found = await untilQuiet(page, traffic, quiet);
    const lastTask = Math.max(0, ...found.tasks.map(({ end }) => end));
    return {
      text: found.text,
      interactive: Math.max(found.text, lastTask),
      blocking: found.tasks.reduce((sum, { over }) => sum + over, 0),
      shift: found.shift,
      own: traffic.own,
      foreign: traffic.foreign,
    };
  } finally {
    await context.close();
  }
}

async function slowDown(page: Page, throttle: Throttle | undefined): Promise<void> {
  if (throttle === undefined) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: throttle.latency,
    downloadThroughput: throttle.bitsPerSecond / 8,
    uploadThroughput: throttle.bitsPerSecond / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: throttle.cpu });
}

interface Traffic {
  own: string[];
  foreign: string[];
  open: Set<unknown>;
}

function listen(page: Page, server: PageServer): Traffic {
  const traffic: Traffic = { own: [], foreign: [], open: new Set() };
  page.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob):/.test(url)) return;
    (url.startsWith(`${server.url}/`) ? traffic.own : traffic.foreign).push(url);
    traffic.open.add(request);
  });
  page.on('requestfinished', (request) => traffic.open.delete(request));
  page.on('requestfailed', (request) => traffic.open.delete(request));
  return traffic;
}

async function untilQuiet(page: Page, traffic: Traffic, quiet: number): Promise<Probe> {
  const end = Date.now() + patience;
  let busy = Date.now();
  let seen = 0;
  for (;;) {
    const probe = await page.evaluate(() => window.docsBench);
    const amount = probe.tasks.length + traffic.own.length + traffic.foreign.length;
    if (amount !== seen || traffic.open.size > 0) busy = Date.now();
    seen = amount;
    if (Date.now() - busy > quiet || Date.now() > end) return probe;
    await page.waitForTimeout(200);
  }
}

/** Runs in the page before anything else: notes long tasks, and the first frame after the text is laid out and visible. */
function watch(text: string): void {
  if (window !== window.top) return;
  const probe: Probe = { text: 0, shift: 0, tasks: [] };
  window.docsBench = probe;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      probe.tasks.push({ end: startTime + duration, over: duration - 50 });
    }
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.shift += Number(Reflect.get(entry, 'value'));
  }).observe({ type: 'layout-shift', buffered: true });

  const isSeen = (node: Node): boolean => {
    if (!node.parentElement?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some(({ width, height }) => width > 0 && height > 0);
  };
  /** Looks into shadow roots as well. */
  const find = (root: Node): boolean => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node instanceof Element) {
        if (node.shadowRoot !== null && find(node.shadowRoot)) return true;
      } else if (node.nodeValue?.includes(text) && isSeen(node)) return true;
    }
    return false;
  };
  let looked = 0;
  const look = (now: number): void => {
    // Every frame would slow down the page itself.
    if (now - looked >= 40) {
      looked = now;
      if (document.body !== null && find(document.body)) {
        // The task after the next frame: what stands there now has been painted by then.
        requestAnimationFrame(() => setTimeout(() => Object.assign(probe, { text: performance.now() })));
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
