import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The shell is the same engine without a window: it needs half the processor time. */
const places = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const executablePath = process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place)) ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why there is no browser to test with, where there is none. With CI set that is an error, not a reason to skip. */
export const noBrowser: string | undefined = existsSync(executablePath)
  ? undefined
  : `no Chromium at ${executablePath}; install it, or name another with CHROMIUM_PATH`;

if (noBrowser !== undefined && process.env.CI) throw new Error(noBrowser);

export const launchBrowser = (more: string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...args, ...more] });
