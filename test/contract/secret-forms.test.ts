/** The redactions of client, recorder and mock, with one table of cases. */

import { readUserSigMac, signUserSig } from '@chat-openapi/usersig';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { redactBody } from '../../packages/client/src/redact.ts';
import { createTakeOut, type Needle } from '../../packages/contract/src/encoded-secrets.ts';
import type { Exchange } from '../../packages/contract/src/exchange.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { createRedaction } from '../../packages/contract/src/redact.ts';
import { type Mock, startMock } from '../../packages/mock/src/index.ts';
import { readings } from './leaks.ts';
import { forms, hardSecrets } from './secret-forms.ts';

const takeOut = (...values: string[]) => createTakeOut(values.map((value) => ({ value, standIn: '[redacted]' })));

const cases = forms.flatMap((form) => hardSecrets.map((secret) => ({ ...form, secret })));
/** What client, recorder and mock look for as keys and signatures. */
const longCases = cases.filter(({ secret }) => secret.length >= 12);

/** The pieces of a secret that can be read in a text. */
function piecesIn(text: string, secret: string): string[] {
  const bare = text.replaceAll(/<[^<>]*>|&lt;wbr&gt;|&shy;|[\s\u200b\u00ad]/g, '');
  const digits = bare.replaceAll(/\\+x|0x|[:,]/g, '').match(/[0-9a-f]{24,}/gi) ?? [];
  const bytes = digits.flatMap((run) => [0, 1].map((start) => Buffer.from(run.slice(start), 'hex').toString()));
  const texts = [text, bare, ...bytes].flatMap((one) => Object.values(readings(one))).map((one) => one.toLowerCase());
  const pieces = Array.from({ length: secret.length - 11 }, (_, start) =>
    secret.slice(start, start + 12).toLowerCase(),
  );
  return pieces.filter((piece) => texts.some((one) => one.includes(piece)));
}

const isTaken = /\[redacted\]|redacted-key|\[withheld/;
const path = '/v4/official_account_open_http_svc/destroy_official_account';
const redaction = createRedaction(readDocument());

/** An exchange with an `ErrorInfo`, as it is recorded. */
function recorded(secret: string, text: string): string {
  const exchange: Exchange = {
    operation: path,
    region: 'singapore',
    request: { method: 'POST', path, query: new URLSearchParams(), headers: [], body: '{}' },
    answer: { status: 200, headers: [], body: JSON.stringify({ ErrorCode: 60002, ErrorInfo: text }) },
    secrets: [{ kind: 'key', value: secret }],
  };
  return JSON.stringify(redaction.redact(exchange).answer.body);
}

async function startWith(secretKey: string): Promise<Mock> {
  const mock = await startMock({ check: true, secretKey, admins: ['nobody'] });
  onTestFinished(() => mock.close());
  return mock;
}

describe('a secret in a text', () => {
  it.each(cases.filter(({ withheld }) => !withheld))(
    'is found by the contract tools $name: $secret',
    ({ write, secret }) => {
      expect(takeOut(secret)(`before ${write(secret)} after`)).toMatch(/^before ["\\]*\[redacted\]["\\]* after$/);
    },
  );

  it.each(longCases)('is not in an error of the client $name: $secret', ({ write, secret }) => {
    const text = `before ${write(secret)} after`;
    const { ErrorInfo } = redactBody({ ErrorCode: 1, ErrorInfo: text }, [secret]);
    expect(ErrorInfo).toMatch(isTaken);
    expect(piecesIn(String(ErrorInfo), secret)).toStrictEqual([]);
  });

  it.each(longCases)('is not in a recording $name: $secret', ({ write, secret }) => {
    const text = recorded(secret, `before ${write(secret)} after`);
    expect(text).toMatch(isTaken);
    expect(piecesIn(text, secret)).toStrictEqual([]);
  });

  it.each(hardSecrets.filter((secret) => secret.length >= 12))(
    'is in no answer of the mock in any form: %s',
    async (secret) => {
      const mock = await startWith(secret);
      for (const { name, write } of forms) {
        const identifier = `before ${write(secret)} after`;
        const query = new URLSearchParams({
          sdkappid: '1',
          identifier,
          usersig: 'eJ',
          random: '1',
          contenttype: 'json',
        });
        const response = await fetch(`${mock.url}${path}?${query}`, { method: 'POST', body: '{}' });
        const { ErrorCode, ErrorInfo } = Object(await response.json());
        expect(ErrorCode, name).toBe(60010);
        expect(ErrorInfo, name).toMatch(isTaken);
        expect(piecesIn(ErrorInfo, secret), name).toStrictEqual([]);
      }
    },
  );

  it('is in no answer of the mock when it stands in the path', async () => {
    const secret = 'canary-key-of-the-app';
    const userSig = await signUserSig({ sdkAppId: 1, identifier: 'administrator', secretKey: secret });
    const mac = (await readUserSigMac(userSig)) ?? expect.unreachable();
    const mock = await startWith(secret);
    const target = `${path}&usersig=${userSig}&key=${secret}&mac=${encodeURIComponent(mac)}`;
    const { ErrorInfo } = Object(await (await fetch(mock.url + target, { method: 'POST', body: '{}' })).json());
    for (const one of [secret, userSig, mac]) expect(piecesIn(ErrorInfo, one)).toStrictEqual([]);
  });

  it('is the MAC of a signature too, in a recording', async () => {
    const userSig = await signUserSig({ sdkAppId: 1, identifier: 'administrator', secretKey: 'canary-key' });
    const mac = (await readUserSigMac(userSig)) ?? expect.unreachable();
    const exchange: Exchange = {
      operation: path,
      region: 'singapore',
      request: { method: 'POST', path, query: new URLSearchParams({ usersig: userSig }), headers: [], body: '{}' },
      answer: { status: 200, headers: [], body: JSON.stringify({ ErrorCode: 70009, ErrorInfo: `not ${mac}` }) },
      secrets: [],
    };
    expect(redaction.redact(exchange).answer.body).toMatchObject({ ErrorInfo: 'not redacted-signature' });
  });

  it('is only taken by the contract tools where it stands alone when it is short', () => {
    expect(takeOut('adm')('adm, "adm" and administrator')).toBe('[redacted], "[redacted]" and administrator');
  });

  it('is found by the contract tools when only a piece of it is left', () => {
    const secret = 'eJwtzF0L*gjAYhuH-canary_0123456789abcdef';
    const needle: Needle = { value: secret, standIn: '[redacted]', pieces: true };
    const redact = createTakeOut([needle]);
    expect(redact(`before ${secret.slice(0, 20)}... after`)).toBe('before [redacted]... after');
    expect(redact(`${secret.slice(0, 30)}\n${secret.slice(20)}`)).toBe('[redacted]\n[redacted]');
    expect(redact(`a ${secret.slice(9, 25)}`)).toBe('a [redacted]');
  });

  it('is left out of any text by the contract tools, whatever it is made of', () => {
    const secret = fc.string({ minLength: 6, maxLength: 40, unit: 'binary-ascii' });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        fc.pre(!'[redacted]'.includes(hidden.toLowerCase()));
        for (const form of [hidden, encodeURIComponent(hidden)])
          expect(takeOut(hidden)(before + form + after)).not.toContain(hidden);
      }),
    );
  });
});

describe('many texts at once', () => {
  it('go together where they overlap, with the stand-in of the longest', () => {
    const redact = createTakeOut([
      { value: 'redacted', standIn: 'one' },
      { value: 'redacted-group', standIn: 'two' },
      { value: 'group-name', standIn: 'three' },
    ]);
    expect(redact('redacted-group redacted redacted-group-name')).toBe('two one two');
    expect(redact('nothing')).toBe('nothing');
    expect(takeOut('')('text')).toBe('text');
  });

  it('are found in the longest text that is looked through', () => {
    const signature = 'eJyrVkrPL1GyUoop'.repeat(20);
    const redact = createTakeOut([{ value: signature, standIn: 'x', pieces: true }]);
    const echo = encodeURIComponent(`usersig=${signature}*`);
    expect(redact(echo.repeat(Math.floor(64_000 / echo.length)))).not.toContain('eJyrVkrP');
    expect(redact('a'.repeat(64_000))).toHaveLength(64_000);
  });

  it('are found in a long text without looking for each of them', () => {
    const values = Array.from({ length: 2000 }, (_, index) => `@TOA#_subscriber-${index}-of-many`);
    const text = values.slice(0, 500).map(encodeURIComponent).join(' & ');
    expect(takeOut(...values)(text)).toBe(Array(500).fill('[redacted]').join(' & '));
  });
});
