import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ask, folder, served, visit } from '../visit.ts';

const results = '.results a';

/** Where a page can keep something: its address, what came before it, storage, and what it has asked for. */
async function kept(page: Page, requests: readonly string[]): Promise<string> {
  const inPage = await page.evaluate(async () => [
    location.href,
    JSON.stringify(history.state),
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    document.cookie,
    String(history.length),
    JSON.stringify((await globalThis.indexedDB?.databases?.()) ?? []),
  ]);
  return [...inPage, ...requests].join('\n');
}

describe('the search', () => {
  it('finds numbers, names, words and fields, from a folder as well', async () => {
    const { page, complaints } = await visit(`${folder}/index.html`, { offline: true });
    for (const [query, expected] of [
      ['130004', 'errors/130004.html'],
      ['officialaccountnotfound', 'errors/130004.html'],
      ['chanel not enabeld', 'errors/131000.html'],
      ['siliconValley', 'calls.html#regions'],
      ['Official_Account', 'operations/destroyOfficialAccount.html#request.Official_Account'],
      ['onAttempt', 'packages/client.html#watch'],
    ] as const) {
      await ask(page, query);
      await page.locator(`${results}[aria-selected=true][href$="${expected}"]`).waitFor();
    }
    await page.locator(results).first().click();
    await page.waitForURL(`${folder}/packages/client.html#watch`);
    expect(complaints).toStrictEqual([]);
  });

  it('loads its files when it is first used, names before texts, and each once', async () => {
    const { page, requests } = await visit(`${served()}/errors/index.html`);
    const asked = (): string[] =>
      requests.flatMap((url) => /assets\/(search\.\w+|names|texts)(?=\.)/.exec(url)?.[1]?.replace(/\.\w+/, '') ?? []);
    expect(asked()).toStrictEqual([]);
    for (let time = 0; time < 2; time++) {
      await page.keyboard.press('/');
      await page.keyboard.type('onattempt');
      await page.locator(results).first().waitFor();
      await page.keyboard.press('Escape');
    }
    expect(asked()).toStrictEqual(['search', 'names', 'texts']);
  });

  it('leads from a pasted failure to its page with the return key, however early it is pressed', async () => {
    const { page } = await visit(`${served()}/guides/failures.html`);
    for (const [failure, code] of [
      ['{"ErrorCode":70009}', '70009'],
      ['{"ActionStatus":"FAIL","ErrorInfo":"no such channel","ErrorCode":130004}', '130004'],
      ['ChatApiError: destroyOfficialAccount: ErrorCode 60026', '60026'],
      ['131000', '131000'],
    ] as const) {
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText(failure);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${served()}/errors/${code}.html`);
    }
  });

  it('says that it knows no such code, and that 0 is success', async () => {
    const { page } = await visit(`${served()}/index.html`);
    const status = page.locator('.finder [role=status]');
    await ask(page, '{"ErrorCode":99999}');
    await status.getByText('This reference knows no code 99999.').waitFor();
    await ask(page, '{"ErrorCode":0}');
    await status.getByText('ErrorCode 0 is success, not a failure.').waitFor();
    await ask(page, 'zzzzzz qqqqqq');
    await status.getByText('Nothing found.').waitFor();
    await ask(page, '');
    await status.getByText('Nothing of it is kept or sent.').waitFor();
  });

  it('says what kind of page each result is, in the language of the page', async () => {
    const { page } = await visit(`${served()}/index.html`);
    await ask(page, 'rate limit');
    // The texts that are loaded after the names may change the order.
    const kindsOfFirst = async (): Promise<string[]> =>
      (await page.locator('.results small').allTextContents()).slice(0, 3);
    await expect.poll(kindsOfFirst, { timeout: 20_000 }).toStrictEqual(['Error code', 'Guide', 'Package']);
    await page.goto(`${served()}/zh-CN/index.html`);
    await ask(page, '解散');
    await page.locator(results).first().waitFor();
    expect(await page.locator('.results small').first().textContent()).toBe('接口');
  });

  it('works by keyboard alone, and gives the focus back', async () => {
    const { page } = await visit(`${served()}/index.html`);
    const active = (): Promise<string | null | undefined> =>
      page.evaluate(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant');
        const option = id ? document.getElementById(id) : null;
        return option?.ariaSelected === 'true' ? option.id : null;
      });
    await page.locator('.search').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('usersig');
    await page.locator(results).nth(2).waitFor();
    expect(await active()).toBe('result-0');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe('result-2');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowUp');
    expect(await active()).toBe(await page.locator(results).last().getAttribute('id'));
    expect(await page.locator('.results a[aria-selected=true]').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('.finder').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('search');
    await page.keyboard.press('Control+k');
    expect(await page.locator('#search').inputValue()).toBe('');
    expect(await page.locator(results).count()).toBe(0);
  });

  it('opens at a slash, but not for one that is typed into a field', async () => {
    const { page } = await visit(`${served()}/errors/index.html`);
    await page.getByLabel('Find').press('/');
    expect(await page.locator('.finder').isVisible()).toBe(false);
    expect(await page.getByLabel('Find').inputValue()).toBe('/');
    await page.getByLabel('Find').blur();
    await page.keyboard.press('/');
    expect(await page.locator('.finder').isVisible()).toBe(true);
    expect(await page.locator('#search').inputValue()).toBe('');
  });

  it('closes when something beside it is clicked', async () => {
    const { page } = await visit(`${served()}/index.html`);
    await ask(page, 'region');
    await page.mouse.click(8, 400);
    expect(await page.locator('.finder').isVisible()).toBe(false);
  });

  it('shows what somebody typed as text, not as markup', async () => {
    const { page } = await visit(`${served()}/index.html?code=%3Cimg%20src=x%3E`);
    await ask(page, '<command>');
    await page.locator('.results mark').first().waitFor();
    expect(await page.locator('.results img').count()).toBe(0);
    expect(await page.locator('.results').innerHTML()).not.toContain('<command>');
  });

  it('keeps the question nowhere, nor does the filter of the codes', async () => {
    const secret = 'eJwplantedSignature70009';
    const { page, requests } = await visit(`${served()}/errors/index.html`);
    const length = await page.evaluate(() => history.length);
    await ask(page, `{"ErrorCode":70009,"usersig":"${secret}"}`);
    await page.locator(results).first().waitFor();
    expect(await kept(page, requests)).not.toContain('planted');
    expect(await page.evaluate(() => history.length)).toBe(length);
    await page.keyboard.press('Escape');
    await page.getByLabel('Find').fill(secret);
    expect(await kept(page, requests)).not.toContain('planted');
    await ask(page, `${secret} 70009`);
    await page.locator(results).first().click();
    await page.waitForURL(/70009\.html/);
    expect(await kept(page, requests)).not.toContain('planted');
    await page.goBack();
    await page.waitForURL(/errors\/index/);
    for (const field of ['#search', '#filter']) expect(await page.locator(field).inputValue(), field).toBe('');
    expect(await page.content()).not.toContain('planted');
  });

  it('says so when its files cannot be loaded, and finds when they can', async () => {
    const { page } = await visit('about:blank');
    await page.route(/assets\/(search|names)\./, (route) => route.abort());
    await page.goto(`${served()}/index.html`);
    await page.keyboard.press('/');
    await page.getByText('The search index could not be loaded.').waitFor();
    await page.unrouteAll();
    await page.keyboard.press('Escape');
    await ask(page, 'region');
    await page.locator(results).first().waitFor();
  });
});
