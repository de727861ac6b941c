/** Each mistake that people have made with a signature, and what is found then. */
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { deflateRawSync, deflateSync, gzipSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUserSig, signUserSig, type UserSigFinding, verifyUserSig } from '../src/index.ts';
import { millisecondVector, sampleKey, vectors, writtenBySigners } from './vectors.ts';

const time = 1700000000;
const identity = { sdkAppId: 1400000000, identifier: 'administrator' };
const options = { ...identity, secretKey: sampleKey, now: time + 60 };

const hmac = (text: string, key: string | Buffer = sampleKey): string =>
  createHmac('sha256', key).update(text).digest('base64');

const lines = `TLS.identifier:administrator\nTLS.sdkappid:1400000000\nTLS.time:${time}\nTLS.expire:86400\n`;

/** The document that a right signer makes; a wrong one differs in what is given. */
const documentOf = (changes: object = {}): object => ({
  'TLS.ver': '2.0',
  'TLS.identifier': 'administrator',
  'TLS.sdkappid': 1400000000,
  'TLS.time': time,
  'TLS.expire': 86400,
  'TLS.sig': hmac(lines),
  ...changes,
});

const swap = (base64: string): string => base64.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
const textOf = (document: object): string => swap(deflateSync(JSON.stringify(document)).toString('base64'));

/** The findings, short enough to compare. */
async function reasons(userSig: string, changes: object = {}): Promise<[number, string][]> {
  const findings = await explainUserSig(userSig, { ...options, ...changes });
  for (const finding of findings) expectComplete(finding, userSig);
  return findings.map(({ code, reason }) => [code, reason]);
}

/** Each finding says all there is to say, and neither key nor signature. */
function expectComplete({ found, expected, remedy }: UserSigFinding, userSig: string): void {
  for (const text of [found, expected, remedy]) {
    expect(text).not.toBe('');
    expect(text).not.toContain(sampleKey);
    expect(text).not.toContain(hmac(lines));
    if (userSig.length > 20) expect(text).not.toContain(userSig);
  }
}

describe('explainUserSig', () => {
  it.each(vectors)('finds nothing wrong with vector $id', async (vector) => {
    const { sdkAppId, secretKey, identifier, time: now, expire: expiresIn, userBuffer } = vector;
    const buffer = userBuffer && { userBuffer };
    const userSig = await signUserSig({ sdkAppId, secretKey, identifier, now, expiresIn, ...buffer });
    expect(await explainUserSig(userSig, { sdkAppId, secretKey, identifier, now, ...buffer })).toStrictEqual([]);
  });

  it.each(Object.entries(writtenBySigners))(
    "finds nothing wrong with what the vendor's %s signer wrote",
    async (_, text) => {
      expect(await reasons(text, { identifier: 'xiaojun' })).toStrictEqual([]);
    },
  );

  it('checks all but the MAC without a key', async () => {
    const userSig = textOf(documentOf({ 'TLS.sig': hmac('anything') }));
    expect(await explainUserSig(userSig, { ...identity, now: time })).toStrictEqual([]);
  });

  it('says until when it held and that it has to be renewed earlier (70001)', async () => {
    const userSig = textOf(documentOf());
    expect(await reasons(userSig, { now: time + 86400 })).toStrictEqual([]);
    expect(await reasons(userSig, { now: time + 86401 })).toStrictEqual([[70001, 'expired']]);
    const [finding] = await explainUserSig(userSig, { ...options, now: time + 86401 });
    expect(finding?.found).toContain('2023-11-15T22:13:20.000Z');
    expect(finding?.remedy).toContain('renew it');
  });

  it('sees a moment where a duration belongs', async () => {
    const past = `TLS.identifier:administrator\nTLS.sdkappid:1400000000\nTLS.time:0\nTLS.expire:1600000000\n`;
    const document = documentOf({ 'TLS.time': 0, 'TLS.expire': 1600000000, 'TLS.sig': hmac(past) });
    const [finding] = await explainUserSig(textOf(document), options);
    expect(finding).toMatchObject({ code: 70001, remedy: expect.stringContaining('a duration, not a moment') });
  });

  // One test for each mistake that people have made.
  it('sees literal backslashes in the signed text, as single quotes in PHP make them (70009)', async () => {
    const userSig = textOf(documentOf({ 'TLS.sig': hmac(lines.replaceAll('\n', '\\n')) }));
    expect(await reasons(userSig)).toStrictEqual([[70009, 'literal-newlines']]);
    const cut = textOf(documentOf({ 'TLS.sig': hmac(lines.trimEnd()) }));
    expect(await reasons(cut)).toStrictEqual([[70009, 'literal-newlines']]);
  });

  it('sees that the zlib step is missing (70003)', async () => {
    const userSig = swap(Buffer.from(JSON.stringify(documentOf())).toString('base64'));
    expect(await reasons(userSig)).toStrictEqual([[70003, 'not-compressed']]);
  });

  it('sees base64url in place of the alphabet of the vendor (70003)', async () => {
    // Different lengths and contents, so that texts with and without padding and special characters are among them.
    for (let length = 1; length <= 24; length++) {
      const identifier = 'a'.repeat(length);
      const content = deflateSync(JSON.stringify(documentOf({ 'TLS.identifier': identifier })));
      const found = await reasons(content.toString('base64url'), { identifier, secretKey: undefined });
      const same = content.toString('base64url') === swap(content.toString('base64'));
      expect(found).toStrictEqual(same ? [] : [[70003, 'base64url']]);
      const padded = content.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
      // Where it differs in the padding alone, only the padding was not replaced.
      const isStandard = padded === content.toString('base64');
      expect(await reasons(padded, { identifier, secretKey: undefined })).toStrictEqual(
        same ? [] : [[70003, isStandard ? 'standard-base64' : 'base64url']],
      );
    }
  });

  it('sees standard base64 in place of the alphabet of the vendor (70003)', async () => {
    const content = deflateSync(JSON.stringify(documentOf({ 'TLS.identifier': 'ab' })));
    const text = content.toString('base64');
    expect(text).toMatch(/[+/=]/);
    expect(await reasons(text, { identifier: 'ab', secretKey: undefined })).toStrictEqual([[70003, 'standard-base64']]);
  });

  it('sees raw deflate and gzip in place of zlib (70003)', async () => {
    const json = JSON.stringify(documentOf());
    expect(await reasons(swap(deflateRawSync(json).toString('base64')))).toStrictEqual([[70003, 'raw-deflate']]);
    expect(await reasons(swap(gzipSync(json).toString('base64')))).toStrictEqual([[70003, 'gzip']]);
  });

  it("sees that another app's key was used (70009)", async () => {
    const userSig = textOf(documentOf({ 'TLS.sig': hmac(lines, 'another key') }));
    expect(await reasons(userSig)).toStrictEqual([[70009, 'key']]);
  });

  it('sees that the key was decoded from hexadecimal (70009)', async () => {
    const userSig = textOf(documentOf({ 'TLS.sig': hmac(lines, Buffer.from(sampleKey, 'hex')) }));
    expect(await reasons(userSig)).toStrictEqual([[70009, 'key-decoded']]);
  });

  it.each([`${sampleKey}\n`, `${sampleKey}\r\n`, ` ${sampleKey}`, `${sampleKey} `])(
    'sees white space around the key (70009): %j',
    async (key) => {
      const userSig = textOf(documentOf({ 'TLS.sig': hmac(lines, key) }));
      expect(await reasons(userSig)).toStrictEqual([[70009, 'key-white-space']]);
      expect(await reasons(textOf(documentOf()), { secretKey: key })).toStrictEqual([[70009, 'key-white-space']]);
    },
  );

  it('sees another identifier (70013)', async () => {
    const [finding] = await explainUserSig(textOf(documentOf()), { ...options, identifier: 'Administrator' });
    expect(finding).toMatchObject({
      code: 70013,
      reason: 'identifier',
      found: 'made for the user "administrator"',
      expected: 'the user "Administrator"',
    });
  });

  it('sees another app (70014)', async () => {
    const [finding] = await explainUserSig(textOf(documentOf()), { ...options, sdkAppId: 1400000001 });
    expect(finding).toMatchObject({ code: 70014, reason: 'sdk-app-id', found: 'made for SDKAppID 1400000000' });
  });

  it('sees milliseconds in place of seconds', async () => {
    const { text, sdkAppId, identifier, secretKey } = millisecondVector;
    const found = await explainUserSig(text, { sdkAppId, identifier, secretKey, now: time });
    expect(found).toMatchObject([{ code: 70003, reason: 'milliseconds', expected: 'both in seconds' }]);
  });

  it('sees numbers that did not fit into 32 bits', async () => {
    const big = 3_000_000_000;
    const wrapped = documentOf({ 'TLS.sdkappid': big - 2 ** 32 });
    expect(await reasons(textOf(wrapped), { sdkAppId: big, secretKey: undefined })).toStrictEqual([
      [70014, 'overflow'],
    ]);
    const negative = documentOf({ 'TLS.expire': -1_000_000 });
    expect(await reasons(textOf(negative), { secretKey: undefined })).toStrictEqual([[70001, 'overflow']]);
  });

  it('sees the old form that is signed with ECDSA', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const signature = createSign('sha256').update('TLS.appid_at_3rd:0\n').sign(privateKey, 'base64');
    const document = {
      'TLS.account_type': '0',
      'TLS.identifier': 'administrator',
      'TLS.appid_at_3rd': '0',
      'TLS.sdk_appid': '1400000000',
      'TLS.expire_after': '86400',
      'TLS.version': '201512300000',
      'TLS.sig': signature,
    };
    expect(await reasons(textOf(document))).toStrictEqual([[70003, 'ecdsa']]);
  });

  it('sees that the document was signed in place of the lines (70009)', async () => {
    const { 'TLS.sig': _, ...unsigned } = { 'TLS.sig': '', ...documentOf() };
    const userSig = textOf(documentOf({ 'TLS.sig': hmac(JSON.stringify(unsigned)) }));
    expect(await reasons(userSig)).toStrictEqual([[70009, 'document-signed']]);
  });

  it('sees fields of the wrong type, a missing field and another version', async () => {
    expect(await reasons(textOf(documentOf({ 'TLS.sdkappid': '1400000000' })))).toStrictEqual([[70003, 'field']]);
    expect(await reasons(textOf(documentOf({ 'TLS.time': undefined })))).toStrictEqual([[70003, 'field']]);
    expect(await reasons(textOf(documentOf({ 'TLS.ver': '1.0' })))).toStrictEqual([[70003, 'version']]);
  });

  it('sees what happened to the text on its way', async () => {
    const userSig = textOf(documentOf());
    expect(await reasons('')).toStrictEqual([[70003, 'empty']]);
    expect(await reasons(' \n')).toStrictEqual([[70003, 'empty']]);
    expect(await reasons(`${userSig}\n`)).toStrictEqual([[70003, 'white-space']]);
    expect(await reasons(encodeURIComponent(userSig).replaceAll('*', '%2A').replaceAll('-', '%2D'))).toStrictEqual([
      [70003, 'percent-encoded'],
    ]);
    expect(await reasons(userSig.slice(0, 100))).toStrictEqual([[70003, 'cut']]);
    expect(await reasons('a'.repeat(100))).toStrictEqual([[70003, 'not-zlib']]);
    expect(await reasons('not a signature!')).toContainEqual([70003, 'not-base64']);
    expect(await reasons(swap(deflateSync('[1]').toString('base64')))).toStrictEqual([[70003, 'not-json']]);
    expect(await reasons('a'.repeat(20_000))).toStrictEqual([[70003, 'too-large']]);
  });

  it('checks the user buffer', async () => {
    const userBuffer = new Uint8Array([1, 2, 3]);
    const userSig = await signUserSig({ ...identity, secretKey: sampleKey, now: time, userBuffer });
    expect(await reasons(userSig, { userBuffer })).toStrictEqual([]);
    expect(await reasons(userSig)).toStrictEqual([]);
    expect(await reasons(userSig, { userBuffer: new Uint8Array([1, 2]) })).toStrictEqual([[70009, 'user-buffer']]);
    expect(await reasons(textOf(documentOf()), { userBuffer })).toStrictEqual([[70009, 'user-buffer']]);
  });

  it('stops early when a short text inflates without end', async () => {
    const bomb = deflateSync(Buffer.alloc(3 * 1024 * 1024), { level: 9 });
    const text = swap(bomb.toString('base64'));
    expect(text.length).toBeLessThan(4200);
    expect(await reasons(text)).toStrictEqual([[70003, 'too-large']]);
  });

  it('never throws, whatever the text is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), async (text) => {
        expect((await explainUserSig(text, options)).length).toBeGreaterThan(0);
      }),
    );
  });

  it('never accepts a text in which a changed character changes the content', async () => {
    const inflated = (text: string): Buffer | undefined => {
      try {
        return inflateSync(Buffer.from(text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '='), 'base64'));
      } catch {
        return undefined;
      }
    };
    const userSig = await signUserSig({ ...identity, secretKey: sampleKey, now: time });
    const position = fc.integer({ min: 0, max: userSig.length - 4 });
    await fc.assert(
      fc.asyncProperty(position, fc.constantFrom(...'ABCxyz012*-'), async (index, character) => {
        fc.pre(userSig[index] !== character);
        const changed = userSig.slice(0, index) + character + userSig.slice(index + 1);
        // Deflate leaves a few bits unused, where a change changes nothing.
        const same = inflated(changed)?.equals(inflated(userSig) ?? Buffer.of()) ?? false;
        expect(await verifyUserSig(changed, options)).toBe(same);
      }),
    );
  });

  it.each<[string, object, string]>([
    ['an app id that is none', { sdkAppId: -1 }, 'sdkAppId must be'],
    ['no identifier', { identifier: '' }, 'identifier must be'],
    ['an empty key', { secretKey: '' }, 'secretKey must be'],
    ['a moment in milliseconds', { now: Date.now() }, 'in seconds, not milliseconds'],
  ])('refuses %s', async (_what, wrong, message) => {
    await expect(explainUserSig('eJ', { ...options, ...wrong })).rejects.toThrow(message);
  });
});

describe('verifyUserSig', () => {
  it('is true for a UserSig of the app, the user, the key and the time, and false for any other', async () => {
    const userSig = await signUserSig({ ...identity, secretKey: sampleKey, now: time });
    expect(await verifyUserSig(userSig, options)).toBe(true);
    expect(await verifyUserSig(userSig, { ...options, now: time + 86401 })).toBe(false);
    expect(await verifyUserSig(userSig, { ...options, secretKey: 'another' })).toBe(false);
    expect(await verifyUserSig(userSig, { ...options, identifier: 'other' })).toBe(false);
    expect(await verifyUserSig(userSig, { ...options, sdkAppId: 1 })).toBe(false);
    expect(await verifyUserSig(`${userSig}\n`, options)).toBe(false);
  });

  it('needs a key', async () => {
    await expect(Reflect.apply(verifyUserSig, undefined, ['eJ', identity])).rejects.toThrow('secretKey must be');
  });
});
