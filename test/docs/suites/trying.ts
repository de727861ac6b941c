/** The form that sends a call to a mock, and what a newcomer does with it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startMock } from '@chat-openapi/mock';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../generated/operations.ts';
import { folder, served, visit } from '../visit.ts';

const operationPage = 'operations/destroyOfficialAccount.html';

describe('the form to try a call', () => {
  it.each(['served', 'from a folder'])('calls a mock, and says what the code means, %s', async (how) => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${how === 'served' ? served() : folder}/${operationPage}`);
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.verdict').getByText('The call was carried out.').waitFor();
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

  it('sends a body to every operation that is carried out as it stands', async () => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/index.html`);
    for (const [id, { path }] of Object.entries(operations)) {
      // Each on its own: a channel that was terminated takes no call any more.
      mock.reset();
      await page.goto(`${served()}/operations/${id}.html`);
      await page.getByLabel('Address of the mock').fill(mock.url);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.locator('.verdict').getByText('The call was carried out.').waitFor();
      expect(await page.locator('[data-part=request]').textContent(), id).toContain(path);
      expect(mock.calls()).toMatchObject([{ operation: id, code: 0 }]);
    }
  });

  it.each(['60007', '10004'])('asks for the code %s when its page sends the reader here', async (code) => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/errors/${code}.html`);
    await page.locator('main').getByRole('link', { name: 'Try it' }).click();
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.verdict').getByRole('link', { name: code }).waitFor();
    expect(await page.locator('.verdict').textContent()).toMatch(
      code === '10004' ? /A parameter of the request/ : /more often/,
    );
    expect(mock.calls().map((call) => String(call.code))).toStrictEqual([code]);
  });

  it('calls nobody at an address that is not on this machine', async () => {
    const { page, requests } = await visit(`${served()}/${operationPage}`);
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
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.getByLabel('Address of the mock').fill(address);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('Nothing else is called.').waitFor();
    }
    expect(requests.filter((url) => !url.startsWith(served()) && !url.startsWith('data:'))).toStrictEqual([]);
  });

  it('says why the mock has answered so, shows the answer in color, and has it copied', async () => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/${operationPage}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByLabel('Answer').selectOption('130007');
    await page.getByRole('button', { name: 'Send' }).click();
    const outcome = page.locator('.outcome');
    await outcome.getByText('Decided by: asked-by-prefer.').waitFor();
    expect(
      await outcome.locator('.verdict').evaluate((verdict) => verdict === verdict.parentElement?.firstElementChild),
    ).toBe(true);
    expect(await outcome.locator('.verdict').getAttribute('class')).toContain('bad');
    expect(await outcome.locator('[data-part=answer] .hljs-number').textContent()).toBe('130007');
    await outcome.getByRole('button', { name: 'Copy' }).first().click();
    await outcome.getByRole('button', { name: 'Copied' }).waitFor();
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toMatchObject({ ErrorCode: 130007 });
  });

  it('resets the mock, apart from clearing the form', async () => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/${operationPage}`);
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.verdict').getByText('The call was carried out.').waitFor();
    await page.getByRole('button', { name: 'Reset the mock' }).click();
    await page.getByText('The mock has forgotten all calls.').waitFor();
    expect(mock.calls()).toStrictEqual([]);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.verdict').getByText('The call was carried out.').waitFor();

    await page.getByLabel('Request body').fill('{}');
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await page.getByLabel('Request body').inputValue()).toContain('@TOA#_test_id');
    expect(await page.locator('.outcome').textContent()).toBe('');
    expect(mock.calls()).toHaveLength(1);
  });

  it('from a folder calls the mock, and says that it cannot reset it', async () => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${folder}/${operationPage}`);
    await page.getByText('This page was opened from a folder.').waitFor();
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Reset the mock' }).click();
    await expect
      .poll(() => page.locator('.problem').textContent())
      .toMatch(/The mock refuses it to this page|Nothing answers/);
    const { page: there } = await visit(`${served()}/${operationPage}`);
    expect(await there.getByText('This page was opened from a folder.').isVisible()).toBe(false);
  });

  it('gives the call as a command for a shell that makes the same call', async () => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/${operationPage}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByLabel('Request body').fill('{"Official_Account": "@TOA#_it\'s"}');
    await page.getByLabel('Answer').selectOption('20005');
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied. The same call for a shell:').waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(await page.locator('.outcome pre').textContent()).toBe(command);
    const { stdout } = await promisify(execFile)('sh', ['-c', `${command} --noproxy '*' --silent`]);
    expect(JSON.parse(stdout)).toMatchObject({ ErrorCode: 20005 });
    expect(mock.calls()).toMatchObject([{ body: { Official_Account: "@TOA#_it's" } }]);
  });

  it('says that nothing answers, and that a body is not JSON', async () => {
    const mock = await startMock({ check: true });
    await mock.close();
    const { page } = await visit(`${served()}/${operationPage}`);
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(`Nothing answers at ${mock.url}.`).waitFor();
    await page.getByLabel('Request body').fill('{"Official_Account":');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The body is not JSON.').waitFor();
  });

  it('has no field for a signature, a key or an app', async () => {
    const { page } = await visit(`${served()}/${operationPage}`);
    const fields = await page
      .locator('form.try')
      .first()
      .locator('input, select, textarea')
      .evaluateAll((found) => found.map((field) => field.getAttribute('name')));
    expect(fields).toStrictEqual(['address', 'wanted', 'body']);
  });
});

describe('a newcomer', () => {
  it('comes from the start page to a channel, and from there to its end', async () => {
    await using mock = await startMock({ check: true });
    const { page } = await visit(`${served()}/`);
    await page.locator('.cards').getByRole('link', { name: 'Try it' }).click();
    await page.getByLabel('Address of the mock').fill(mock.url);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.verdict').getByText('The call was carried out.').waitFor();
    const made = JSON.parse((await page.locator('[data-part=answer]').textContent()) ?? '');
    await page.locator('.side').getByRole('link', { name: 'Terminate an official channel' }).click();
    await page.getByLabel('Address of the mock').fill(mock.url);
    const body = JSON.stringify({ Official_Account: made.OfficialAccountUserID });
    await page.getByLabel('Request body').fill(body);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('.verdict').getByText('The call was carried out.').waitFor();
    expect(mock.calls().map(({ operation, code }) => [operation, code])).toStrictEqual([
      ['createOfficialAccount', 0],
      ['destroyOfficialAccount', 0],
    ]);
    expect(made.OfficialAccountUserID).toMatch(/^@TOA#_/);
  });

  it('comes from a pasted failure to its remedy within three clicks', async () => {
    const { page } = await visit(`${served()}/`);
    await page.locator('.search').click();
    await page.keyboard.insertText('{"ErrorCode":70009}');
    await page.locator('.results a').first().click();
    expect(await page.locator('main').textContent()).toContain('Use the secret key of this very app');
  });
});
