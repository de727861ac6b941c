import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { errorCatalogue, errorOverrides } from '../../../generated/catalogue.ts';
import { operations } from '../../../generated/operations.ts';
import { folder, served, visit } from '../visit.ts';

const all = Object.values(errorCatalogue);

/** Whether a code is throttled on an operation that gives it or, where every operation or none of ours does, in general. */
function isThrottled([code, { retry, operations: givers }]: [string, (typeof all)[number]]): boolean {
  if (givers === 'every' || givers.length === 0) return retry === 'throttled';
  return givers.some((id) => (errorOverrides[id]?.[Number(code)]?.retry ?? retry) === 'throttled');
}

async function shown(page: Page): Promise<string[]> {
  return page.locator('.catalogue tbody tr:visible th a').allTextContents();
}

describe('the catalogue', () => {
  it('is filtered by number, name, words and a pasted failure, from a folder as well', async () => {
    const { page } = await visit(`${folder}/errors/index.html`);
    for (const [query, codes] of [
      ['7000', ['70001', '70002', '70003', '70005', '70009']],
      ['ratelimit', ['60007', '60011']],
      ['channel service not enabled', ['131000']],
      ['{"ErrorCode":70009,"ErrorInfo":"x"}', ['70009']],
    ] as const) {
      await page.getByLabel('Find').fill(query);
      expect(await shown(page)).toStrictEqual(codes);
      await page.getByText(`${codes.length} of ${all.length} codes`).waitFor();
    }
  });

  it('is filtered by retry class and operation', async () => {
    const { page } = await visit(`${folder}/errors/index.html`);
    await page.getByLabel('Repeat').selectOption('throttled');
    const throttled = Object.entries(errorCatalogue).filter(isThrottled);
    expect(new Set(await shown(page))).toStrictEqual(new Set(throttled.map(([code]) => code)));
    // No operation that gives it says so of it.
    expect(errorCatalogue[10023]?.retry).toBe('throttled');
    expect(await shown(page)).not.toContain('10023');
    await page.getByLabel('Repeat').selectOption('');
    for (const [id, { codes }] of Object.entries(operations)) {
      await page.getByLabel('Operation').selectOption(id);
      expect(
        (await shown(page)).map(Number).sort((a, b) => a - b),
        id,
      ).toStrictEqual([...codes].sort((a, b) => a - b));
    }
    await page.getByLabel('Operation').selectOption('destroyOfficialAccount');
    await page.getByLabel('Repeat').selectOption('transient');
    // It is an internal error on this operation, whatever it is elsewhere.
    expect(await shown(page)).toContain('10004');
    expect(await shown(page)).not.toContain('130004');
    await page.getByLabel('Operation').selectOption('recallOfficialAccountMsg');
    expect(await shown(page)).not.toContain('10004');
    await page.getByLabel('Repeat').selectOption('never');
    expect(await shown(page)).toContain('10004');
  });

  it('names the operations of a code on a narrow screen, too', async () => {
    const { page } = await visit(`${folder}/errors/index.html`, { viewport: { width: 390, height: 844 } });
    const cell = page.locator('.catalogue tbody td:nth-child(4)').first();
    expect(await cell.evaluate((element) => getComputedStyle(element, '::before').content)).toMatch(/: "$/);
    expect(await cell.getAttribute('data-head')).toBe('Operation');
  });

  it('keeps what was chosen over a reload and the back button, and never what was typed', async () => {
    const { page } = await visit(`${served()}/errors/index.html`);
    await page.getByLabel('Find').fill('{"ErrorCode":70009,"usersig":"eJw1planted"}');
    expect(page.url()).toBe(`${served()}/errors/index.html`);
    await page.getByLabel('Find').fill('');
    await page.getByLabel('Repeat').selectOption('throttled');
    const before = await shown(page);
    expect(before.length).toBeGreaterThan(2);
    expect(before.length).toBeLessThan(all.length);
    await page.reload();
    expect(await shown(page)).toStrictEqual(before);
    await page.locator('.catalogue tr:visible a').first().click();
    await page.waitForURL(/errors\/\d+\.html/);
    await page.goBack();
    await page.waitForURL(/retry=throttled/);
    expect(await shown(page)).toStrictEqual(before);
  });

  it('opens the first that is left with the return key', async () => {
    const { page } = await visit(`${served()}/errors/index.html`);
    await page.getByLabel('Find').fill('{"ErrorCode":70009}');
    await page.keyboard.press('Enter');
    await page.waitForURL(/errors\/70009\.html/);
  });
});
