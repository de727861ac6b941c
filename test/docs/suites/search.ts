import { describe, expect, it } from 'vitest';
import { folder, served, visit } from '../visit.ts';

describe('the search', () => {
  it('finds numbers, names, words and fields, from a folder as well', async () => {
    const { page } = await visit(`${folder}/index.html`);
    for (const [query, expected] of [
      ['130004', '130004 OfficialAccountNotFound'],
      ['officialaccountnotfound', '130004 OfficialAccountNotFound'],
      ['not enabled', '131000 OfficialAccountNotEnabled'],
      ['siliconValley', 'Regions'],
      ['UserSig', 'Signing and renewing a UserSig'],
      ['Official_Account', 'Terminate an official channel'],
    ] as const) {
      await page.locator('#search').fill(query);
      const found = page.locator('.results a').filter({ hasText: expected }).first();
      await found.waitFor();
      expect((await page.locator('.results strong').allTextContents()).indexOf(expected), query).toBeLessThan(8);
      await found.click();
      expect((await page.locator('main').textContent())?.toLowerCase()).toContain(query.toLowerCase());
    }
  });

  it('loads its index when it is first used, not before', async () => {
    const { page, requests } = await visit(`${served()}/errors/index.html`);
    expect(requests.filter((url) => url.includes('search.'))).toStrictEqual([]);
    await page.locator('#search').fill('region');
    await page.locator('.results a').first().waitFor();
    expect(requests.filter((url) => url.includes('search.'))).toStrictEqual([`${served()}/assets/search.en.js`]);
  });

  it('leads from a pasted failure to its page with the return key', async () => {
    const { page } = await visit(`${served()}/guides/failures.html`);
    for (const [failure, code] of [
      ['{"ErrorCode":70009}', '70009'],
      ['{"ActionStatus":"FAIL","ErrorInfo":"no such channel","ErrorCode":130004}', '130004'],
      ['ChatApiError: destroyOfficialAccount: ErrorCode 60026', '60026'],
      ["{ 'ErrorCode': 60007, }", '60007'],
      ['131000', '131000'],
    ] as const) {
      await page.locator('#search').fill(failure);
      await page.keyboard.press('Enter');
      await page.waitForURL(`${served()}/errors/${code}.html`);
    }
  });

  it('says that it knows no such code, and that 0 is success', async () => {
    const { page } = await visit(`${served()}/index.html`);
    await page.locator('#search').fill('{"ErrorCode":99999}');
    await page.getByText('This reference knows no code 99999.').waitFor();
    await page.locator('#search').fill('{"ErrorCode":0}');
    await page.getByText('ErrorCode 0 is success, not a failure.').waitFor();
    await page.locator('#search').fill('zzz no such word');
    await page.getByText('Nothing found.').waitFor();
  });

  it('works by keyboard alone', async () => {
    const { page } = await visit(`${served()}/index.html`);
    await page.keyboard.press('/');
    await page.keyboard.type('usersig');
    await page.locator('.results a').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const second = page.locator('.results a').nth(1);
    expect(await second.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('.results').isVisible()).toBe(false);
    expect(await page.locator('#search').evaluate((input) => input === document.activeElement)).toBe(true);
  });

  it('shows what somebody typed as text, not as markup', async () => {
    const { page } = await visit(`${served()}/index.html?code=%3Cimg%20src=x%3E`);
    await page.locator('#search').fill('<command>');
    await page.locator('.results mark').first().waitFor();
    expect(await page.locator('.results').innerHTML()).toContain('&lt;command&gt;');
  });
});
