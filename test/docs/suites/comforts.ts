import { describe, expect, it } from 'vitest';
import { ask, folder, inRedoc, served, untilRedoc, visit } from '../visit.ts';

describe('code', () => {
  it('is copied by its button, which says so in the language of the page', async () => {
    const { page } = await visit(`${served()}/ja/operations/destroyOfficialAccount.html`, {
      locale: 'ja',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const tabs = page.locator('.tabs');
    await tabs.getByText('curl', { exact: true }).click();
    await tabs.getByRole('button', { name: 'コピー' }).click();
    await tabs.getByRole('button', { name: 'コピーしました' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('curl --silent');
    expect(copied).toBe(await tabs.locator('details[open] pre').textContent());
  });

  it('is marked where the browser forbids to copy it', async () => {
    const { page } = await visit(`${folder}/guides/first-call.html`);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    const block = page.locator('.block').first();
    await block.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('npm start');
  });

  it('of a call is shown in one language at a time, the names of all in one row', async () => {
    const { page } = await visit(`${folder}/operations/destroyOfficialAccount.html`);
    const samples = page.locator('.tabs');
    await samples.getByText('Python', { exact: true }).click();
    expect(await samples.locator('pre:visible').count()).toBe(1);
    expect(await samples.locator('pre:visible').textContent()).toContain('import ');
    const tops = await samples
      .locator('summary')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
  });
});

describe('the contents', () => {
  it('mark the part that is being read at the side of a guide', async () => {
    const { page } = await visit(`${folder}/guides/first-call.html`);
    const marked = page.locator('[aria-current="location"]');
    await page.locator('.parts').getByRole('link', { name: 'Call it from a program' }).click();
    await expect.poll(() => marked.allTextContents()).toStrictEqual(['Call it from a program']);
  });
});

describe('a result of the search', () => {
  it('says what the code means, not where else its number stands', async () => {
    const { page } = await visit(`${folder}/index.html`);
    await ask(page, '{"ErrorCode":70009}');
    await page
      .locator('.results a span')
      .first()
      .getByText(/^The UserSig does not pass the check/)
      .waitFor();
  });
});

describe('the page of Redoc', () => {
  it('says limit and repeat in words', async () => {
    const { page } = await visit(`${folder}/redoc.html#operation/destroyOfficialAccount`);
    await untilRedoc(page);
    await page.locator(inRedoc).getByText('At most 200 calls a second.').waitFor();
    expect(await page.locator(inRedoc).textContent()).not.toContain('"calls":200');
    await page.goto(`${folder}/redoc.html#operation/sendOfficialAccountMsg`);
    await page.reload();
    await untilRedoc(page);
    await page.locator('#redoc').getByText('At most 2 calls an hour for each').waitFor();
  });
});
