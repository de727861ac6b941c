import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { startMock } from '@chat-openapi/mock';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchBrowser, noBrowser } from '../browser.ts';

/** The page, from an origin of its own. */
async function servePage(): Promise<string> {
  const page = await readFile(new URL('page.html', import.meta.url));
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The page is not served on a port.');
  return `http://127.0.0.1:${address.port}`;
}

describe('a page in a browser', () => {
  it('calls the mock from another origin and shows success and failure', async (context) => {
    if (noBrowser !== undefined) context.skip(noBrowser);
    await using mock = await startMock({ check: true });
    const browser = await launchBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${await servePage()}/?mock=${encodeURIComponent(mock.url)}`);

    const press = async (): Promise<string> => {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button').click();
      await answered;
      await expect.poll(() => page.locator('output').textContent()).toMatch(/\(.*\)/);
      return (await page.locator('output').textContent()) ?? '';
    };
    expect(await press()).toBe('done (ok)');
    await page.locator('output').evaluate((output) => output.replaceChildren());
    expect(await press()).toMatch(/^130004 \(channel-terminated\): The channel @TOA#_news was terminated before/);
    expect(mock.calls().map(({ code }) => code)).toStrictEqual([0, 130004]);
  });

  it('looks into the mock from localhost only, and never by a rebound name', async (context) => {
    if (noBrowser !== undefined) context.skip(noBrowser);
    await using mock = await startMock({ check: true });
    const browser = await launchBrowser(['--host-resolver-rules=MAP *.example 127.0.0.1']);
    onTestFinished(() => browser.close());
    const { port } = new URL(await servePage());
    const fetchFrom = async (origin: string, target: string, init: RequestInit = {}): Promise<unknown> => {
      const page = await browser.newPage();
      await page.goto(origin);
      const found = await page.evaluate(
        ([url, options]) =>
          fetch(url, options).then(
            ({ status }) => status,
            () => 'refused',
          ),
        [target, init] as const,
      );
      await page.close();
      return found;
    };
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const withCredentials: RequestInit = { ...json, credentials: 'include' };
    const local = `http://localhost:${port}`;
    const foreign = `http://evil.example:${port}`;

    expect(await fetchFrom(local, `${mock.url}/_mock/state`)).toBe(200);
    expect(await fetchFrom(local, `${mock.url}/_mock/reset`, json)).toBe(200);
    await fetch(`${mock.url}/v4/x`);
    expect(await fetchFrom(foreign, `${mock.url}/_mock/state`)).toBe('refused');
    expect(await fetchFrom(foreign, `${mock.url}/_mock/reset`, json)).toBe('refused');
    expect(await fetchFrom(foreign, `${mock.url}/_mock/reset`, { method: 'POST', mode: 'no-cors' })).not.toBe(200);
    expect(mock.calls()).toHaveLength(1);
    expect(await fetchFrom(foreign, `${mock.url}/_mock/health`)).toBe(200);
    expect(await fetchFrom(foreign, `${mock.url}/v4/x`, withCredentials)).toBe(200);

    const rebound = `http://evil.example:${new URL(mock.url).port}`;
    expect(await fetchFrom(`${rebound}/_mock/health`, `${rebound}/_mock/state`)).toBe(403);
  });

  it.for([
    [360, 'light'],
    [1200, 'dark'],
  ] as const)(
    'shows what the mock has seen, %i wide and %s, without a script and within its policy',
    async ([width, colorScheme], context) => {
      if (noBrowser !== undefined) context.skip(noBrowser);
      await using mock = await startMock({ check: true });
      const browser = await launchBrowser();
      onTestFinished(() => browser.close());
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, javaScriptEnabled: false });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('requestfailed', (request) => complaints.push(request.url()));
      await fetch(`${mock.url}/v4/x`, { method: 'POST', body: '{"Official_Account":"<b>"}' });
      await page.goto(`${mock.url}/`);
      expect(await page.getByRole('row').nth(1).textContent()).toBe('60009pathPOST /v4/x<b>');
      const { width: shown = 0 } = (await page.locator('main').boundingBox()) ?? {};
      expect(shown).toBeLessThanOrEqual(width);
      await page.getByRole('link', { name: 'Load this page every' }).click();
      expect(page.url()).toBe(`${mock.url}/?live`);
      expect(complaints).toStrictEqual([]);
      // Looking on is no call.
      expect(mock.calls()).toHaveLength(1);
    },
  );
});
