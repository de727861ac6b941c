import { describe, expect, it } from 'vitest';
import { folder, kinds, untilRedoc, visit } from '../visit.ts';

describe('a page', () => {
  it.each([360, 768, 1280, 3840])('does not scroll sideways at %i pixels', async (width) => {
    const { page } = await visit(`${folder}/index.html`, { viewport: { width, height: 800 } });
    for (const name of kinds) {
      await page.goto(`${folder}/${name}`);
      if (name === 'redoc.html') await untilRedoc(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
    }
  });

  it.each(['light', 'dark'] as const)('follows the system in %s', async (colorScheme) => {
    const { page } = await visit(`${folder}/index.html`, { colorScheme });
    for (const name of kinds.filter((kind) => kind !== 'redoc.html')) {
      await page.goto(`${folder}/${name}`);
      const color = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      expect(color).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 24, 28)');
    }
  });

  it('is printed without its furniture, and with what is folded away', async () => {
    const { page } = await visit(`${folder}/index.html`);
    const sample = page.locator('.samples pre').nth(1);
    expect(await sample.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await sample.isVisible()).toBe(true);
    for (const part of ['.top', '.side', 'form.try', 'footer']) {
      expect(await page.locator(part).first().isVisible(), part).toBe(false);
    }
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000);
  });
});
