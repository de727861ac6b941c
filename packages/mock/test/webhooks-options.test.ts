import { describe, expect, it } from 'vitest';
import { startMock } from '../src/index.ts';
import { startApp, startSending, token } from './app.ts';
import { ask, start } from './ask.ts';

const url = 'http://127.0.0.1:3000/chat';

describe('options of webhooks', () => {
  it.each<[unknown, string]>([
    [null, 'webhooks must be an object with url'],
    [url, 'webhooks must be an object with url'],
    [{}, 'webhooks.url must be an address that begins with http:// or https://'],
    [{ url: [] }, 'webhooks.url must be an address, or a list with one at least'],
    [{ url: '127.0.0.1:3000' }, 'webhooks.url must be an address that begins'],
    [{ url: 'ftp://127.0.0.1' }, 'webhooks.url must be an address that begins'],
    [{ url: [url, 7] }, 'webhooks.url must be an address that begins'],
    [{ url: `${url}?key=canary` }, 'webhooks.url must be an address without white space, !, $, &, ? and #'],
    [{ url: 'http://user:canary@127.0.0.1' }, 'webhooks.url must be an address without a user name'],
    [{ url, token: '' }, 'webhooks.token must be a text'],
    [{ url, token: ` ${token}` }, 'webhooks.token must be a text that is not empty and has no white space'],
    [{ url, token: 7 }, 'webhooks.token must be a text'],
    [{ url, onFailure: 'drop' }, "webhooks.onFailure must be 'allow' or 'refuse'"],
    [{ url, retry: 11 }, 'webhooks.retry must be a whole number from 0 to 10'],
    [{ url, retry: true }, 'webhooks.retry must be a whole number'],
    [{ url, disorder: 1 }, 'webhooks.disorder must be true or false'],
    [{ url, onfailure: 'allow' }, 'webhooks.onfailure is not an option. Did you mean onFailure? Known are url, token,'],
    [{ url, [token.repeat(2)]: 1 }, 'webhooks.a name of 50 characters is not an option. Known'],
  ])('refuse %j', async (webhooks, message) => {
    const failed = await startMock({ webhooks: Object(webhooks) === webhooks ? Object(webhooks) : webhooks }).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(RangeError);
    expect(failed).toMatchObject({ message: expect.stringContaining(message) });
    expect(String(failed)).not.toContain('canary');
  });

  it('suggest the nearest of the mock, and want a function to be told', async () => {
    await expect(startMock(Object({ webhook: { url } }))).rejects.toThrow(
      'webhook is not an option. Did you mean webhooks?',
    );
    await expect(startMock(Object({ onWebhook: url }))).rejects.toThrow('onWebhook must be a function.');
  });

  it.each<[object, string]>([
    [{ token }, 'webhooks.token cannot be changed while the mock runs. url, onFailure, retry, disorder can.'],
    [{ disorderr: true }, 'webhooks.disorderr cannot be changed while the mock runs. Did you mean disorder?'],
    [{ retry: -1 }, 'webhooks.retry must be'],
    [[], 'webhooks must be an object with some of url,'],
  ])('are not changed to %j', async (webhooks, error) => {
    const app = await startApp();
    const mock = await startSending({ webhooks: { url: app.url, token } });
    const body = JSON.stringify({ webhooks, failRate: 1 });
    const answer = await fetch(`${mock.url}/_mock/settings`, { method: 'POST', body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toStrictEqual({ error: expect.stringContaining(error) });
    expect(mock.settings()).toMatchObject({ failRate: 0, webhooks: { url: [app.url], retry: 0 } });
  });

  it('are not given to a mock that was started without an address', async () => {
    const mock = await start();
    expect(() => mock.change({ webhooks: { url } })).toThrow('was started without an address');
    expect(mock.settings()).not.toHaveProperty('webhooks');
  });

  it('that throw when they are told do no harm', async () => {
    const app = await startApp();
    const onWebhook = (): never => {
      throw new Error('hook');
    };
    const mock = await startSending({ webhooks: { url: app.url }, onWebhook });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
    await mock.idle();
    expect(mock.webhooks()).toHaveLength(1);
  });
});
