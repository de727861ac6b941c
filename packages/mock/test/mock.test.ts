/** What the mock answers to good and bad requests, and what it remembers of them. */
import { connect } from 'node:net';
import { operations } from '@chat-openapi/openapi';
import { afterEach, describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../src/index.ts';

const { path } = operations.destroyOfficialAccount;
const query = 'sdkappid=1400000000&identifier=administrator&usersig=eJ-canary&random=99999999&contenttype=json';

let mock: Mock | undefined;

async function start(): Promise<Mock> {
  mock = await startMock({ check: true });
  return mock;
}

afterEach(() => mock?.close());

async function post(body: string, { target = `${path}?${query}`, method = 'POST' } = {}): Promise<unknown> {
  const { url } = mock ?? (await start());
  const response = await fetch(`${url}${target}`, { method, ...(method === 'GET' ? {} : { body }) });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  return { ...Object(await response.json()), reason: response.headers.get('x-mock-reason') };
}

/** Sends bytes as they are and reads until the other side has answered and closed, or has gone quiet. */
function raw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

describe('the mock', () => {
  it('terminates a channel, and knows afterwards that it is gone', async () => {
    await start();
    const body = JSON.stringify({ Official_Account: '@TOA#_test_id' });
    expect(await post(body)).toStrictEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0, reason: 'ok' });
    expect(await post(body)).toStrictEqual({
      ActionStatus: 'FAIL',
      ErrorCode: 130004,
      ErrorInfo: expect.stringContaining('@TOA#_test_id was terminated before'),
      reason: 'channel-terminated',
    });
    mock?.reset();
    expect(await post(body)).toMatchObject({ ErrorCode: 0 });
  });

  it.each([
    ['an id without the prefix', '{"Official_Account":"news"}', 130007, 'Official_Account'],
    ['an id of 49 bytes', `{"Official_Account":"@TOA#_${'x'.repeat(43)}"}`, 130007, 'Official_Account'],
    ['an id beyond ASCII', '{"Official_Account":"@TOA#_é"}', 130007, 'Official_Account'],
    ['no id', '{}', 20001, 'body'],
    ['an id of the wrong type', '{"Official_Account":1}', 20001, 'body'],
    ['a list', '[]', 20001, 'body'],
    ['null', 'null', 20001, 'body'],
    ['a cut body', '{"Official_Account":"@TOA', 60003, 'json'],
    ['no body', '', 60003, 'json'],
  ])('refuses %s', async (_what, body, code, reason) => {
    await start();
    expect(await post(body)).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: code, reason });
  });

  it.each([
    ['without sdkappid', query.replace('sdkappid=1400000000&', ''), 60012, 'sdkappid'],
    ['with an sdkappid that is no number', query.replace('1400000000', 'abc'), 60025, 'sdkappid'],
    ['without identifier', query.replace('identifier=administrator&', ''), 60025, 'identifier'],
    ['with an empty usersig', query.replace('eJ-canary', ''), 60025, 'usersig'],
    ['with two usersig', `${query}&usersig=eJ-canary`, 60025, 'usersig'],
    ['without random', query.replace('&random=99999999', ''), 60025, 'query'],
    ['with a random beyond 32 bits', query.replace('99999999', '4294967296'), 60025, 'random'],
    ['with a negative random', query.replace('99999999', '-1'), 60025, 'random'],
    ['with a random that is no number', query.replace('99999999', 'abc'), 60025, 'random'],
    ['without contenttype', query.replace('&contenttype=json', ''), 60025, 'query'],
    ['with contenttype xml', query.replace('contenttype=json', 'contenttype=xml'), 60025, 'contenttype'],
  ])('refuses a call %s', async (_what, wrong, code, reason) => {
    await start();
    const answer = await post('{"Official_Account":"@TOA#_a"}', { target: `${path}?${wrong}` });
    expect(answer).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: code, reason });
    expect(JSON.stringify(answer)).not.toContain('canary');
  });

  it('accepts both ends of random', async () => {
    await start();
    for (const random of ['0', '4294967295']) {
      const target = `${path}?${query.replace('99999999', random)}`;
      expect(await post(`{"Official_Account":"@TOA#_${random}"}`, { target })).toMatchObject({ ErrorCode: 0 });
    }
  });

  it('refuses another method and another path', async () => {
    await start();
    expect(await post('', { method: 'GET' })).toMatchObject({ ErrorCode: 60002, reason: 'method' });
    expect(await post('{}', { target: '/v4/nothing/here' })).toMatchObject({ ErrorCode: 60009, reason: 'path' });
  });

  it('answers what is no HTTP, odd expectations, a missing host and CONNECT in the shape of the API', async () => {
    const { url } = await start();
    const answers = await Promise.all([
      raw(url, 'hello\r\n\r\n'),
      raw(url, `POST ${path}?${query} HTTP/1.1\r\ncontent-length: -1\r\n\r\n`),
      raw(url, `POST ${path} HTTP/1.1\r\nhost: a\r\nexpect: nothing\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`),
      raw(url, `POST ${path} HTTP/1.1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`),
      raw(url, 'CONNECT a:443 HTTP/1.1\r\nhost: a\r\n\r\n'),
    ]);
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ ActionStatus: 'FAIL' });
    }
  });

  it('does not wait for a body that never comes', async () => {
    const { url } = await start();
    const answer = await raw(url, `POST ${path}?${query} HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{`);
    expect(answer).toContain('"ErrorCode":60002');
  });

  it('refuses a body over the bound without reading it to its end', async () => {
    await start();
    const body = JSON.stringify({ Official_Account: 'x'.repeat(2 * 1024 * 1024) });
    expect(await post(body)).toMatchObject({ ErrorCode: 60002, reason: 'body-too-large' });
  });

  it('lets a page of another origin call it', async () => {
    const { url } = await start();
    const preflight = await fetch(`${url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(preflight.status).toBe(204);
    // Not `*`, which browsers refuse for a page that sends credentials.
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
  });

  it('remembers calls without anything of the query', async () => {
    const { calls } = await start();
    await post('{"Official_Account":"@TOA#_test_id"}');
    await post('{', {});
    expect(calls()).toStrictEqual([
      {
        operation: 'destroyOfficialAccount',
        body: { Official_Account: '@TOA#_test_id' },
        code: 0,
        reason: 'ok',
        fault: undefined,
        valid: true,
      },
      {
        operation: 'destroyOfficialAccount',
        body: undefined,
        code: 60003,
        reason: 'json',
        fault: undefined,
        valid: false,
      },
    ]);
    expect(JSON.stringify(calls())).not.toContain('canary');
    mock?.reset();
    expect(calls()).toStrictEqual([]);
  });

  it('shares nothing with another mock of the same process', async () => {
    await start();
    const body = '{"Official_Account":"@TOA#_test_id"}';
    await using other = await startMock();
    expect(await post(body)).toMatchObject({ ErrorCode: 0 });
    const response = await fetch(`${other.url}${path}?${query}`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ ErrorCode: 0 });
    expect(other.calls()).toHaveLength(1);
  });

  it('refuses a port that is none, and one that is taken', async () => {
    await expect(startMock({ port: 65_536 })).rejects.toThrow('port must be a whole number');
    const { url } = await start();
    await expect(startMock({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
