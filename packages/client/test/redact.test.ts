/** What the errors of a call show of an answer, and what they withhold. */

import { deflateSync } from 'node:zlib';
import { readUserSigMac, signUserSig } from '@chat-openapi/usersig';
import { describe, expect, it } from 'vitest';
import { type ChatClientOptions, createChatClient } from '../src/index.ts';
import { excerptOf, redactBody } from '../src/redact.ts';
import { startAnswering, startService } from './service.ts';

const signature = 'eJwtzF0L*gjAYhuH-canary_0123456789abcdef';
const withheld = '[withheld: it holds a piece of a secret in an encoded form]';
const channel = { Official_Account: '@TOA#_a' };

function failureOf(options: Partial<ChatClientOptions> & { baseUrl: string }) {
  const { secretKey, baseUrl, userSig = signature, identifier = 'administrator', ...rest } = options;
  const credentials = secretKey === undefined ? { userSig } : { secretKey };
  const chat = createChatClient({
    sdkAppId: 1,
    retry: false,
    ...rest,
    baseUrl,
    identifier,
    region: undefined,
    ...credentials,
  });
  return chat.destroyOfficialAccount(channel).then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );
}

describe('what the service says', () => {
  it('keeps the identifier, and the words that hold it', async () => {
    const info = '"administrator" is no admin of the app';
    const service = await startAnswering({ ErrorCode: 60010, ErrorInfo: info, administrator: 'administrator' });
    for (const identifier of ['administrator', 'admin', 'a']) {
      expect(await failureOf({ baseUrl: service.url, identifier })).toMatchObject({
        info,
        message: expect.stringContaining(info),
        body: { administrator: 'administrator' },
      });
    }
  });

  it('keeps words that hold a key of fewer than 12 characters', async () => {
    const service = await startAnswering({ ActionStatus: 'FAIL', ErrorCode: 60010, ErrorInfo: 'any FAIL' });
    for (const secretKey of ['any', 'FAIL', 'ErrorInfo']) {
      const body = { ActionStatus: 'FAIL', ErrorCode: 60010, ErrorInfo: 'any FAIL' };
      expect(await failureOf({ baseUrl: service.url, secretKey })).toMatchObject({ info: 'any FAIL', body });
    }
  });

  it('loses the key, the signature and the MAC in it', async () => {
    const identity = { sdkAppId: 1, identifier: 'administrator' };
    const secretKey = 'canary-key-of-the-app';
    const stored = await signUserSig({ ...identity, secretKey });
    const mac = (await readUserSigMac(stored)) ?? expect.unreachable();
    const packed = deflateSync(JSON.stringify({ 'TLS.sig': mac })).toString('base64');
    const compressed = packed.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
    for (const userSig of [stored, compressed]) {
      const service = await startAnswering({
        ErrorCode: 70009,
        ErrorInfo: `${userSig} | ${mac} | ${mac.slice(4, 16)}`,
      });
      expect(await failureOf({ baseUrl: service.url, userSig })).toMatchObject({
        info: '[redacted] | [redacted] | [redacted]',
      });
    }
    const service = await startService(({ query }, response) => {
      response.end(JSON.stringify({ ErrorCode: 70009, ErrorInfo: `${query.get('usersig')} ${secretKey}` }));
    });
    expect(await failureOf({ baseUrl: service.url, secretKey })).toMatchObject({ info: '[redacted] [redacted]' });
  });

  it('loses all signatures that the call has used', async () => {
    const seen: string[] = [];
    const service = await startService(({ query }, response) => {
      seen.push(query.get('usersig') ?? '');
      response.end(JSON.stringify({ ErrorCode: seen.length === 1 ? 70001 : 60010, ErrorInfo: seen.join(' ') }));
    });
    let asked = 0;
    const userSig = () => `${signature.slice(0, 4)}${++asked}-${'abcdefghij'.repeat(asked)}`;
    expect(await failureOf({ baseUrl: service.url, userSig })).toMatchObject({ info: '[redacted] [redacted]' });
    expect(seen).toHaveLength(2);
  });

  it('is withheld as a whole when a piece of a secret shows only after decoding', async () => {
    const echo = Buffer.from(`usersig=${signature}`).toString('base64');
    const service = await startAnswering({ ErrorCode: 60010, ErrorInfo: `bad: ${echo}`, Other: 'kept' });
    const error = await failureOf({ baseUrl: service.url });
    expect(error).toMatchObject({ info: withheld, body: { ErrorInfo: withheld, Other: 'kept' } });
    expect(String(error)).toContain(withheld);
  });
});

describe('the body of a refusal', () => {
  it('loses secrets in every text; names, numbers and short words stay', () => {
    const body = {
      ActionStatus: 'FAIL',
      ErrorCode: 60010,
      a: [signature, { b: signature, c: 1 }],
      d: null,
      e: true,
      f: 1.5,
      g: `x${signature}y`,
    };
    expect(redactBody(body, [signature, 'ActionStatus'])).toStrictEqual({
      ...body,
      a: ['[redacted]', { b: '[redacted]', c: 1 }],
      g: 'x[redacted]y',
    });
  });

  it('is without a field whose name holds a piece of a secret', () => {
    const body = { ErrorCode: 1, [`x${signature}`]: 1, a: { [encodeURIComponent(signature)]: 1, b: 2 } };
    expect(redactBody(body, [signature])).toStrictEqual({ ErrorCode: 1, a: { b: 2 } });
  });

  it('is withheld from a depth of 100 on, however deep it is', () => {
    for (const depth of [101, 100_000]) {
      const body = JSON.parse(`{"ErrorCode":1,"ErrorInfo":"a","Deep":${'['.repeat(depth)}${']'.repeat(depth)}}`);
      const redacted = redactBody(body, [signature]);
      expect(JSON.stringify(redacted)).toContain('[withheld: it is nested too deeply]');
      expect(redacted.ErrorInfo).toBe('a');
    }
  });

  it('is withheld where it is too long, after what the service says in words', () => {
    const long = '[withheld: it is too long]';
    const texts = Array.from({ length: 20 }, () => 'a'.repeat(8000));
    expect(redactBody({ ErrorCode: 1, texts, ErrorInfo: 'why' }, [signature])).toStrictEqual({
      ErrorCode: 1,
      texts: texts.map((text, index) => (index < 8 ? text : long)),
      ErrorInfo: 'why',
    });
    const numbers = Array.from({ length: 1_000_000 }, () => 1);
    expect(redactBody({ ErrorCode: 1, numbers }, [signature])).toStrictEqual({ ErrorCode: 1, numbers: long });
    const names = Object.fromEntries(numbers.slice(0, 20_000).map((_, index) => [`name-${index}`, index]));
    expect(redactBody({ ...names, ErrorCode: 1, ErrorInfo: 'why' }, [signature])).toStrictEqual({
      ErrorCode: 1,
      ErrorInfo: 'why',
    });
  });
});

describe('a body that is too long', () => {
  const withheldText = '[withheld: it is too long]';

  it('keeps names, numbers and short words behind a text of any length, wherever they are', () => {
    const rest = {
      ActionStatus: 'FAIL',
      Code: 5,
      ANumberWithALongName: 7,
      Is: true,
      Nothing: null,
      Nested: { ActionStatus: 'FAIL', List: [1, { AnotherLongNameOfAField: 2 }] },
    };
    for (const body of [
      { ErrorCode: 1, ErrorInfo: 'x'.repeat(70_000), ...rest },
      { ErrorCode: 1, Other: 'x'.repeat(70_000), ...rest },
      { ErrorCode: 1, Other: Array.from({ length: 20 }, () => 'x'.repeat(8000)), ...rest },
    ]) {
      expect(redactBody(body, [signature])).toMatchObject(rest);
    }
    const text = 'a text of some words';
    expect(redactBody({ ErrorCode: 1, Other: 'x'.repeat(70_000), text }, [signature])).toStrictEqual({
      ErrorCode: 1,
      Other: withheldText,
      text: withheldText,
    });
  });

  it('is without the fields whose names come after 65,536 characters of names, but for short ones', () => {
    const long = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}${'n'.repeat(8000)}`, index]));
    const redacted = redactBody({ ErrorCode: 1, ...long, Code: 5, ALongNameOfANumber: 7 }, [signature]);
    expect(Object.keys(redacted)).toHaveLength(10);
    expect(redacted).toMatchObject({ ErrorCode: 1, Code: 5 });
    const ofSecrets = Object.fromEntries(Object.keys(long).map((name) => [name + signature, 1]));
    expect(JSON.stringify(redactBody({ ErrorCode: 1, ...ofSecrets }, [signature]))).toBe('{"ErrorCode":1}');
  });
});

describe('an answer that is not one of the service', () => {
  it.each<[string, number, string, string, object]>([
    ['HTML', 502, 'text/html', '<h1>Bad</h1>', { kind: 'html', size: 12 }],
    ['JSON', 500, 'application/json', '{"message":"é"}', { kind: 'json', size: 16 }],
    ['a text', 404, 'text/plain', 'nothing here', { kind: 'text', size: 12 }],
    ['nothing', 503, 'text/plain', '', { kind: 'empty', size: 0 }],
    ['a cut body', 200, 'application/json', '{"ActionStatus":"OK","Err', { kind: 'cut', size: 25 }],
    ['a redirect', 302, 'text/html', '<p>moved</p>', { kind: 'cut', size: undefined }],
  ])('is described and not quoted: %s', async (_what, status, type, text, expected) => {
    const service = await startService((_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(text);
    });
    const error = await failureOf({ baseUrl: service.url });
    expect(error).toMatchObject({ status, ...expected });
    expect(error).not.toHaveProperty('excerpt');
    if (text !== '') expect(JSON.stringify(error) + String(error)).not.toContain(text.slice(0, 8));
    expect(String(error)).toMatch(/Its body: (html|json|text|empty|cut), (\d+ bytes|not read to its end)/);
  });

  it('is quoted with dangerouslyQuoteAnswers, without secrets and on one line', async () => {
    const service = await startService(({ query }, response) => {
      response.writeHead(502).end(`<h1>Bad</h1>\n\u001b[31m ${query.get('usersig')} ${'x'.repeat(500)}`);
    });
    const error = await failureOf({ baseUrl: service.url, dangerouslyQuoteAnswers: true });
    const excerpt = `<h1>Bad</h1> [31m [redacted] ${'x'.repeat(171)}...`;
    expect(error).toMatchObject({ excerpt, message: expect.stringContaining(`It begins with: ${excerpt}`) });
  });

  it('loses secrets in its content type', async () => {
    const service = await startService(({ query }, response) => {
      response.writeHead(502, { 'content-type': `text/${query.get('usersig')}` }).end();
    });
    expect(await failureOf({ baseUrl: service.url })).toMatchObject({ contentType: 'text/[redacted]' });
  });

  it('loses secrets before it is cut, so that no beginning of one is left', () => {
    for (let before = 150; before < 210; before++) {
      expect(excerptOf(`${'x'.repeat(before)}${signature}`, [signature])).not.toContain('eJwtz');
    }
  });
});
