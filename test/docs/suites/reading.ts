/** What the pages show to somebody who reads. */
import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../generated/catalogue.ts';
import { operations } from '../../../generated/operations.ts';
import { regions } from '../../../generated/regions.ts';
import { folder, inRedoc, served, untilRedoc, visit } from '../visit.ts';

const plain = { javaScriptEnabled: false };
const perTime: Record<number, string> = { 1: 'a second', 3600: 'an hour' };
const operationPage = 'operations/destroyOfficialAccount.html';

describe('a reader without scripts', () => {
  it('finds every operation from the start page, and all of it on its own page', async () => {
    const { page } = await visit(`${folder}/index.html`, plain);
    for (const [id, { path, codes, rateLimits }] of Object.entries(operations)) {
      await page.goto(`${folder}/index.html`);
      await page.locator(`.outline a[href="operations/${id}.html"]`).click();
      const text = (await page.locator('main').textContent()) ?? '';
      const limits = rateLimits.map(({ calls, seconds, by }: { calls: number; seconds: number; by?: string }) =>
        [`${calls} ${perTime[seconds]}`, ...(by === undefined ? [] : [`for each ${by}`])].join(' '),
      );
      for (const part of [path, ...limits, `chat.${id}(body)`, ...codes.map(String)])
        expect(text, part).toContain(part);
    }
  });

  it('finds the regions and the credentials of every call', async () => {
    const { page } = await visit(`${folder}/calls.html`, plain);
    expect(await page.locator('.regions tbody tr').count()).toBe(Object.keys(regions).length);
    expect(await page.locator('.parameters tbody tr').count()).toBe(5);
  });

  it('finds what a link to a field points at, wherever it is folded away', async () => {
    const { page } = await visit(`${folder}/${operationPage}#response.Failure.ErrorInfo`, plain);
    const field = page.locator('li:target');
    await field.getByText('An explanation for people').waitFor();
    expect(await field.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThan(50);
  });

  it('finds samples in every language of the document, and unfolds them', async () => {
    const { page } = await visit(`${folder}/${operationPage}`, plain);
    const samples = page.locator('.tabs');
    expect(await samples.locator('summary').allTextContents()).toStrictEqual([
      'TypeScript',
      'openapi-fetch',
      'curl',
      'Python',
    ]);
    await samples.getByText('Python', { exact: true }).click();
    expect(await samples.locator('pre:visible').textContent()).toContain('import ');
  });

  it('finds every code in the catalogue, and no form that would do nothing', async () => {
    const { page } = await visit(`${folder}/errors/index.html`, plain);
    expect(await page.locator('.catalogue tbody tr:visible').count()).toBe(Object.keys(errorCatalogue).length);
    expect(await page.locator('form:visible').count()).toBe(0);
  });

  it('opens the contents on a narrow screen', async () => {
    const { page } = await visit(`${folder}/index.html`, { ...plain, viewport: { width: 360, height: 740 } });
    await page.getByLabel('Contents').first().click();
    await page.getByRole('link', { name: 'Handling failures' }).click();
    expect(await page.locator('h1').textContent()).toBe('Handling failures');
  });
});

describe('the page of Redoc', () => {
  it('is an empty box until its script comes, as high as the window, and leads on without scripts', async () => {
    const { page } = await visit(`${folder}/redoc.html`, plain);
    expect(await page.locator('#redoc').textContent()).toBe('');
    expect(await page.locator('#redoc').evaluate((box) => box.getBoundingClientRect().height)).toBeGreaterThanOrEqual(
      900,
    );
    await page.locator('noscript').getByRole('link', { name: 'Official channels' }).click();
    expect(await page.locator('h1').textContent()).toBe('Official channels');
  });

  it('opens from an operation at that operation, with its samples and own codes', async () => {
    const { page } = await visit(`${folder}/${operationPage}`);
    await page.getByRole('link', { name: 'This operation in Redoc' }).click();
    await untilRedoc(page);
    await page.getByText('Ends a channel for good').waitFor();
    expect(await page.locator(inRedoc).textContent()).toContain('130004');
    await page.locator(inRedoc).getByRole('button', { name: 'TypeScript' }).click();
    for (const sample of ['openapi-fetch', 'curl', 'Python'])
      await page.getByRole('menuitem', { name: sample }).waitFor();
  });
});

describe('a link', () => {
  it('leads from an operation to the page of a code, and back', async () => {
    const { page } = await visit(`${served()}/${operationPage}`);
    await page.locator('.codes').getByRole('link', { name: '130004' }).first().click();
    expect(page.url()).toBe(`${served()}/errors/130004.html`);
    expect(await page.locator('h1').textContent()).toBe('130004 OfficialAccountNotFound');
    await page.locator('main').getByRole('link', { name: 'Terminate an official channel' }).first().click();
    expect(page.url()).toBe(`${served()}/${operationPage}`);
    await page.goBack();
    expect(page.url()).toBe(`${served()}/errors/130004.html`);
  });

  it('to each code leads to its page, which survives a reload and the back button', async () => {
    const { page } = await visit(`${served()}/index.html`);
    const heading = page.locator('h1');
    let before = await heading.textContent();
    for (const [index, [code, { name }]] of Object.entries(errorCatalogue).entries()) {
      const url = `${served()}/errors/${code}.html`;
      const expected = `${code} ${name}`;
      // All are made alike; what a browser does with them is seen by some.
      expect(await (await fetch(url)).text()).toContain(`<h1>${code} <code>`);
      if (index % 12 !== 0) continue;
      await page.goto(url);
      expect(await heading.textContent()).toBe(expected);
      await page.reload();
      expect(await heading.textContent()).toBe(expected);
      await page.goBack();
      expect(await heading.textContent()).toBe(before);
      await page.goForward();
      expect(await heading.textContent()).toBe(expected);
      before = expected;
    }
  });

  it('to a row of the catalogue shows that row, after a reload and going back as well', async () => {
    const { page } = await visit(`${served()}/errors/index.html#131000`);
    const row = page.locator('tr:target');
    for (const step of ['first', 'reload', 'back'] as const) {
      if (step === 'reload') await page.reload();
      if (step === 'back') {
        await row.getByRole('link').first().click();
        await page.waitForURL(/131000\.html/);
        await page.goBack();
      }
      expect(await row.textContent(), step).toContain('OfficialAccountNotEnabled');
      expect(await row.evaluate((element) => element.getBoundingClientRect().top < innerHeight), step).toBe(true);
    }
  });
});

describe('the page of a code', () => {
  it('says what it means, what to do, whether to repeat, where it comes from and how to see it', async () => {
    const { page } = await visit(`${folder}/errors/10004.html`, plain);
    const text = (await page.locator('main').textContent()) ?? '';
    for (const part of [
      'A parameter of the request is invalid.',
      'On “Terminate an official channel”, “Unsubscribe users from an official channel”',
      'InternalServerError',
      'An internal error of the service.',
      'What to do',
      'Is a repeat safe?',
      'yes, it is idempotent',
      'pages disagree',
      'Other pages say that a parameter is invalid.',
      'Vendor page 1047/60756',
      'Vendor page 1047/60761',
      '@TOA#_mock_10004',
      'Prefer: example=10004',
    ]) {
      expect(text, part).toContain(part);
    }
  });
});
