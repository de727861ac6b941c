import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { deflateSync } from 'node:zlib';
import { startMock } from '@chat-openapi/mock';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { vectors } from '../../packages/usersig/test/vectors.ts';
import { launchBrowser, noBrowser } from '../browser.ts';
import { bundle } from './bundle.ts';
import type { Tasks } from './page.ts';
import { textOf } from './text-form.ts';

declare const tasks: Tasks;

let program: string;
beforeAll(async () => {
  program = await readFile(await bundle('page.ts'), 'utf8');
});

/** A page with the tasks on it, in a real browser. */
async function openPage(): Promise<Page> {
  const server = createServer((request, response) => {
    const script = request.url === '/program.mjs';
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
    response.end(script ? program : '<!doctype html><title>-</title><script type="module" src="program.mjs"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launchBrowser();
  onTestFinished(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The page is not served on a port.');
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  await page.waitForFunction(() => 'tasks' in globalThis);
  return page;
}

describe('in Chromium', () => {
  it('the signer works, and the client refuses to, unless it is told to', async (context) => {
    if (noBrowser !== undefined) context.skip(noBrowser);
    const page = await openPage();
    expect(await page.evaluate(() => tasks.usersig())).toStrictEqual(vectors.map(() => true));

    const bomb = textOf(deflateSync(Buffer.alloc(3 * 1024 * 1024), { level: 9 }));
    expect(await page.evaluate((text) => tasks.bomb(text), bomb)).toStrictEqual(['70003 too-large']);

    await using mock = await startMock({ check: true });
    expect(await page.evaluate((url) => tasks.call(url, false), mock.url)).toMatch(
      /^ChatConfigError: this is a browser/,
    );
    expect(mock.calls()).toHaveLength(0);
    expect(await page.evaluate((url) => tasks.call(url, true), mock.url)).toStrictEqual([
      0,
      expect.stringMatching(/^ChatApiError: destroyOfficialAccount: 130004 /),
    ]);
  });
});
