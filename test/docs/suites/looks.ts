import { describe, expect, it } from 'vitest';
import { folder, kinds, untilRedoc, visit } from '../visit.ts';

describe('a page', () => {
  it.each(kinds)('fits every screen without scrolling sideways, and follows the system: %s', async (name) => {
    const { page } = await visit(`${folder}/${name}`);
    if (name === 'redoc.html') await untilRedoc(page);
    for (const width of [320, 390, 768, 1024, 1280, 1920, 3840]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBeLessThanOrEqual(width);
    }
    // Redoc draws over the background of its page.
    if (name === 'redoc.html') return;
    for (const [colorScheme, expected] of [
      ['light', 'rgb(255, 255, 255)'],
      ['dark', 'rgb(16, 20, 24)'],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(expected);
    }
  });

  it('is printed without menu and forms, and with what is folded away', async () => {
    const { page } = await visit(`${folder}/operations/destroyOfficialAccount.html`);
    const sample = page.locator('.tabs pre').nth(1);
    expect(await sample.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await sample.isVisible()).toBe(true);
    for (const part of ['.top', '.side', 'form.try', 'footer']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    }
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
  });
});
