import { describe, expect, it } from 'vitest';
import { ask, goodQuery, path, raw, start } from './ask.ts';

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
    ['enqueue', { toString: 1 }, 400, 'operation is not one of the document'],
    ['enqueue', 'null', 400, 'The body is not an object'],
    ['settings', 'latency=1', 400, 'The body is not JSON. Send {"latency"'],
    ['settings', [], 400, 'The body is not an object'],
    [
      'settings',
      { port: 1 },
      400,
      'port cannot be changed while the mock runs. latency, failRate, strict, rateLimit, webhooks can',
    ],
    ['settings', '{"__proto__":1}', 400, '__proto__ cannot be changed'],
    ['settings', { toString: 1 }, 400, 'toString cannot be changed'],
    ['settings', { latency: 'fast' }, 400, 'latency must be milliseconds'],
    ['settings', { latency: [1] }, 400, 'latency must be milliseconds'],
    ['settings', { failRate: 2 }, 400, 'failRate must be a number from 0 to 1'],
    ['settings', { strict: 'yes' }, 400, 'strict must be true or false'],
    ['settings', { strict: null }, 400, 'strict must be true or false'],
    ['settings', { rateLimit: -1 }, 400, 'rateLimit must be true, false or'],
    ['enqueue', '{"__proto__":{"operation":"destroyOfficialAccount","outcomes":[0]}}', 400, 'operation is not one'],
    ['enqueue', { operation: { toString: 1 }, outcomes: [0] }, 400, 'operation is not one of the document'],
    ['enqueue', { operation: 'destroyOfficialAccount', outcomes: { toString: 1 } }, 400, 'outcomes is not a list'],
    ['enqueue', { operation: 'destroyOfficialAccount', outcomes: [{ toString: 1 }] }, 400, 'cannot be answered with {'],
    ['enqueue', { operation: 'destroyOfficialAccount', outcomes: [[20005]] }, 400, 'cannot be answered with [20005]'],
    ['enqueue', { operation: 'destroyOfficialAccount', outcomes: [null, true] }, 400, 'cannot be answered with null'],
    ['enqueue', { operation: 'destroyOfficialAccount', outcomes: ['toString'] }, 400, 'answered with "toString"'],
    ['reset', undefined, 405, '/_mock/reset is a POST'],
    ['toString', undefined, 404, 'There is no /_mock/toString'],
  ])('says what is wrong with %s %j', async (name, body, status, message) => {
    const { url } = await start();
    const answer = await control(url, name, body);
    expect(answer).toMatchObject({ status, value: { error: expect.stringContaining(message) } });
  });

  it('shows the settings, changes all that are given or none, and resets them', async () => {
    const mock = await start({ latency: 1 });
    const initial = { latency: [1, 1], failRate: 0, strict: false, rateLimit: false };
    expect(await control(mock.url, 'settings')).toStrictEqual({ status: 200, value: initial });
    expect(await control(mock.url, 'settings', { strict: true, rateLimit: -1 })).toMatchObject({ status: 400 });
    expect(mock.settings()).toStrictEqual(initial);

    const strict = await control(mock.url, 'settings', { strict: true });
    expect(strict).toStrictEqual({ status: 200, value: { ...initial, strict: true } });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 130004, reason: 'channel-unknown' });
    await control(mock.url, 'settings', { strict: false, rateLimit: 1 });
    const codes = [await ask(mock), await ask(mock), await ask(mock)].map((answer) => Object(answer).ErrorCode);
    expect(codes).toContain(60007);
    await control(mock.url, 'settings', { rateLimit: false, failRate: 1 });
    await ask(mock).catch(() => {});
    expect(mock.calls().at(-1)).toMatchObject({ reason: 'fail-rate' });
    await control(mock.url, 'reset', '');
    expect(mock.settings()).toStrictEqual(initial);
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
  });

  it('changes settings in the same process, too', async () => {
    const waits: number[] = [];
    const mock = await start({ onCall: (_call, milliseconds) => waits.push(milliseconds) });
    mock.change({ latency: [30, 40] });
    await ask(mock);
    expect(waits[0]).toBeGreaterThanOrEqual(29);
    // @ts-expect-error no setting
    expect(() => mock.change({ region: 'china' })).toThrow('region cannot be changed');
  });

  it('refuses a body over the bound', async () => {
    const { url } = await start();
    expect(await control(url, 'enqueue', `"${'x'.repeat(2 * 1024 * 1024)}"`)).toMatchObject({ status: 413 });
  });

  it('shows the newest calls within a bound of bytes, and says how many it leaves out', async () => {
    const mock = await start({ check: false });
    const many = (count: number): string => `{"Official_Account":"@TOA#_many","more":[${'{},'.repeat(count)}0]}`;
    for (let call = 0; call < 16; call++) await ask(mock, { body: many(300_000) });
    for (let call = 0; call < 3; call++) await ask(mock, { body: many(100_000) });
    const response = await fetch(`${mock.url}/_mock/calls`);
    const text = await response.text();
    expect(text.length).toBeLessThan(1024 * 1024 + 10_000);
    const { calls, omitted } = JSON.parse(text);
    expect([calls.length, omitted, mock.calls().length]).toStrictEqual([3, 16, 19]);
    expect(calls.at(-1)).toMatchObject({
      operation: 'destroyOfficialAccount',
      body: { Official_Account: '@TOA#_many' },
    });
    await ask(mock, { body: `{"Official_Account":"@TOA#_${'x'.repeat(1_000_000)}"}` });
    const newest = Object(await (await fetch(`${mock.url}/_mock/calls`)).json());
    expect([newest.calls.length, newest.omitted]).toStrictEqual([1, mock.calls().length - 1]);
  });

  it('shows bodies as they came, and none that is no JSON or nested too deeply', async () => {
    const mock = await start();
    await ask(mock, { body: '{"Official_Account" : "@TOA#_a", "more": 1E20}' });
    for (const body of ['{', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, '1}, {"x": 2'])
      await ask(mock, { body });
    const text = await (await fetch(`${mock.url}/_mock/calls`)).text();
    expect(text).toContain('"body":{"Official_Account" : "@TOA#_a", "more": 1E20}}');
    expect(JSON.parse(text)).toStrictEqual({ calls: mock.calls().map((call) => JSON.parse(JSON.stringify(call))) });
  });

  it('keeps the order of what comes at once, and holds one answer of a connection at a time', async () => {
    const mock = await start();
    const write = (method: string, target: string, body = ''): string =>
      `${method} ${target} HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const enqueue = '{"operation":"destroyOfficialAccount","outcomes":[20005]}';
    const target = `${path}?${new URLSearchParams(goodQuery)}`;
    const answers = await raw(
      mock.url,
      [
        write('POST', '/_mock/enqueue', enqueue),
        write('POST', target, '{"Official_Account":"@TOA#_a"}'),
        write('GET', '/_mock/calls').repeat(200),
        write('POST', '/_mock/reset'),
        write('GET', '/_mock/calls'),
        'GET /_mock/health HTTP/1.1\r\nconnection: close\r\n\r\n',
      ].join(''),
    );
    const bodies = answers
      .split('HTTP/1.1 200 OK')
      .slice(1)
      .map((answer) => answer.slice(answer.indexOf('\r\n\r\n') + 4));
    expect(bodies).toHaveLength(205);
    expect(JSON.parse(bodies[1] ?? '')).toMatchObject({ ErrorCode: 20005 });
    for (const body of bodies.slice(2, 202)) expect(JSON.parse(body).calls).toMatchObject([{ code: 20005 }]);
    expect(JSON.parse(bodies[203] ?? '')).toStrictEqual({ calls: [] });
  });

  it('is not there when it is turned off', async () => {
    const { url } = await start({ control: false });
    expect(await control(url, 'health')).toMatchObject({ status: 200, value: { ErrorCode: 60002 } });
    expect(await control(url, 'reset', '')).toMatchObject({ status: 200, value: { ErrorCode: 60009 } });
  });
});
