import { startMock } from '@chat-openapi/mock';
import { describe, expect, it } from 'vitest';
import { folder, served, visit } from '../visit.ts';

describe('the form to try a call', () => {
  it.each(['served', 'from a folder'])('calls a mock, and says what the code means, %s', async (how) => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${how === 'served' ? served() : folder}/index.html`);
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The call was carried out.').waitFor();
    expect(await page.locator('[data-part=request]').textContent()).toContain('"Official_Account": "@TOA#_test_id"');
    expect(await page.locator('[data-part=answer]').textContent()).toContain('"ErrorCode": 0');

    await page.getByRole('button', { name: 'Send' }).click();
    const verdict = page.locator('.verdict');
    await verdict.getByRole('link', { name: '130004 OfficialAccountNotFound' }).waitFor();
    expect(await verdict.textContent()).toContain('No such channel exists.');
    expect(mock.calls().map(({ code }) => code)).toStrictEqual([0, 130004]);
    await verdict.getByRole('link').click();
    expect(await page.locator('h1').textContent()).toContain('130004');
  });

  it.each(['60007', '10004'])('asks for the code %s when its page sends the reader here', async (code) => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/errors/${code}.html`);
    await page.locator('main').getByRole('link', { name: 'Try it' }).click();
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.verdict').getByRole('link', { name: code }).waitFor();
    expect(await page.locator('.verdict').textContent()).toMatch(code === '10004' ? /An internal error/ : /more often/);
    expect(mock.calls().map((call) => String(call.code))).toStrictEqual([code]);
  });

  it('calls nobody at an address that is not on this machine', async () => {
    const { page, requests } = await visit(`${served()}/index.html`);
    // The browser's own check of the field is not what this relies on.
    await page.locator('form.try').evaluate((form) => form.setAttribute('novalidate', ''));
    for (const address of [
      'https://console.tim.qq.com',
      'http://192.0.2.1:4010',
      'http://127.0.0.1.example.com:4010',
      'http://localhost@192.0.2.1/',
      'http://user:secret@127.0.0.1:4010',
      'http://127.0.0.1:4010/v4?usersig=x',
      'ftp://127.0.0.1',
      'nonsense',
      '',
    ]) {
      await page.getByRole('button', { name: 'Reset' }).click();
      await page.getByLabel('Address of the mock').fill(address);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Nothing else is called.').waitFor();
    }
    expect(requests.filter((url) => !url.startsWith(served()) && !url.startsWith('data:'))).toStrictEqual([]);
  });

  it('says that nothing answers, and that a body is not JSON', async () => {
    const mock = await startMock({ check: true });
    await mock.close();
    const { page } = await visit(`${served()}/index.html`);
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(`Nothing answers at ${mock.url}.`).waitFor();
    await page.getByLabel('Request body').fill('{"Official_Account":');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The body is not JSON.').waitFor();
  });

  it('has no field for a signature, a key or an app', async () => {
    const { page } = await visit(`${served()}/index.html`);
    const fields = await page
      .locator('form.try')
      .first()
      .locator('input, select, textarea')
      .evaluateAll((found) => found.map((field) => field.getAttribute('name')));
    expect(fields).toStrictEqual(['address', 'wanted', 'body']);
  });
});

describe('a newcomer', () => {
  it('comes from the start page to a terminated channel', async () => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/`);
    await page.locator('.cards').getByRole('link', { name: 'Try it' }).click();
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The call was carried out.').waitFor();
    expect(mock.calls().map(({ operation, code }) => [operation, code])).toStrictEqual([['destroyOfficialAccount', 0]]);
  });

  it('comes from a pasted failure to its remedy within three clicks', async () => {
    const { page } = await visit(`${served()}/`);
    await page.locator('#search').click();
    await page.keyboard.insertText('{"ErrorCode":70009}');
    await page.locator('.results a').first().click();
    expect(await page.locator('main').textContent()).toContain('Use the secret key of this very app');
  });
});
