import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AttemptEvent, type ChatClientOptions, createChatClient } from '../src/index.ts';
import { createFetchClient } from '../src/openapi-fetch/index.ts';
import { startFaulty, startRaw } from './faults.ts';
import { closedUrl } from './service.ts';

/** Secrets that are found wherever they turn up. A signature of this form cannot be told from a real one. */
const canary = {
  userSig: `eJ*${randomBytes(60).toString('base64url').replaceAll('_', '-')}-Sig_`,
  secretKey: `KeyCanary${randomBytes(24).toString('hex')}`,
  /** No secret. */
  identifier: 'canary@identifier#1',
};

/** The ways in which a gateway writes back what it has received. */
const encodings: ((text: string) => string)[] = [
  (text) => text,
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(text).replaceAll('*', '%2A').replaceAll('-', '%2d').replaceAll('_', '%5F'),
  (text) => encodeURIComponent(encodeURIComponent(text).replaceAll('*', '%2A')),
  (text) => text.replace(/[&<>"'*#@_-]/g, (character) => `&#${character.charCodeAt(0)};`),
  (text) => text.replace(/[*#@_-]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`),
  (text) => JSON.stringify(text).slice(1, -1).replaceAll('*', '\\u002a').replaceAll('@', '\\u0040'),
  (text) => text.slice(0, text.indexOf('usersig=') + 50),
  (text) => text.replace(/(.{40})/g, '$1\n'),
  (text) => text.replace(/(.{9})/g, '$1<wbr>'),
  (text) =>
    Buffer.from(text)
      .toString('base64')
      .replace(/(.{76})/g, '$1\n'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => text.replace(/[^a-z]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`),
];

/** What of a target a fault gives away: the URL, the secrets of it one by one, and the key where the client knows it. */
function echoOf(target: string, encode: (text: string) => string, byKey: boolean): string {
  const query = new URL(target, 'http://service.test').searchParams;
  const secrets = [target, query.get('usersig') ?? '', canary.identifier, byKey ? canary.secretKey : ''];
  return secrets.map(encode).join(' ');
}

type Fault = (response: ServerResponse, echo: string) => void;

const faults: Record<string, Fault> = {
  'a gateway page': (response, echo) => response.writeHead(502, { 'content-type': 'text/html' }).end(`<p>${echo}</p>`),
  'a long gateway page': (response, echo) =>
    response.writeHead(503, { 'content-type': 'text/html' }).end(`${'x'.repeat(190)}${echo}`),
  'an HTML answer': (response, echo) => response.writeHead(200).end(`${echo}<p>`),
  'a refusal that quotes': (response, echo) =>
    response.writeHead(200).end(JSON.stringify({ ErrorCode: 60002, ErrorInfo: echo })),
  'a refusal with more fields': (response, echo) =>
    response.writeHead(200).end(JSON.stringify({ ErrorCode: 70009, Debug: { [echo]: [echo, { Url: echo }] } })),
  'an unknown code': (response, echo) =>
    response.writeHead(200).end(JSON.stringify({ ErrorCode: 87, ErrorInfo: echo })),
  'a code as text': (response, echo) => response.writeHead(200).end(JSON.stringify({ ErrorCode: echo })),
  'a JSON string': (response, echo) => response.writeHead(200).end(JSON.stringify(echo)),
  'cut JSON': (response, echo) => response.writeHead(200).end(`{"ErrorInfo":"${echo}`),
  'a content type': (response, echo) => response.writeHead(200, { 'content-type': `text/${header(echo)}` }).end('x'),
  'a redirect': (response, echo) =>
    response.writeHead(302, { location: `https://elsewhere.test/?${header(echo)}` }).end(),
  'a reason phrase': (response, echo) => response.writeHead(500, header(echo)).end(),
  'a reset': (response) => response.destroy(),
  'a reset in the body': (response, echo) => {
    response.writeHead(200, { 'content-length': 100_000 });
    response.write(echo, () => response.destroy());
  },
  silence: () => {},
  'a slow body': (response, echo) => response.writeHead(200).write(echo),
};

const rawFaults: Record<string, (socket: Socket, echo: string) => void> = {
  'no HTTP': (socket, echo) => socket.end(`${echo}\r\n\r\n`),
  'a bad header': (socket, echo) => socket.end(`HTTP/1.1 200 OK\r\n${echo}\r\n\r\n`),
  'a bad length': (socket, echo) => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${echo}\r\n\r\n`),
};

const header = (text: string): string => text.replace(/[^\x20-\x7e]/g, '');

/** Everything that somebody could log of a value. */
function everythingOf(value: unknown): string {
  const texts = [inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }), String(value)];
  texts.push(JSON.stringify(value) ?? '');
  for (let error = value; error instanceof Error; error = error.cause) {
    texts.push(error.message, error.stack ?? '', JSON.stringify(Object.getOwnPropertyDescriptors(error)));
  }
  return texts.join('\n');
}

/** The pieces of secrets that stand in a text, however they are written. */
function secretsIn(text: string): string[] {
  // The n of a line break that is written as an escape may look like the letter before a rest of a secret.
  const decoded = [text.replace(/\\+n/g, '\n')];
  for (let round = 0; round < 3; round++) {
    const last = decoded.at(-1) ?? '';
    decoded.push(
      last
        .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        .replace(/&#(\d+);/g, (_, digits: string) => String.fromCharCode(Number(digits)))
        .replace(/\\+u00([0-9a-f]{2})|\\+x([0-9a-f]{2})/gi, (_, short: string, hex: string) =>
          String.fromCharCode(Number.parseInt(short ?? hex, 16)),
        ),
    );
  }
  const bare = decoded.map((form) => form.replace(/<wbr>|\s/g, ''));
  const packed = new Set(bare.flatMap((form) => form.match(/[A-Za-z0-9+/]{16,}/g) ?? []));
  for (const run of packed) {
    for (const start of [0, 1, 2, 3]) bare.push(Buffer.from(run.slice(start), 'base64').toString('latin1'));
    for (const [digits] of run.matchAll(/[0-9a-f]{24,}/gi)) {
      for (const start of [0, 1]) bare.push(Buffer.from(digits.slice(start), 'hex').toString('latin1'));
    }
  }
  const pieces = [canary.secretKey, canary.userSig].flatMap((secret) =>
    Array.from({ length: secret.length - 11 }, (_, start) => secret.slice(start, start + 12)),
  );
  const all = [...new Set([...decoded, ...bare])].join('\n');
  return pieces.filter((piece) => all.includes(piece));
}

describe('a failure', () => {
  it('gives no secret away, in 1,000 random faults through both entry points', async () => {
    let misbehave: Fault = () => {};
    let misbehaveRaw: (socket: Socket, echo: string) => void = () => {};
    let echo: (target: string) => string = (target) => target;
    const http = await startFaulty((response, target) => misbehave(response, echo(target)));
    const raw = await startRaw((socket, received) => misbehaveRaw(socket, echo(received.split(' ')[1] ?? '')));
    const refused = await closedUrl();
    let failures = 0;

    const fault = fc.oneof(
      fc.constantFrom(...Object.keys(faults)).map((name) => ({ name, url: http.url })),
      fc.constantFrom(...Object.keys(rawFaults)).map((name) => ({ name, url: raw.url })),
      fc.constant({ name: 'refused', url: refused }),
    );
    const encoding = fc.integer({ min: 0, max: encodings.length - 1 });
    await fc.assert(
      fc.asyncProperty(fault, encoding, fc.boolean(), fc.boolean(), async ({ name, url }, form, byKey, byFetch) => {
        misbehave = faults[name] ?? misbehave;
        misbehaveRaw = rawFaults[name] ?? misbehaveRaw;
        const encode = encodings[form] ?? ((text: string) => text);
        echo = (target) => echoOf(target, encode, byKey);
        const seen: AttemptEvent[] = [];
        const options: ChatClientOptions = {
          baseUrl: url,
          sdkAppId: 1400000000,
          identifier: canary.identifier,
          ...(byKey ? { secretKey: canary.secretKey } : { userSig: canary.userSig }),
          timeout: 30,
          retry: false,
          quota: false,
          onAttempt: (event) => seen.push(event),
        };
        const body = { Official_Account: '@TOA#_a' };
        const path = '/v4/official_account_open_http_svc/destroy_official_account';
        const result = await (byFetch
          ? createFetchClient(options).POST(path, { body })
          : createChatClient(options).destroyOfficialAccount(body)
        ).catch((error: unknown) => error);
        failures++;
        const text = `${everythingOf(result)}\n${everythingOf(seen)}`;
        expect(secretsIn(text), `${name}, encoding ${form}: ${text}`).toStrictEqual([]);
        // The signature that was made from the key is not known here, but how each one begins is.
        if (byKey) expect(text).not.toMatch(/eAEB[A-Za-z0-9*-]{12}/);
      }),
      { numRuns: 1000 },
    );
    expect(failures).toBe(1000);
  }, 60_000);

  it('gives no secret away through wrong options', () => {
    const wrong: object[] = [
      { secretKey: `${canary.secretKey}\n` },
      { secretKey: [canary.secretKey] },
      { userSig: `${canary.userSig}=` },
      { baseUrl: `https://host.test/?usersig=${canary.userSig}` },
      { baseUrl: `https://user:${canary.secretKey}@host.test` },
      { baseUrl: canary.secretKey },
      { identifier: { name: canary.identifier } },
      { quota: canary.secretKey },
      { timeout: canary.secretKey },
    ];
    for (const options of wrong) {
      const base = { sdkAppId: 1, identifier: 'administrator', ...options };
      const host = 'baseUrl' in options ? {} : { region: 'tokyo' };
      const credential = 'secretKey' in options || 'userSig' in options ? {} : { secretKey: 'other-key' };
      try {
        Reflect.apply(createChatClient, undefined, [{ ...base, ...host, ...credential }]);
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ name: 'ChatConfigError' });
        expect(secretsIn(everythingOf(error))).toStrictEqual([]);
      }
    }
  });

  it('is looked through well enough to find what is there', () => {
    for (const encode of encodings.filter((_, index) => index !== 7)) {
      for (const secret of [canary.userSig, canary.secretKey]) {
        const error = new Error('outer', { cause: new Error(`it says ${encode(secret)}`) });
        expect(secretsIn(everythingOf(error)).length, encode(secret)).toBeGreaterThan(0);
      }
    }
    expect(secretsIn(everythingOf({ a: { b: { c: { d: [canary.userSig.slice(10, 30)] } } } })).length).toBeGreaterThan(
      0,
    );
  });
});
