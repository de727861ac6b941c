/** Outcomes that a test asks for, chance, state and limits. */
import type { CommonCode, OperationCode } from '@chat-openapi/openapi';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { isOutcome, type Mock, type MockOptions, startMock } from '../src/index.ts';
import { ask, goodQuery, path, raw, start } from './ask.ts';

const operation = 'destroyOfficialAccount';
const body = (id: string) => ({ Official_Account: `@TOA#_${id}` });

/** The three ways in which a test asks for an outcome. */
const ways: [string, string, (mock: Mock, outcome: string) => Promise<unknown>][] = [
  ['channel id', 'asked-by-id', (mock, outcome) => ask(mock, { body: body(`mock_${outcome}`) })],
  ['Prefer', 'asked-by-prefer', (mock, outcome) => ask(mock, { headers: { prefer: `example=${outcome}` } })],
  [
    'queue',
    'enqueued',
    (mock, outcome) => {
      Reflect.apply(mock.enqueue, mock, [operation, /^\d{4,}$/.test(outcome) ? Number(outcome) : outcome]);
      return ask(mock);
    },
  ],
];

describe.each(ways)('an outcome asked for by %s', (_way, reason, get) => {
  it.each(['20005', '60007', '70009', '130008'])('is %s, as the document says it', async (code) => {
    const mock = await start();
    const answer = await get(mock, code);
    expect(answer).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: Number(code), reason });
    expect(answer).toHaveProperty('ErrorInfo', expect.stringMatching(/\w\./));
    expect(mock.calls()).toMatchObject([{ code: Number(code), reason, valid: true, fault: undefined }]);
    expect(mock.state()).toStrictEqual({ channels: [] });
  });

  it('is what would happen anyway for OK', async () => {
    const mock = await start();
    expect(await get(mock, 'OK')).toMatchObject({ ErrorCode: 0 });
    expect(mock.state().channels).toHaveLength(1);
  });

  it.each(['reset', 'truncated', 'html', '502'] as const)('is the fault %s', async (fault) => {
    const mock = await start();
    await expect(get(mock, fault)).rejects.toThrow(/fetch failed|terminated|not valid JSON/);
    expect(mock.calls()).toMatchObject([{ code: undefined, reason, fault, valid: true }]);
    expect(mock.state().channels).toHaveLength(fault === 'truncated' ? 1 : 0);
  });

  it('is a slow answer', async () => {
    const mock = await start();
    expect(await get(mock, 'slow')).toMatchObject({ ErrorCode: 0, reason });
    expect(mock.calls()).toMatchObject([{ code: 0, reason, fault: 'slow' }]);
  });

  it('is no answer', async () => {
    const mock = await start();
    const asked = get(mock, 'timeout');
    await expect.poll(() => mock.calls()).toMatchObject([{ code: undefined, fault: 'timeout' }]);
    expect(mock.state().channels).toHaveLength(1);
    await mock.close();
    await expect(asked).rejects.toThrow('fetch failed');
  });
});

describe('what is asked for', () => {
  it.each([
    ['by channel id', { body: body('mock_12345') }],
    ['by Prefer', { headers: { prefer: 'example=teapot' } }],
  ])('has to exist: %s', async (_way, question) => {
    const answer = await ask(await start(), question);
    expect(answer).toMatchObject({ ErrorCode: 6017, reason: 'no-such-outcome' });
    expect(answer).toHaveProperty('ErrorInfo', expect.stringContaining('It can with OK, 6017,'));
  });

  it('does not hide what is wrong with the request, and stays in the queue then', async () => {
    const mock = await start();
    mock.enqueue(operation, 20005);
    expect(await ask(mock, { body: '{' })).toMatchObject({ ErrorCode: 60003 });
    expect(await ask(mock, { body: '{', headers: { prefer: 'example=0' } })).toMatchObject({ ErrorCode: 60003 });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 20005, reason: 'enqueued' });
  });

  it('comes in its order, and is forgotten by a reset', async () => {
    const mock = await start();
    mock.enqueue(operation, 20005, 'OK', 10004);
    mock.enqueue(operation, 20005);
    const codes: unknown[] = [];
    for (const id of ['a', 'b', 'c']) codes.push(Reflect.get(Object(await ask(mock, { body: body(id) })), 'ErrorCode'));
    expect(codes).toStrictEqual([20005, 0, 10004]);
    mock.reset();
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
  });

  it('is checked when it is enqueued', async () => {
    const mock = await start();
    // @ts-expect-error no code of the document
    expect(() => mock.enqueue(operation, 99)).toThrow('cannot be answered with 99. It can with OK,');
    expect(() => Reflect.apply(mock.enqueue, mock, ['create', 0])).toThrow('There is no operation create');
    // @ts-expect-error no such fault
    expect(() => mock.enqueue(operation, 'explode')).toThrow('cannot be answered with "explode"');
  });

  it('is typed by the codes that the document has for the operation', async () => {
    const mock = await start();
    expectTypeOf(mock.enqueue<'destroyOfficialAccount'>)
      .parameter(1)
      .extract<number>()
      .toEqualTypeOf<OperationCode<'destroyOfficialAccount'> | CommonCode>();
    mock.enqueue(operation, 130004, 60007, 'slow', 'OK');
    const codes: unknown[] = [130004, 60007, 'OK', 'html', 99, 0, '20005', 'explode', 'toString', null, [20005]];
    const known = codes.filter((code) => isOutcome(operation, code));
    expect(known).toStrictEqual([130004, 60007, 'OK', 'html']);
    mock.enqueue(operation, ...known);
  });

  it('understands Prefer as Prism users write it', async () => {
    const mock = await start();
    for (const prefer of ['example=20005', 'code=200, example="20005"', 'Example=20005; dynamic=false']) {
      expect(await ask(mock, { headers: { prefer } })).toMatchObject({ ErrorCode: 20005 });
    }
    expect(await ask(mock, { headers: { prefer: 'code=200' } })).toMatchObject({ ErrorCode: 0, reason: 'ok' });
  });

  it.each([
    ...['code=20005', 'code="20005"', 'CODE = 20005 ', 'respond-async, code=20005', 'code=20005; dynamic=false'],
    ...[
      'code=20005, example=20005',
      'wait=10; example = "20005"',
      'return=minimal;x="a,b;example=60007", example=20005',
    ],
  ])('honours Prefer: %s', async (prefer) => {
    const mock = await start();
    expect(await ask(mock, { headers: { prefer } })).toMatchObject({ ErrorCode: 20005, reason: 'asked-by-prefer' });
  });

  it.each([
    ...[
      'example=',
      'example',
      'example=""',
      'example="20005',
      'example=two words',
      'example=__proto__',
      "example='20005'",
    ],
    ...['code=404', 'code=', 'code', 'code=1e3', 'code=404, example=20005', 'code=60007; example=20005'],
    ...['dynamic=true', 'dynamic', 'dynamic=true, example=20005', 'code=200, example=4711'],
  ])('refuses Prefer: %s', async (prefer) => {
    const answer = await ask(await start(), { headers: { prefer } });
    expect(answer).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: 6017, reason: 'no-such-outcome' });
  });

  it('takes what is asked for in the query, before what stands in Prefer', async () => {
    const mock = await start();
    const reason = 'asked-by-query';
    expect(await ask(mock, { query: { __example: '20005' } })).toMatchObject({ ErrorCode: 20005, reason });
    expect(await ask(mock, { query: { __code: '60007' } })).toMatchObject({ ErrorCode: 60007, reason });
    const both = { query: { __example: '20005' }, headers: { prefer: 'example=60007' } };
    expect(await ask(mock, both)).toMatchObject({ ErrorCode: 20005, reason });
    for (const query of [{ __example: '4711' }, { __code: '404' }, { __example: '' }, { __dynamic: 'true' }]) {
      expect(await ask(mock, { query })).toMatchObject({ ErrorCode: 6017, reason: 'no-such-outcome' });
    }
    for (const query of [{ __code: '200' }, { __dynamic: 'false' }, { __example: 'OK' }]) {
      mock.reset();
      expect(await ask(mock, { query })).toMatchObject({ ErrorCode: 0, reason: 'ok' });
    }
  });
});

describe('chance', () => {
  async function outcomes(options: MockOptions): Promise<(number | string | undefined)[]> {
    await using mock = await startMock(options);
    for (let call = 0; call < 40; call++) await ask(mock, { body: body(String(call)) }).catch(() => {});
    return mock.calls().map(({ code, fault }) => fault ?? code);
  }

  it('fails the same calls in the same way for the same seed', async () => {
    const first = await outcomes({ failRate: 0.5, seed: 7 });
    expect(first).toStrictEqual(await outcomes({ failRate: 0.5, seed: 7 }));
    expect(first).not.toStrictEqual(await outcomes({ failRate: 0.5, seed: 8 }));
    const failed = first.filter((outcome) => outcome !== 0);
    expect(failed.length).toBeGreaterThan(8);
    expect(failed.length).toBeLessThan(32);
    for (const outcome of failed) expect([10004, 20005, 60007, 60008, '502', 'reset']).toContain(outcome);
  });

  it('says with which seed it began', async () => {
    const mock = await start({ failRate: 1 });
    await using again = await startMock({ failRate: 1, seed: mock.seed });
    for (const one of [mock, again]) await ask(one).catch(() => {});
    expect(again.calls()).toStrictEqual(mock.calls());
  });

  it('waits before it answers', async () => {
    const waits: number[] = [];
    const mock = await start({ latency: [30, 60], seed: 1, onCall: (_call, milliseconds) => waits.push(milliseconds) });
    for (let call = 0; call < 4; call++) await ask(mock, { body: body(String(call)) });
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(29);
    expect(waits).toHaveLength(4);
  });
});

describe('state', () => {
  it('has to begin with a creation when it is strict', async () => {
    const mock = await start({ strict: true, channels: ['@TOA#_a'] });
    expect(await ask(mock, { body: body('b') })).toMatchObject({ ErrorCode: 130004, reason: 'channel-unknown' });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 130004, reason: 'channel-terminated' });
    expect(mock.state()).toStrictEqual({ channels: [{ id: '@TOA#_a', state: 'terminated' }] });
    mock.reset();
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
  });

  it('keeps to the rate, for each app', async () => {
    const mock = await start({ rateLimit: 2 });
    const codes = [];
    for (let call = 0; call < 4; call++) codes.push(await ask(mock, { body: body(String(call)) }));
    expect(codes).toMatchObject([
      { ErrorCode: 0 },
      { ErrorCode: 0 },
      { ErrorCode: 60007, reason: 'rate' },
      { ErrorCode: 60007 },
    ]);
    expect(await ask(mock, { query: { sdkappid: '2' } })).toMatchObject({ ErrorCode: 0 });
    mock.reset();
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
  });

  it("takes the document's rate without a number", async () => {
    const mock = await start({ rateLimit: true });
    const query = new URLSearchParams(goodQuery);
    const request = `POST ${path}?${query} HTTP/1.1\r\nhost: a\r\ncontent-length: 30\r\n\r\n{"Official_Account":"@TOA#_a"}`;
    const last = `POST ${path}?${query} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}`;
    await raw(mock.url, request.repeat(200) + last);
    expect(mock.calls().at(-1)).toMatchObject({ code: 60007, reason: 'rate' });
    expect(mock.calls().filter(({ reason }) => reason === 'rate')).toHaveLength(1);
  });

  it('remembers calls by operation, with the type of their bodies', async () => {
    const mock = await start();
    await ask(mock);
    await ask(mock, { body: { Official_Account: 1 } });
    const ids: string[] = mock.calls('destroyOfficialAccount').map((call) => call.body.Official_Account);
    expect(ids).toStrictEqual(['@TOA#_a']);
    expect(mock.calls()).toHaveLength(2);
  });

  it('keeps no body that is nested too deeply, and not more than 16 MB of them', async () => {
    const mock = await start();
    await ask(mock, { body: `{"Official_Account":${'['.repeat(10_000)}${']'.repeat(10_000)}}` });
    expect(mock.calls()).toMatchObject([{ body: undefined, code: 20001 }]);
    const wide = JSON.stringify({ Official_Account: '@TOA#_a', more: 'x'.repeat(1_000_000) });
    for (let call = 0; call < 20; call++) await ask(mock, { body: wide });
    expect(mock.calls()).toHaveLength(16);
  });
});

describe('a target in absolute form', () => {
  it.each(['http://127.0.0.1', 'HTTP://adminapisgp.im.qcloud.com', 'https://console.tim.qq.com:443', 'http://'])(
    'is taken after %j as the path alone would be',
    async (prefix) => {
      const mock = await start();
      const sent = '{"Official_Account":"@TOA#_a"}';
      const target = `${prefix}${path}?${new URLSearchParams(goodQuery)}`;
      const head = `POST ${target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ${sent.length}\r\n\r\n`;
      expect(await raw(mock.url, head + sent)).toContain('"ErrorCode":0');
      expect(mock.calls()).toMatchObject([{ operation, code: 0 }]);
    },
  );

  it('says by its host which region is called', async () => {
    const mock = await start({ region: 'china' });
    const target = `http://adminapisgp.im.qcloud.com${path}?${new URLSearchParams(goodQuery)}`;
    const head = `POST ${target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}`;
    expect(await raw(mock.url, head)).toContain('"ErrorCode":60026');
  });
});

it('never answers outside of its shape, whatever the headers and the body', async () => {
  const mock = await start();
  const word = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'abcdefgh0123456789=;," ') });
  await fc.assert(
    fc.asyncProperty(word, fc.jsonValue(), async (prefer, value) => {
      const answer = await ask(mock, { headers: { prefer }, body: JSON.stringify(value) });
      expect(answer).toMatchObject({ ActionStatus: expect.any(String), ErrorCode: expect.any(Number) });
    }),
    { numRuns: 200 },
  );
});
