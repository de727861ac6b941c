/** What a recording holds, and what it must not hold. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import type { Exchange } from '../../packages/contract/src/exchange.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { createRecorder } from '../../packages/contract/src/recorder.ts';
import { createRedaction, type Redaction } from '../../packages/contract/src/redact.ts';
import { isObject } from '../../spec/document.ts';
import { findLeaks } from './leaks.ts';
import { forms as allForms } from './secret-forms.ts';

/** Those in which every secret is found, not only key and signature. */
const forms = allForms.filter(({ withheld }) => !withheld);

const destroy = '/v4/official_account_open_http_svc/destroy_official_account';

const canaries = {
  signature: 'eJyrVkrPL1GyUoopNTMxMjFPMVeK0VGKLQ4vVrICAOt*Bxs-canary_',
  key: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
  identifier: 'canary administrator/+é',
  appId: '1400987654',
  channel: '@TOA#_canary "channel"',
  owner: 'canary_owner',
  name: 'Canary\\名前 🐤',
  caller: '203.0.113.77',
  forwarded: '198.51.100.23',
  cookie: 'session=canary-cookie-7',
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Every canary in every form, in everything that an exchange has. */
function hostileExchange(): Exchange {
  const all = Object.values(canaries).flatMap((text) => forms.map(({ write }) => write(text)));
  const { signature, identifier, appId, channel, owner, name, forwarded, cookie, key, caller } = canaries;
  const body = {
    ActionStatus: 'FAIL',
    ErrorCode: 130004,
    ErrorInfo: all.join(' | '),
    [channel]: { SdkAppId: Number(appId), all },
    List: [{ Name: name, Owner_Account: owner, Official_Account: channel }],
  };
  return {
    operation: destroy,
    region: 'singapore',
    request: {
      method: 'POST',
      path: destroy,
      query: new URLSearchParams({
        sdkappid: appId,
        identifier,
        usersig: signature,
        random: '7',
        note: base64(channel),
      }),
      headers: [
        ['Content-Length', '99'],
        ['X-Forwarded-For', `${forwarded}, ${caller}`],
        ['Cookie', cookie],
        ['Referer', `https://a.test/?usersig=${encodeURIComponent(signature)}`],
      ],
      body: JSON.stringify({ Official_Account: channel, Owner_Account: owner, Name: name }),
    },
    answer: {
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['content-encoding', 'gzip'],
        ['Content-Length', '7'],
        ['X-Echo', all.join(' ').replaceAll(/[^\x20-\x7e]/g, '?')],
        ['X-Echo', 'twice'],
      ],
      body: JSON.stringify(body),
    },
    secrets: [
      { kind: 'key', value: key },
      { kind: 'address', value: caller },
    ],
  };
}

const document = readDocument();

async function record(exchange: Exchange, redaction: Redaction = createRedaction(document)) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-recorded-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const now = () => new Date('2026-11-24T12:00:00Z');
  const recorder = createRecorder({ folder, documentHash: '0123456789abcdef', now, redaction });
  const file = await recorder.record(exchange);
  const text = await readFile(join(folder, file), 'utf8');
  return { folder, file, text, recording: JSON.parse(text) };
}

/** Shows everything. */
const off: Redaction = {
  redact: ({ operation, request, answer }) => ({
    operation: operation ?? '',
    request: { ...request, query: Object.fromEntries(request.query), headers: Object.fromEntries(request.headers) },
    answer: { ...answer, headers: Object.fromEntries(answer.headers), body: JSON.parse(answer.body) },
    requestFindings: (findings) => [...findings],
    answerFindings: (findings) => [...findings],
    text: (text) => text,
  }),
};

const secretsToFind = Object.values(canaries);

describe('a recording', () => {
  it('holds no secret in any form', async () => {
    const { folder } = await record(hostileExchange());
    expect(await findLeaks(folder, secretsToFind)).toStrictEqual([]);
  });

  it('would hold every one of them, in every form and place, without the redaction', async () => {
    const whole = await record(hostileExchange(), off);
    const found = new Set((await findLeaks(whole.folder, secretsToFind)).map(({ canary }) => canary));
    expect(found).toStrictEqual(new Set(secretsToFind));
    const { answer, ...rest } = hostileExchange();
    const request = { ...rest.request, query: new URLSearchParams(), headers: [], body: '{}' };
    for (const canary of secretsToFind) {
      for (const { name, write } of forms) {
        const body = JSON.stringify({ ErrorCode: 1, ErrorInfo: write(canary) });
        const one = { ...rest, request, answer: { ...answer, headers: [], body } };
        const { folder } = await record(one, off);
        expect(await findLeaks(folder, [canary]), name).not.toStrictEqual([]);
      }
    }
  });

  it('says what was answered, with sorted keys and the right lengths', async () => {
    const { file, text, recording } = await record(hostileExchange());
    expect(file).toMatch(/^destroy_official_account-130004-[0-9a-f]{8}\.json$/);
    expect(recording).toMatchObject({
      date: '2026-11-24',
      region: 'singapore',
      documentHash: '0123456789abcdef',
      operation: destroy,
      status: 200,
      request: {
        method: 'POST',
        query: { sdkappid: '0', identifier: 'redacted-identifier', usersig: 'redacted-signature', random: '7' },
        body: {
          Official_Account: '@TOA#_redacted-1',
          'redacted-field-1': 'redacted-2',
          'redacted-field-2': 'redacted-3',
        },
      },
      body: { ActionStatus: 'FAIL', ErrorCode: 130004, ErrorInfo: expect.stringContaining('redacted-signature | ') },
    });
    const length = (body: unknown): string => String(Buffer.byteLength(JSON.stringify(body)));
    expect(recording.headers['content-length']).toBe(length(recording.body));
    expect(recording.request.headers['content-length']).toBe(length(recording.request.body));
    expect(recording.headers['content-encoding']).toBeUndefined();
    expect(recording.headers['x-echo']).toContain('twice');
    expect(text).toBe(`${JSON.stringify(sorted(recording), null, 2)}\n`);
  });

  it('keeps what is no JSON as text, and so what JSON would lose', async () => {
    const exchange = hostileExchange();
    const page = `<p>${exchange.request.query}</p><p>${encodeURIComponent(String(exchange.request.query))}</p>`;
    const html = await record({ ...exchange, answer: { status: 502, headers: [['content-length', '1']], body: page } });
    expect(html.file).toMatch(/^destroy_official_account-http-502-/);
    expect(html.recording.headers['content-length']).toBe(String(Buffer.byteLength(html.recording.body)));
    expect(html.recording.body).toContain('usersig=redacted-signature');
    expect(await findLeaks(html.folder, secretsToFind)).toStrictEqual([]);
    const twice = '{"ErrorCode":0, "ErrorCode":1,"ErrorInfo":"\\u0000","Seq":9007199254740993}';
    const lossy = await record({ ...exchange, answer: { status: 200, headers: [], body: twice } });
    expect(lossy.recording.body).toMatch(
      /^\{"ErrorCode":0,"ErrorCode":1,"ErrorInfo":"\\u0000","redacted-field-\d+":"redacted-\d+"\}$/,
    );
    const rules = (body: unknown) =>
      createChecker(document)
        .checkAnswer({ operation: destroy, body })
        .map(({ rule }) => rule);
    expect(rules(lossy.recording.body)).toStrictEqual(rules(twice).filter((rule) => rule !== 'number'));
  });

  it('holds nothing of a signature that was cut', async () => {
    const exchange = hostileExchange();
    const body = `nginx: upstream timed out "POST /v4?usersig=${canaries.signature.slice(0, 30)}" ${canaries.key.slice(9, 40)}`;
    const { text } = await record({ ...exchange, answer: { status: 504, headers: [], body } });
    expect(text).toContain('upstream timed out');
    for (const start of [0, 10, 20]) expect(text).not.toContain(canaries.signature.slice(start, start + 10));
    expect(text).not.toContain(canaries.key.slice(15, 25));
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sorted(value[key])]),
  );
}
