/** What the pages are for readers who use a keyboard, a screen reader, large letters, or no scripts. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/paths.ts';
import { ask, folder, kinds, served, untilRedoc, visit } from '../visit.ts';

// The page in Japanese differs from the one in English in its texts alone; of those in Chinese one is looked at.
const ours = kinds.filter((name) => name !== 'redoc.html' && !name.startsWith('ja/'));
const axe = readFileSync(inRoot('node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/**
 * What sits in Redoc's own markup, where no style reaches it: a button whose name, "Example", is not the text on it, which is
 * the example that is chosen.
 */
const inRedoc = [['label-content-name-mismatch', '#redoc button[aria-label="Example"]']];

/** What axe finds that is serious or critical, as "rule: element". */
async function findings(page: Page, only?: string): Promise<string[]> {
  await page.evaluate(axe);
  const options = { resultTypes: ['violations'], preload: false, ...(only === undefined ? {} : { runOnly: [only] }) };
  const found = await page.evaluate(
    async ({ known, options }) => {
      const { violations } = await Reflect.get(globalThis, 'axe').run(document, options);
      const found: string[] = [];
      for (const { id, impact, nodes } of violations) {
        if (impact !== 'serious' && impact !== 'critical') continue;
        for (const { target, html } of nodes) {
          const element = document.querySelector(target.join(' '));
          if (known.some(([rule, selector = '']) => rule === id && element?.matches(selector))) continue;
          found.push(`${id}: ${html}`);
        }
      }
      return found;
    },
    { known: inRedoc, options },
  );
  return found;
}

describe('axe', () => {
  it.each(ours)('finds nothing serious, in light and in dark, on %s', async (name) => {
    const { page } = await visit(`${folder}/${name}`);
    await page.evaluate(() => {
      for (const fold of document.querySelectorAll('main details')) fold.setAttribute('open', '');
    });
    await ask(page, 'usersig');
    await page.locator('.results a').first().waitFor();
    expect(await findings(page)).toStrictEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    // Light and dark differ in nothing but colors.
    expect(await findings(page, 'color-contrast')).toStrictEqual([]);
  });

  it.each(['index.html', 'operations/destroyOfficialAccount.html'])(
    'finds nothing serious on a narrow screen: %s',
    async (name) => {
      const { page } = await visit(`${folder}/${name}`, { viewport: { width: 390, height: 844 } });
      expect(await findings(page)).toStrictEqual([]);
      await page.getByLabel('Contents').first().click();
      expect(await findings(page)).toStrictEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await findings(page, 'color-contrast')).toStrictEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)('finds nothing in Redoc but what is listed, in %s', async (colorScheme) => {
    const { page } = await visit(`${folder}/redoc.html#operation/destroyOfficialAccount`, { colorScheme });
    await untilRedoc(page);
    await page.getByText('Ends a channel for good').waitFor();
    expect(await findings(page)).toStrictEqual([]);
  });
});

describe('the keyboard', () => {
  it('reaches the text first, then every control in the order of the page', async () => {
    const { page } = await visit(`${served()}/errors/index.html`);
    const names: string[] = [];
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('id') ?? element?.textContent?.trim() ?? '';
      });
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      names.push(await focused());
    }
    expect(names.slice(0, 4)).toStrictEqual([
      'Skip to the text',
      'chat-openapi Reference',
      'Search, or paste a failure Ctrl K',
      'English',
    ]);
    await page.goto(`${served()}/errors/index.html`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Reference');
    for (let family = 0; family <= (await page.locator('.jumps a').count()); family++) await page.keyboard.press('Tab');
    expect(await focused()).toBe('filter');
    await page.keyboard.type('70009');
    for (const next of ['filter-retry', 'filter-operation', 'Account and signature', '70009']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(next);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/70009\.html/);
  });

  it('sees where it is', async () => {
    const { page } = await visit(`${served()}/index.html`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe(
      'solid',
    );
  });
});
