import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createWebhookReceiver } from '../src/index.ts';
import { askThrough, beforeSend, destroyed, doors, eventOf, receive, type Sent, sdkAppId, targetOf } from './doors.ts';

const wrongSign = 'a'.repeat(64);

/** What is wrong with a request, in the order in which it is looked for, and what comes of it. */
const faults: [what: string, sent: Sent, status: number, reason: string][] = [
  ['another method', { method: 'PUT' }, 405, 'method'],
  ['no app', { query: { SdkAppid: undefined } }, 403, 'app'],
  ['another app', { query: { SdkAppid: '1400000001' } }, 403, 'app'],
  ['an app in the spelling of calls', { query: { SdkAppid: undefined, sdkappid: '1400000000' } }, 403, 'app'],
  ['no signature', { query: { Sign: undefined } }, 401, 'unsigned'],
  ['no time', { query: { RequestTime: undefined } }, 401, 'unsigned'],
  ['an old time', { query: { RequestTime: '1669872000' } }, 401, 'time'],
  ['a time in milliseconds', { query: { RequestTime: '1669872112000' } }, 401, 'time'],
  ['no time at all', { query: { RequestTime: 'now' } }, 401, 'time'],
  ['a time of other form', { query: { RequestTime: '+1669872112' } }, 401, 'time'],
  ['a wrong signature', { query: { Sign: wrongSign } }, 401, 'sign'],
  ['a signature that is none', { query: { Sign: 'x' } }, 401, 'sign'],
  ['the signature of another second', { query: { RequestTime: '1669872113' } }, 401, 'sign'],
  ['a body that is too large', { body: `"${'x'.repeat(2048)}"` }, 413, 'size'],
  ['a body in gzip', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{}') }, 415, 'coding'],
  ['a body in deflate', { headers: { 'content-encoding': 'DEFLATE' }, body: deflateSync('{}') }, 415, 'coding'],
  ['no body', { body: '' }, 400, 'json'],
  ['a body that is no JSON', { body: '{"CallbackCommand":' }, 400, 'json'],
  ['a body that is no UTF-8', { body: Uint8Array.of(0x7b, 0xff, 0x7d) }, 400, 'json'],
  ['a list', { body: '[]' }, 400, 'json'],
  ['null', { body: 'null' }, 400, 'json'],
  ['a text', { body: '"OfficialAccount"' }, 400, 'json'],
  ['too many brackets', { body: `{"a":${'['.repeat(200)}${']'.repeat(200)}}` }, 400, 'json'],
  ['no command in the body', { body: '{}' }, 400, 'command'],
  ['no command in the query', { query: { CallbackCommand: undefined } }, 400, 'command'],
  ['an empty command', { query: { CallbackCommand: '' }, body: '{"CallbackCommand":""}' }, 400, 'command'],
  ['another command in the body', { body: JSON.stringify(eventOf(beforeSend)) }, 400, 'command'],
  ['a command that is no text', { body: '{"CallbackCommand":7}' }, 400, 'command'],
];

describe.for(doors)('through $name', ({ door }) => {
  it.for(faults)('%s is refused', async ([, sent, status, reason]) => {
    const ran: unknown[] = [];
    const { ask, refused } = await receive(door, { maxBytes: 1024, on: { [destroyed]: (event) => ran.push(event) } });
    const answered = await ask(destroyed, sent);
    expect(answered.status).toBe(status);
    expect(answered.headers['content-type']).toBe('application/json');
    expect(answered.headers.allow).toBe(status === 405 ? 'POST' : undefined);
    expect(answered.body).toStrictEqual({
      ActionStatus: 'FAIL',
      ErrorCode: status,
      ErrorInfo: expect.stringMatching(/^[A-Z].*\.$/),
    });
    expect(refused).toMatchObject([{ reason, status, message: expect.stringMatching(/^[A-Z].*\. .*\.$/) }]);
    expect(ran).toStrictEqual([]);
  });

  it('of several faults the first one is told', async () => {
    // One of each reason, the last ones first, so that each is put over those that come after it.
    const order: Sent[] = [
      { query: { CallbackCommand: 'other' } },
      { body: 'no JSON' },
      { headers: { 'content-encoding': 'gzip' } },
      { body: 'x'.repeat(2048) },
      { query: { Sign: wrongSign } },
      { query: { RequestTime: '1' } },
      { query: { RequestTime: undefined } },
      { query: { SdkAppid: '1' } },
      { method: 'PUT' },
    ];
    const { ask, refused } = await receive(door, { maxBytes: 1024 });
    let sent: Sent = {};
    for (const fault of order) {
      sent = { ...sent, ...fault, query: { ...sent.query, ...fault.query } };
      // Of a real body the length is declared.
      const length = { 'content-length': String(Buffer.byteLength(sent.body ?? JSON.stringify(eventOf(destroyed)))) };
      await ask(destroyed, { ...sent, headers: { ...sent.headers, ...length } });
    }
    expect(refused.map(({ reason }) => reason)).toStrictEqual([
      'command',
      'json',
      'coding',
      'size',
      'sign',
      'time',
      'unsigned',
      'app',
      'method',
    ]);
  });

  it('a parameter that comes twice is none', async () => {
    const { receiver, refused } = await receive(door);
    const send = await door(receiver);
    const target = await targetOf(destroyed);
    const body = JSON.stringify(eventOf(destroyed));
    for (const more of ['SdkAppid=1400000000', 'Sign=a', 'RequestTime=1669872112', `CallbackCommand=${destroyed}`]) {
      await send(`${target}&${more}`, { method: 'POST', body });
    }
    expect(refused.map(({ reason }) => reason)).toStrictEqual(['app', 'unsigned', 'unsigned', 'command']);
  });

  it('content types, chunks and an identity coding are no faults, and what is right is answered in the form of the API', async () => {
    const { ask, refused } = await receive(door);
    for (const headers of [{}, { 'content-type': 'text/plain' }, { 'content-encoding': 'Identity' }]) {
      const answered = await ask(destroyed, { headers });
      expect(answered).toMatchObject({ status: 200, body: { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' } });
    }
    expect(refused).toStrictEqual([]);
  });

  it('without a token what stands in the query does not count', async () => {
    const ask = await askThrough(door, createWebhookReceiver({ sdkAppId, unsigned: true, on: {} }));
    for (const query of [{ Sign: undefined, RequestTime: undefined }, { Sign: 'x', RequestTime: 'y' }, {}]) {
      expect((await ask(destroyed, { query })).status).toBe(200);
    }
  });

  it('hooks that throw, hang or reject change nothing', async () => {
    for (const onRefused of [
      () => {
        throw new Error('hook');
      },
      () => Promise.reject(new Error('hook')),
      () => new Promise(() => {}),
    ]) {
      const { ask } = await receive(door, { onRefused });
      expect((await ask(destroyed, { method: 'PUT' })).status).toBe(405);
    }
  });
});
