/** What a signature states and how it is written, and which options are refused. */
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUserSig, signUserSig, verifyUserSig } from '../src/index.ts';
import { importKey, macOf } from '../src/mac.ts';
import { toBase64 } from '../src/text-form.ts';
import { millisecondVector, sampleKey, vectors, writtenBySigners } from './vectors.ts';

/** Undoes the text form with Node's own zlib, so that the code under test does not check itself. */
function read(userSig: string): unknown {
  const base64 = userSig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=');
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString('utf8'));
}

const options = { sdkAppId: 1400000000, secretKey: sampleKey, identifier: 'administrator', now: 1700000000 };

describe('signUserSig', () => {
  it.each(vectors)('makes the fields of vector $id', async (vector) => {
    const { sdkAppId, secretKey, identifier, time, expire, userBuffer, mac } = vector;
    const userSig = await signUserSig({
      sdkAppId,
      secretKey,
      identifier,
      now: time,
      expiresIn: expire,
      ...(userBuffer && { userBuffer }),
    });
    expect(read(userSig)).toStrictEqual({
      'TLS.ver': '2.0',
      'TLS.identifier': identifier,
      'TLS.sdkappid': sdkAppId,
      'TLS.time': time,
      'TLS.expire': expire,
      ...(userBuffer && { 'TLS.userbuf': Buffer.from(userBuffer).toString('base64') }),
      'TLS.sig': mac,
    });
  });

  it('agrees with the published vector in milliseconds on the MAC', async () => {
    const { sdkAppId, secretKey, identifier, time, expire, mac, text } = millisecondVector;
    expect(await macOf({ sdkAppId, identifier, time, expire }, await importKey(secretKey, 'sign'))).toBe(mac);
    expect(read(text)).toMatchObject({ 'TLS.sig': mac, 'TLS.time': time, 'TLS.expire': expire });
  });

  it.each(Object.entries(writtenBySigners))("states what the vendor's %s signer states", async (_signer, text) => {
    const own = await signUserSig({ ...options, identifier: 'xiaojun', expiresIn: 15552000 });
    expect(read(own)).toStrictEqual(read(text));
  });

  it('holds for 24 hours from now unless told otherwise', async () => {
    const before = Math.floor(Date.now() / 1000);
    const fields = read(await signUserSig({ sdkAppId: 1, secretKey: 'key', identifier: 'me' }));
    expect(fields).toMatchObject({ 'TLS.expire': 86400 });
    const time = Reflect.get(Object(fields), 'TLS.time');
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Math.floor(Date.now() / 1000));
  });

  it('holds for a year without being told more, and for longer only when it is', async () => {
    const long = { ...options, allowLongValidity: true };
    expect(read(await signUserSig({ ...options, expiresIn: 31_622_400 }))).toMatchObject({ 'TLS.expire': 31_622_400 });
    for (const expiresIn of [31_622_401, 86_400_000, 10 * 366 * 86_400, 9_999_999_999]) {
      const userSig = await signUserSig({ ...long, expiresIn });
      expect(read(userSig)).toMatchObject({ 'TLS.expire': expiresIn });
      expect(await verifyUserSig(userSig, options)).toBe(true);
    }
    expect(read(await signUserSig(long))).toMatchObject({ 'TLS.expire': 86_400 });
  });

  it('writes one stored block, header and checksum around it', async () => {
    const userSig = await signUserSig(options);
    const bytes = Buffer.from(userSig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '='), 'base64');
    const length = bytes.length - 11;
    expect([...bytes.subarray(0, 3)]).toStrictEqual([0x78, 0x01, 0x01]);
    expect([bytes.readUInt16LE(3), bytes.readUInt16LE(5)]).toStrictEqual([length, 0xffff - length]);
    expect(JSON.parse(bytes.subarray(7, -4).toString())).toStrictEqual(read(userSig));
    expect(userSig.length).toBeLessThan(270);
  });

  it('makes what verifies, with any user and any buffer that it takes', async () => {
    const identifier = fc.string({ unit: 'binary', minLength: 1, maxLength: 32 });
    const userBuffer = fc.uint8Array({ maxLength: 4096, size: 'max' });
    let signed = 0;
    await fc.assert(
      fc.asyncProperty(identifier, userBuffer, async (name, buffer) => {
        const given = { ...options, identifier: name, userBuffer: buffer };
        const userSig = await signUserSig(given).catch((error: unknown) => {
          if (error instanceof RangeError) return undefined;
          throw error;
        });
        if (userSig === undefined) return;
        signed++;
        expect(await verifyUserSig(userSig, given)).toBe(true);
        expect(await readUserSig(userSig)).toMatchObject({ identifier: name });
      }),
    );
    expect(signed).toBeGreaterThan(10);
  });

  it('cuts fractions of a second off', async () => {
    expect(read(await signUserSig({ ...options, now: 1700000000.999 }))).toMatchObject({ 'TLS.time': 1700000000 });
  });

  it('uses only characters that need no encoding in a query, whatever is signed', async () => {
    const identifier = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/\p{Cc}/u.test(text));
    const short = identifier.filter((text) => Buffer.byteLength(text) <= 32);
    await fc.assert(
      fc.asyncProperty(short, fc.uint8Array({ maxLength: 64 }), async (name, userBuffer) => {
        const userSig = await signUserSig({ ...options, identifier: name, userBuffer });
        expect(userSig).toMatch(/^[A-Za-z0-9*_-]+$/);
        expect(read(userSig)).toMatchObject({
          'TLS.identifier': name.toWellFormed(),
          'TLS.userbuf': toBase64(userBuffer),
        });
      }),
    );
  });

  it.each<[string, object, string]>([
    ['an app id of 0', { sdkAppId: 0 }, 'sdkAppId must be the SDKAppID of the console, a positive whole number'],
    [
      'an app id as text',
      { sdkAppId: '1400000000' },
      'sdkAppId must be the SDKAppID of the console, a positive whole number',
    ],
    ['an empty key', { secretKey: '' }, 'secretKey must be'],
    ['a key with a line break', { secretKey: 'canary-key\n' }, 'It has white space or an invisible character.'],
    ['an empty identifier', { identifier: '' }, 'identifier must be'],
    ['an identifier with a line break', { identifier: 'a\nTLS.sdkappid:1' }, 'It has U+000A in it'],
    ['an identifier of 33 bytes', { identifier: `${'é'.repeat(16)}e` }, 'It has 33 bytes'],
    ['a validity of 0', { expiresIn: 0 }, 'expiresIn must be a positive whole number'],
    ['a validity in milliseconds', { expiresIn: 15552000000 }, 'in seconds, not milliseconds'],
    ['a day in milliseconds', { expiresIn: 86_400_000 }, 'in seconds, not milliseconds'],
    ['more than a year', { expiresIn: 31_622_401 }, 'set allowLongValidity: true'],
    ['more than a year, told not to', { expiresIn: 31_622_401, allowLongValidity: false }, 'allowLongValidity: true'],
    ['milliseconds, also when it is told to', { expiresIn: 1e10, allowLongValidity: true }, 'not milliseconds'],
    ['a switch that is none', { allowLongValidity: 'yes' }, 'allowLongValidity must be true or false'],
    ['a validity as text', { expiresIn: '86400' }, 'It is a string of 5 characters'],
    ['a key in quotes', { secretKey: '"canary-key"' }, 'It has quotes around it.'],
    ['a key in typographic quotes', { secretKey: '\u201ccanary-key\u201d' }, 'It has quotes around it.'],
    ['a line of a file as the key', { secretKey: `CHAT_SECRET_KEY=${sampleKey}` }, 'It has its name before it.'],
    ['no key', { secretKey: undefined }, 'Is the variable that should hold it set?'],
    ['a key of 1,025 characters', { secretKey: 'canary-key'.padEnd(1025, 'x') }, 'at most 1024 characters, our limit'],
    ['It has U+D83D in it', { identifier: 'a\ud83d' }, 'It has U+D83D in it'],
    ['a line break of Unicode', { identifier: 'a\u2028b' }, 'It has U+2028 in it'],
    ['a buffer of 4,097 bytes', { userBuffer: new Uint8Array(4097) }, 'at most 4096 bytes, our limit'],
    ['a moment in milliseconds', { now: 1700000000000 }, 'in seconds, not milliseconds'],
    ['a moment that is none', { now: Number.NaN }, 'now must be a number of seconds'],
    ['a buffer as text', { userBuffer: 'abc' }, 'userBuffer must be a Uint8Array'],
  ])('refuses %s', async (_what, wrong, message) => {
    const refused = signUserSig({ ...options, ...wrong });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow('canary-key');
  });
});
