/** Where a page leads to next, and what it says of itself elsewhere. */
import { describe, expect, it } from 'vitest';
import { ask, folder, served, visit } from '../visit.ts';

describe('the page of a code', () => {
  it.each([
    ['70009', 'When the signature is refused', 'guides/refused-signature.html'],
    ['70009', 'explainUserSig', 'packages/usersig.html#why-is-my-signature-refused'],
    ['60026', 'Choosing a region', 'guides/regions.html'],
    ['60007', 'Staying under the limit', 'guides/rate.html'],
    ['20005', 'Handling failures', 'guides/failures.html#may-i-repeat-it'],
  ])('%s leads to what helps: %s', async (code, name, target) => {
    const { page } = await visit(`${folder}/errors/${code}.html`);
    await page.locator('main').getByRole('link', { name }).first().click();
    expect(page.url()).toBe(`${folder}/${target}`);
  });

  it('says first what the only operation that gives it means by it, as its title and the lists do', async () => {
    const { page } = await visit(`${folder}/errors/10010.html`);
    expect(await page.locator('.meaning').first().textContent()).toMatch(/^No such channel exists/);
    expect(await page.title()).toContain('10010 OfficialAccountNotFound');
    expect(await page.locator('meta[name=description]').getAttribute('content')).toContain('Check the channel id');
    await page.getByText('Elsewhere').waitFor();
    expect(await page.getByText('depends on the operation:').count()).toBe(0);
    await page.goto(`${folder}/errors/index.html#10010`);
    const row = page.locator('tr:target');
    expect(await row.textContent()).toMatch(/OfficialAccountNotFound No such channel exists.*Check the channel id/s);
  });

  it('says before all else what each operation means by it, where they differ', async () => {
    const { page } = await visit(`${folder}/errors/10004.html`);
    const [list, meaning] = [page.locator('main ul').first(), page.locator('.meaning').first()];
    expect(await list.locator('li').allTextContents()).toStrictEqual([
      'On “Recall broadcasts”: A parameter of the request is invalid.',
      'On “Terminate an official channel”, “Unsubscribe users from an official channel”: An internal error of the service.',
    ]);
    const top = (of: typeof list): Promise<number> => of.evaluate((element) => element.getBoundingClientRect().top);
    expect(await top(list)).toBeLessThan(await top(meaning));
    expect(await meaning.textContent()).toBe('A parameter of the request is invalid.');
    await page.goto(`${folder}/errors/index.html#10004`);
    const row = page.locator('tr:target');
    expect(await row.textContent()).toMatch(/InvalidGroupParameter A parameter.*On “Terminate.*An internal error/s);
    expect(await row.textContent()).toMatch(/change first.*it depends/);
  });

  it('says what to do by operation, where no more than that differs', async () => {
    const { page } = await visit(`${folder}/errors/130008.html`);
    const items = await page.locator('main ul').first().locator('li').allTextContents();
    expect(items).toHaveLength(2);
    expect(items[0]).toMatch(/^On “Create an official channel”: Choose another id\./);
    expect(items[1]).toMatch(/^On “Terminate an official channel”: Not expected from a termination/);
    expect(await page.locator('.meaning').allTextContents()).toContain('The channel id is in use already.');
  });

  it('has the word of the client for the retry class beside the plain one', async () => {
    const { page } = await visit(`${folder}/errors/60007.html`);
    expect(await page.locator('p:has(.dot)').textContent()).toMatch(/^wait throttled Yes, after a pause\./);
  });
});

describe('an address that leads nowhere', () => {
  it.each(['/nothing', '/errors/999999.html', '/a/b/c/d'])(
    'shows a page that leads on, with search: %s',
    async (path) => {
      const { page, complaints } = await visit(`${served()}${path}`);
      expect(await page.locator('h1').textContent()).toBe('There is no such page');
      await ask(page, '70009');
      await page.locator('.results a').first().click();
      expect(page.url()).toBe(`${served()}/errors/70009.html`);
      expect(complaints.filter((text) => !text.includes('404'))).toStrictEqual([]);
    },
  );
});

describe('a page says of itself', () => {
  it.each([
    ['operations/destroyOfficialAccount.html', 'Terminate an official channel', 'en_US', 'Ends a channel for good.'],
    [
      'ja/operations/destroyOfficialAccount.html',
      '公式チャンネルを終了する',
      'ja_JP',
      'チャンネルを永久に終了します。',
    ],
    ['zh-CN/operations/destroyOfficialAccount.html', '解散公众号', 'zh_CN', '永久解散一个公众号。'],
  ])(
    'title, description and language, for those who post a link to it: %s',
    async (path, title, locale, description) => {
      const { page } = await visit(`${folder}/${path}`, { javaScriptEnabled: false });
      const property = (name: string): Promise<string | null> =>
        page.locator(`meta[property="og:${name}"]`).getAttribute('content');
      expect(await page.title()).toMatch(new RegExp(`^${title} · `));
      expect([await property('title'), await property('locale'), await property('description')]).toStrictEqual([
        title,
        locale,
        description,
      ]);
      expect(await property('url')).toMatch(new RegExp(`/${path}$`));
      expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/assets\/icon\.\w+\.svg$/);
    },
  );
});

describe('the theme', () => {
  it('is turned by its button, kept over pages, and given back to the system', async () => {
    const { page } = await visit(`${served()}/index.html`, { colorScheme: 'light' });
    const color = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await color()).toBe('rgb(255, 255, 255)');
    await page.getByRole('button', { name: 'Light or dark' }).click();
    expect(await color()).toBe('rgb(16, 20, 24)');
    await page.goto(`${served()}/errors/70009.html`);
    expect(await color()).toBe('rgb(16, 20, 24)');
    await page.getByRole('button', { name: 'Light or dark' }).click();
    expect(await color()).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await color()).toBe('rgb(16, 20, 24)');
  });

  it('turns where storage is forbidden, too', async () => {
    const { page, complaints } = await visit(`${served()}/index.html`);
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new Error('forbidden');
      };
    });
    await page.getByRole('button', { name: 'Light or dark' }).click();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    expect(complaints).toStrictEqual([]);
  });
});

describe('the menu', () => {
  it('marks the page and unfolds what stands beside it, and shows both however long it is', async () => {
    const { page } = await visit(`${folder}/guides/mock-in-tools.html`, { viewport: { width: 1280, height: 420 } });
    const current = page.locator('.side [aria-current=page]');
    expect(await current.textContent()).toBe('The mock in your tools');
    expect(await current.evaluate((link) => link.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
  });

  it('is reached by keyboard to its end', async () => {
    const { page } = await visit(`${folder}/index.html`, { viewport: { width: 1280, height: 420 } });
    const last = page.locator('.side a').last();
    await page.locator('.side a').first().focus();
    for (let count = await page.locator('.side a').count(); count > 1; count--) await page.keyboard.press('Tab');
    expect(await last.evaluate((link) => link === document.activeElement)).toBe(true);
    // Lines do not end at whole pixels.
    expect(await last.evaluate((link) => Math.floor(link.getBoundingClientRect().bottom) <= innerHeight)).toBe(true);
  });

  it('is a drawer on a narrow screen, which closes at Escape and when it has led somewhere', async () => {
    const { page } = await visit(`${folder}/calls.html`, { viewport: { width: 390, height: 844 } });
    const menu = page.locator('.side');
    expect(await menu.isVisible()).toBe(false);
    await page.getByLabel('Contents').first().click();
    expect(await menu.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await menu.isVisible()).toBe(false);
    await page.getByLabel('Contents').first().click();
    await menu.getByRole('link', { name: 'How calls work' }).click();
    expect(await menu.isVisible()).toBe(false);
    // The head stays where it is.
    await page.evaluate(() => scrollTo(0, 2000));
    expect(await page.locator('.top').evaluate((head) => head.getBoundingClientRect().top)).toBe(0);
  });
});

describe('the README of a package', () => {
  it('is a page whose links lead to other pages, and out of the site only to the web', async () => {
    const { page } = await visit(`${folder}/packages/mock.html`);
    // Comments in a README are for those who write it.
    expect(await page.locator('main').textContent()).not.toContain('<!--');
    const hrefs = await page.locator('.text a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(hrefs).toContain('../packages/usersig.html');
    expect(hrefs).toContain('../guides/mock-in-tools.html');
    expect(hrefs.filter((href) => href?.includes('.md'))).toStrictEqual([]);
  });
});
