import { describe, expect, it } from 'vitest';
import { ask, folder, served, visit } from '../visit.ts';

describe('the language', () => {
  it.each([
    ['ja-JP', 'ja/index.html'],
    ['zh-CN', 'zh-CN/index.html'],
    ['zh-SG', 'zh-CN/index.html'],
    ['de-DE', 'index.html'],
    ['en-GB', 'index.html'],
  ])('of the start page follows a browser in %s', async (locale, expected) => {
    for (const root of locale === 'ja-JP' ? [served(), folder] : [served()]) {
      const { page } = await visit(`${root}/index.html#regions`, { locale });
      await page.waitForURL(`${root}/${expected}#regions`);
      expect(await page.locator('html').getAttribute('lang')).toBe(/^(.+)\/index/.exec(expected)?.[1] ?? 'en');
    }
  });

  it('stays as it is without scripts, and on every other page', async () => {
    const plain = await visit(`${served()}/index.html`, { locale: 'ja-JP', javaScriptEnabled: false });
    expect(plain.page.url()).toBe(`${served()}/index.html`);
    const { page } = await visit(`${served()}/errors/130004.html`, { locale: 'ja-JP' });
    expect(page.url()).toBe(`${served()}/errors/130004.html`);
  });

  it('stays as it was chosen, without a cookie', async () => {
    const { page } = await visit(`${served()}/index.html`, { locale: 'ja-JP' });
    await page.waitForURL(/\/ja\/index\.html/);
    await page.getByRole('navigation').getByRole('link', { name: 'English' }).click();
    await page.waitForURL(`${served()}/index.html`);
    await page.reload();
    expect(page.url()).toBe(`${served()}/index.html`);
    expect(await page.context().cookies()).toStrictEqual([]);
  });

  it('is chosen for the same page', async () => {
    const { page } = await visit(`${served()}/errors/70009.html`);
    await page.locator('.languages a[hreflang=zh-CN]').click();
    await page.waitForURL(`${served()}/zh-CN/errors/70009.html`);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('.meaning').textContent()).toMatch(/\p{Script=Han}/u);
  });

  it('of each text is marked', async () => {
    const { page } = await visit(`${served()}/ja/operations/destroyOfficialAccount.html`);
    // What has no kana or kanji is English, and says so.
    const unmarked = await page.locator('main :is(p, td, h2, h3, li)').evaluateAll((elements) =>
      elements
        .filter((element) => element.closest('[lang]')?.getAttribute('lang') === 'ja')
        .map((element) => {
          const copy = element.cloneNode(true);
          if (!(copy instanceof Element)) return '';
          for (const part of copy.querySelectorAll('[lang=en], code, pre, noscript, .badge, .name, .codes strong'))
            part.remove();
          return copy.textContent?.trim() ?? '';
        })
        .filter((text) => /[a-z]{3,} [a-z]{2,} [a-z]{2,}/i.test(text) && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text)),
    );
    expect(unmarked).toStrictEqual([]);
    expect(await page.locator('link[rel=alternate][hreflang]').count()).toBe(4);
  });

  it('of a page that has not been translated is English, and says so', async () => {
    const { page } = await visit(`${served()}/ja/packages/usersig.html`);
    expect(await page.locator('main h1').evaluate((heading) => heading.closest('[lang]')?.getAttribute('lang'))).toBe(
      'en',
    );
    expect(await page.locator('main > .note').count()).toBe(1);
  });

  it.each([
    ['nothing.html', 'en', '', 'There is no such page'],
    ['a/b/c/nothing', 'en', '', 'There is no such page'],
    ['japan/nothing.html', 'en', '', 'There is no such page'],
    ['ja/nothing.html', 'ja', 'ja/', 'ページが見つかりません'],
    ['zh-CN/errors/99999.html', 'zh-CN', 'zh-CN/', '没有这个页面'],
  ])('of an address that leads nowhere is that of its path: %s', async (address, tag, own, title) => {
    const { page } = await visit(`${served()}/${address}`);
    expect(page.url()).toBe(`${served()}/${address}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(tag);
    expect(await page.locator('h1').textContent()).toBe(title);
    expect(await page.title()).toContain(title);
    for (const part of ['header', 'main', '.side', 'footer', 'dialog', '#page-data', '.theme'])
      expect(await page.locator(part).count(), part).toBe(1);
    const first = page.locator('main li a').first();
    expect(await first.getAttribute('href')).toBe(`/${own}index.html`);
    await ask(page, '70009');
    await page.locator('.results a').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${served()}/${own}errors/70009.html`);
  });

  it('of an address that leads nowhere can be chosen, and is read without scripts', async () => {
    const { page } = await visit(`${served()}/ja/nothing.html`);
    expect(await page.locator('.languages [aria-current]').getAttribute('hreflang')).toBe('ja');
    await page.locator('.languages a[hreflang=zh-CN]').click();
    await page.waitForURL(`${served()}/zh-CN/404.html`);
    expect(await page.locator('h1').textContent()).toBe('没有这个页面');
    const plain = await visit(`${served()}/ja/nothing.html`, { javaScriptEnabled: false });
    for (const [tag, title] of [
      ['ja', 'ページが見つかりません'],
      ['zh-CN', '没有这个页面'],
    ] as const) {
      const said = plain.page.locator(`main [lang=${tag}]`);
      expect(await said.textContent()).toContain(title);
      expect(await said.locator('a').getAttribute('href')).toBe(`/${tag}/index.html`);
    }
  });

  it('has a search of its own', async () => {
    const { page } = await visit(`${folder}/ja/index.html`);
    await ask(page, '70009');
    expect(await page.locator('.results a').first().getAttribute('href')).toContain('errors/70009.html');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${folder}/ja/errors/70009.html`);
  });
});
