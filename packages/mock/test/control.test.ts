import { describe, expect, it } from 'vitest';
import { ask, start } from './ask.ts';

async function control(url: string, name: string, body?: unknown): Promise<{ status: number; value: unknown }> {
  const response = await fetch(
    `${url}/_mock/${name}`,
    body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
  );
  return { status: response.status, value: await response.json() };
}

describe('/_mock/', () => {
  it('says that the mock is there', async () => {
    const { url } = await start();
    expect(await control(url, 'health')).toStrictEqual({ status: 200, value: { status: 'ok' } });
  });

  it('shows state and calls, without the signature, and resets both', async () => {
    const mock = await start();
    await ask(mock);
    expect(await control(mock.url, 'state')).toStrictEqual({
      status: 200,
      value: { channels: [{ id: '@TOA#_a', state: 'terminated' }] },
    });
    const { value } = await control(mock.url, 'calls');
    expect(value).toMatchObject({ calls: [{ operation: 'destroyOfficialAccount', code: 0, reason: 'ok' }] });
    expect(JSON.stringify(value)).not.toContain('canary');
    expect(await control(mock.url, 'reset', '')).toMatchObject({ status: 200 });
    expect(await control(mock.url, 'calls')).toStrictEqual({ status: 200, value: { calls: [] } });
    expect(await control(mock.url, 'state')).toStrictEqual({ status: 200, value: { channels: [] } });
  });

  it('enqueues outcomes', async () => {
    const mock = await start();
    const body = { operation: 'destroyOfficialAccount', outcomes: [20005, 'OK'] };
    expect(await control(mock.url, 'enqueue', body)).toMatchObject({ status: 200 });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 20005 });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
  });

  it.each<[string, unknown, number, string]>([
    ['enqueue', '{', 400, 'The body is not JSON'],
    ['enqueue', {}, 400, 'operation is not one of the document'],
    ['enqueue', { operation: 'toString' }, 400, 'operation is not one of the document'],
    ['enqueue', { operation: 'destroyOfficialAccount', outcomes: [] }, 400, 'outcomes is not a list'],
    ['enqueue', { operation: 'destroyOfficialAccount', outcomes: [{}] }, 400, 'cannot be answered with {}'],
    ['reset', undefined, 405, '/_mock/reset is a POST'],
    ['toString', undefined, 404, 'There is no /_mock/toString'],
  ])('says what is wrong with %s %j', async (name, body, status, message) => {
    const { url } = await start();
    const answer = await control(url, name, body);
    expect(answer).toMatchObject({ status, value: { error: expect.stringContaining(message) } });
  });

  it('is not there when it is turned off', async () => {
    const { url } = await start({ control: false });
    expect(await control(url, 'health')).toMatchObject({ status: 200, value: { ErrorCode: 60002 } });
    expect(await control(url, 'reset', '')).toMatchObject({ status: 200, value: { ErrorCode: 60009 } });
  });
});
