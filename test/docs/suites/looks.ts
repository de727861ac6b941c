import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../generated/operations.ts';
import { inRoot } from '../../../scripts/paths.ts';
import { folder, kinds, served, untilRedoc, visit } from '../visit.ts';

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

  it('is printed without what can only be clicked', async () => {
    const { page } = await visit(`${folder}/operations/destroyOfficialAccount.html`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('Try it').filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('.live').isVisible()).toBe(false);
    expect(await page.locator('#evidence').isVisible()).toBe(true);
  });

  it.each(['light', 'dark'] as const)('is printed dark on white, whatever was chosen: %s', async (colorScheme) => {
    const { page } = await visit(`${served()}/index.html`, { colorScheme });
    for (const name of ['index.html', 'operations/destroyOfficialAccount.html', 'errors/10004.html']) {
      await page.goto(`${served()}/${name}`);
      for (const theme of ['dark', 'light', undefined]) {
        await page.evaluate((chosen) => {
          if (chosen === undefined) delete document.documentElement.dataset.theme;
          else document.documentElement.dataset.theme = chosen;
        }, theme);
        await page.emulateMedia({ media: 'print', colorScheme });
        const colors = await page.evaluate(() => {
          const { color, backgroundColor, colorScheme } = getComputedStyle(document.documentElement);
          return [color, backgroundColor, colorScheme];
        });
        expect(colors, `${name} ${theme}`).toStrictEqual(['rgb(26, 30, 36)', 'rgb(255, 255, 255)', 'light']);
        await page.emulateMedia({ media: 'screen', colorScheme });
      }
    }
  });

  it('is read at 400 % without scrolling sideways, and nothing in a box is cut, on all pages of all languages', async () => {
    const names = (await readdir(inRoot('generated', 'docs'), { recursive: true }))
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.html') && name !== 'redoc.html');
    expect(names.length).toBeGreaterThan(300);
    // One page takes on the bodies of all, which costs a tenth of opening each. It has the style of those with forms as well.
    const { page } = await visit(`${served()}/operations/destroyOfficialAccount.html`, {
      viewport: { width: 320, height: 800 },
    });
    const wrong: string[] = [];
    for (const name of names) {
      const text = await readFile(inRoot('generated', 'docs', name), 'utf8');
      const [, tag = ''] = /<html lang="([^"]+)"/.exec(text) ?? [];
      const body = text.slice(text.indexOf('<body>') + '<body>'.length, text.indexOf('</body>'));
      const found = await page.evaluate(
        async ({ tag, body }) => {
          document.documentElement.lang = tag;
          const src = document.querySelector<HTMLScriptElement>('script[src*="assets/site."]')?.src ?? '';
          document.body.innerHTML = body;
          for (const inert of document.querySelectorAll('script[src]')) inert.remove();
          const script = document.createElement('script');
          script.src = src;
          document.body.append(script);
          await new Promise((resolve) => script.addEventListener('load', resolve));
          if (document.querySelector('main pre') !== null && document.querySelector('main .copy') === null)
            return ['no button to copy'];
          const { documentElement: root } = document;
          for (const fold of document.querySelectorAll('main details')) fold.setAttribute('open', '');
          const cut = [...document.querySelectorAll('main .box *')].filter((element) => {
            // What scrolls by itself may be as wide as it is.
            if (element.closest('pre') !== null && element.tagName !== 'PRE') return false;
            const [inner, outer] = [element.getBoundingClientRect(), element.closest('.box')?.getBoundingClientRect()];
            if (outer === undefined || inner.width === 0) return false;
            return inner.right > outer.right + 0.5 || inner.left < outer.left - 0.5;
          });
          return [
            ...(root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} wide`] : []),
            ...cut.map(({ outerHTML }) => outerHTML.slice(0, 80)),
          ];
        },
        { tag, body },
      );
      wrong.push(...found.map((one) => `${name}: ${one}`));
    }
    expect(wrong).toStrictEqual([]);
  });

  it('shows one word in its search field where there is no room for more', async () => {
    for (const [path, word] of [
      ['index.html', 'Search'],
      ['ja/index.html', '検索'],
      ['zh-CN/index.html', '搜索'],
    ] as const) {
      const { page } = await visit(`${folder}/${path}`, { viewport: { width: 390, height: 844 } });
      const field = page.locator('.search span');
      expect(await field.evaluate((span) => getComputedStyle(span, '::before').content)).toBe(`"${word}" / ""`);
      for (const width of [320, 390, 600]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await field.evaluate((span) => span.scrollWidth - span.clientWidth), `${path} ${width}`).toBe(0);
      }
    }
  });

  it('has four facts of an operation in one row where there is room', async () => {
    const { page } = await visit(`${folder}/index.html`, { viewport: { width: 1440, height: 900 } });
    for (const name of Object.keys(operations)) {
      for (const language of ['', 'ja/', 'zh-CN/']) {
        await page.goto(`${folder}/${language}operations/${name}.html`);
        const tops = await page
          .locator('.facts > div')
          .evaluateAll((facts) => facts.map((fact) => fact.getBoundingClientRect().top));
        expect(tops).toHaveLength(4);
        expect(new Set(tops).size, `${language}${name}`).toBe(1);
      }
    }
  });
});
