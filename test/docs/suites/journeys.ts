/** What a first-time reader comes for, in at most three clicks from where they come in. A search counts as one. */
import { startMock } from '@chat-openapi/mock';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { served, visit } from '../visit.ts';

const operationPage = 'operations/destroyOfficialAccount.html';

interface Journey {
  page: Page;
  /** Clicks on a link or button with this name in the main part. */
  click(name: string): Promise<void>;
  /** Looks for something, and opens the first result, or the first of a name. */
  search(text: string, name?: string): Promise<void>;
  /** Opens an entry of the menu. */
  menu(name: string): Promise<void>;
  clicks(): number;
}

async function begin(path: string, options = {}): Promise<Journey> {
  const { page } = await visit(`${served()}/${path}`, options);
  let clicks = 0;
  return {
    page,
    async click(name) {
      clicks++;
      await page
        .locator('main')
        .locator('a, button, summary')
        .getByText(name, { exact: true })
        .or(page.locator('main').getByRole('link', { name }))
        .first()
        .click();
    },
    async search(text, name) {
      clicks++;
      const before = page.url();
      await page.keyboard.press('/');
      await page.keyboard.insertText(text);
      if (name === undefined) await page.keyboard.press('Enter');
      else await page.locator('.results').getByRole('option', { name }).first().click();
      await page.waitForURL((url) => url.href !== before);
    },
    async menu(name) {
      clicks++;
      await page.locator('.side').getByRole('link', { name, exact: true }).click();
    },
    clicks: () => clicks,
  };
}

const end = ({ clicks }: Journey): void => expect(clicks()).toBeLessThanOrEqual(3);

describe('a first-time reader comes', () => {
  it('from nothing to the guide of the first call', async () => {
    const journey = await begin('');
    await journey.click('Your first call in five minutes');
    expect(await journey.page.locator('main pre').first().textContent()).toBe('npm start');
    end(journey);
  });

  it('from nothing to a call that is carried out', async () => {
    await using mock = await startMock();
    const journey = await begin('');
    await journey.click('Try it');
    await journey.page.getByLabel('Address of the mock').fill(mock.url);
    await journey.click('Send');
    await journey.page.locator('.verdict.good').waitFor();
    end(journey);
  });

  it('from a code in a log to the repaired call', async () => {
    const journey = await begin('');
    await journey.search('ChatApiError: destroyOfficialAccount: ErrorCode 70009 UserSigCheckFailed');
    expect(await journey.page.locator('main').textContent()).toContain('Use the secret key of this very app');
    await journey.click('When the signature is refused');
    expect(await journey.page.locator('main pre').first().textContent()).toContain('explainUserSig(userSig');
    end(journey);
  });

  it('from the address that an error carries to what to do', async () => {
    const journey = await begin('errors/60007.html');
    expect(await journey.page.locator('main').textContent()).toContain('Slow down, or ask for a higher limit');
    await journey.click('Staying under the limit');
    expect(await journey.page.locator('h1').textContent()).toBe('Staying under the limit');
    end(journey);
  });

  it("from a command of the vendor's page to the method", async () => {
    const journey = await begin('');
    await journey.search('destroy_official_account', 'Terminate an official channel');
    expect(await journey.page.locator('.facts').textContent()).toContain('chat.destroyOfficialAccount(body)');
    end(journey);
  });

  it("from a field's name to its rule", async () => {
    const journey = await begin('');
    await journey.search('OnlineOnlyFlag', 'Broadcast a message to all subscribers');
    expect(new URL(journey.page.url()).hash).toBe('#request.OnlineOnlyFlag');
    const field = journey.page.locator('li[id="request.OnlineOnlyFlag"]');
    expect(await field.textContent()).toContain('only subscribers who are online');
    end(journey);
  });

  it('from a wrong region to the host of the right one', async () => {
    const journey = await begin('errors/60026.html');
    await journey.click('Choosing a region');
    await journey.click('table of regions');
    await journey.page.locator('tr:has-text("frankfurt")').getByText('adminapiger.im.qcloud.com').waitFor();
    end(journey);
  });

  it('from an operation to whether its repeat is safe, and what the code of a repeat means', async () => {
    const journey = await begin(operationPage);
    expect(await journey.page.locator('.facts').textContent()).toContain('Safe');
    await journey.click('130004');
    expect(await journey.page.locator('.meaning').textContent()).toContain('it has already been terminated');
    await journey.click('Handling failures');
    expect(new URL(journey.page.url()).hash).toBe('#idempotent-operations');
    end(journey);
  });

  it('from an operation to a program in another language', async () => {
    const journey = await begin(operationPage);
    await journey.page.locator('.tabs').getByText('Python', { exact: true }).click();
    expect(await journey.page.locator('.tabs pre:visible').textContent()).toContain('import ');
  });

  it('from a page in English to the same place in Chinese, which stays', async () => {
    const journey = await begin('errors/130004.html');
    await journey.page.locator('.languages a[hreflang=zh-CN]').click();
    await journey.page.waitForURL(/zh-CN\/errors\/130004\.html/);
    await journey.menu('概览');
    expect(await journey.page.locator('html').getAttribute('lang')).toBe('zh-CN');
    end(journey);
  });

  it('from the name of an option of the client to what it does', async () => {
    const journey = await begin('');
    await journey.menu('@chat-openapi/client');
    await journey.click('Options');
    const row = journey.page.locator('tr').filter({ has: journey.page.getByText('deadline', { exact: true }) });
    expect(await row.first().textContent()).toMatch(/deadline/);
    end(journey);
  });

  it('from a flag of the mock to what it does', async () => {
    const journey = await begin(operationPage);
    await journey.menu('@chat-openapi/mock');
    await journey.click('Flags');
    expect(await journey.page.locator('tr').filter({ hasText: '--strict' }).first().textContent()).toContain(
      'must have been created',
    );
    end(journey);
  });

  it('from an operation to the webhook that may refuse it, and the code that the caller gets then', async () => {
    const journey = await begin('operations/sendOfficialAccountMsg.html');
    await journey.click('OfficialAccount.CallbackBeforeSendMsg');
    await journey.click('What each answer does');
    await journey.page.locator('[id="answers.refuse"]').getByRole('link', { name: '10016' }).click();
    expect(await journey.page.locator('h1').textContent()).toContain('10016');
    end(journey);
  });

  it('from Redoc by habit to the operation there', async () => {
    const journey = await begin(operationPage);
    await journey.click('This operation in Redoc');
    await journey.page.locator('#redoc').getByText('Ends a channel for good').waitFor();
    end(journey);
  });

  it('from how well a fact is known to the page of the vendor', async () => {
    const journey = await begin('');
    await journey.click('What is proven');
    await journey.click('Terminate an official channel');
    const link = journey.page.locator('.sources a').first();
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/www\.tencentcloud\.com\/document\/product\/1047\//);
    end(journey);
  });
});
