/** Who may call the mock, and what its options have to be. */
import { deflateSync, gzipSync } from 'node:zlib';
import { signUserSig } from '@chat-openapi/usersig';
import { describe, expect, it } from 'vitest';
import { type MockOptions, startMock } from '../src/index.ts';
import { ask, path, raw, start } from './ask.ts';

const secretKey = 'canary-key-of-the-mock';
const identity = { sdkAppId: 1400000000, identifier: 'administrator' };
const now = Math.floor(Date.now() / 1000);
const sign = (changes: object = {}) => signUserSig({ ...identity, secretKey, ...changes });
const toText = (bytes: Buffer) =>
  bytes.toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');

describe('the signature check', () => {
  it('accepts a good signature, again and again, until it ends', async () => {
    const mock = await start({ secretKey });
    const usersig = await sign();
    for (const id of ['a', 'b']) {
      const answer = await ask(mock, { query: { usersig }, body: { Official_Account: `@TOA#_${id}` } });
      expect(answer).toMatchObject({ ErrorCode: 0, reason: 'ok' });
    }
    const ended = await sign({ now: now - 100, expiresIn: 50 });
    expect(await ask(mock, { query: { usersig: ended } })).toMatchObject({ ErrorCode: 70001 });
  });

  it.each<[string, number, string, () => Promise<string> | string]>([
    ['that has expired', 70001, 'usersig-expired', () => sign({ now: now - 200_000 })],
    ['that is no signature', 70003, 'usersig-not-base64', () => 'eJ-canary'],
    [
      'in the alphabet of the web',
      70003,
      'usersig-base64url',
      () => deflateSync('{"a":"~~~???"}').toString('base64url'),
    ],
    ['packed with gzip', 70003, 'usersig-gzip', () => toText(gzipSync('{}'))],
    ['of another key', 70009, 'usersig-key', () => sign({ secretKey: 'another' })],
    ['of another user', 70013, 'usersig-identifier', () => sign({ identifier: 'someone' })],
    ['of another app', 70014, 'usersig-sdk-app-id', () => sign({ sdkAppId: 1400000001 })],
  ])('refuses one %s', async (_which, ErrorCode, reason, make) => {
    const mock = await start({ secretKey });
    const usersig = await make();
    const answer = await ask(mock, { query: { usersig } });
    expect(answer).toMatchObject({
      ActionStatus: 'FAIL',
      ErrorCode,
      reason,
      ErrorInfo: expect.stringContaining('found'),
    });
    const all = JSON.stringify([answer, mock.calls(), mock.state()]);
    expect(all).not.toContain(secretKey);
    expect(all).not.toContain(usersig);
  });

  it('is off without a key', async () => {
    expect(await ask(await start())).toMatchObject({ ErrorCode: 0 });
  });
});

describe('other credentials', () => {
  it.each<[string, MockOptions, Parameters<typeof ask>[1], number, string]>([
    ['an app that is not known', { sdkAppId: 1 }, {}, 70020, 'sdk-app-id-unknown'],
    ['a user who is no administrator', { admins: ['root'] }, {}, 60010, 'not-admin'],
    ['an app that lacks the service', { disabled: true }, {}, 131000, 'disabled'],
    ['an app id beyond any integer', {}, { query: { sdkappid: '9'.repeat(30) } }, 60025, 'sdkappid'],
  ])('refuse %s', async (_who, options, question, ErrorCode, reason) => {
    expect(await ask(await start(options), question)).toMatchObject({ ActionStatus: 'FAIL', ErrorCode, reason });
  });

  it('accept the app and the administrators that were named', async () => {
    const mock = await start({ sdkAppId: 1400000000, admins: ['root', 'administrator'], region: 'singapore' });
    expect(await ask(mock)).toMatchObject({ ErrorCode: 0 });
  });

  it.each([
    ['adminapisgp.im.qcloud.com', 0],
    ['adminapisgp.my-imcloud.com:443', 0],
    ['example.test', 0],
    ['console.tim.qq.com', 60026],
    ['ADMINAPIKR.IM.QCLOUD.COM', 60026],
  ])('refuse the host of another region: %s', async (host, code) => {
    const mock = await start({ region: 'singapore' });
    const query = 'sdkappid=1&identifier=a&usersig=a&random=1&contenttype=json';
    const body = '{"Official_Account":"@TOA#_a"}';
    const head = `POST ${path}?${query} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-length: ${body.length}`;
    const answer = await raw(mock.url, `${head}\r\n\r\n${body}`);
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ ErrorCode: code });
  });
});

describe('startMock', () => {
  it.each<[object, string]>([
    [{ port: 1.5 }, 'port must be'],
    [{ host: '' }, 'host must be'],
    [{ sdkAppId: 0 }, 'sdkAppId must be'],
    [{ secretKey: ' canary-key' }, 'secretKey must be'],
    [{ admins: 'root' }, 'admins must be'],
    [{ region: 'mars' }, 'region must be one of china,'],
    [{ channels: [1] }, 'channels must be'],
    [{ strict: 'yes' }, 'strict must be'],
    [{ rateLimit: 0 }, 'rateLimit must be'],
    [{ latency: [5, 1] }, 'latency must be'],
    [{ latency: 'slow' }, 'latency must be'],
    [{ failRate: 2 }, 'failRate must be'],
    [{ seed: -1 }, 'seed must be'],
    [{ onCall: 1 }, 'onCall must be'],
    [{ check: 'yes' }, 'check must be'],
    [{ secretkey: 'canary-key' }, 'secretkey is not an option'],
  ])('refuses %o', async (wrong, message) => {
    const started = Reflect.apply(startMock, undefined, [wrong]);
    await expect(started).rejects.toThrow(message);
    await expect(started).rejects.toThrow(/^(?!.*canary)/);
  });
});
