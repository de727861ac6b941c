/** Whoever can have one text signed must not gain a signature for another user, app or time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUserSig, signUserSig, verifyUserSig } from '../src/index.ts';
import { documentOf, forge, hmac, type Lines, linesOf, options, pack, right } from './forge.ts';

const reasonsOf = async (userSig: string): Promise<string[]> =>
  (await explainUserSig(userSig, options)).map(({ reason }) => reason);

/** Every document whose lines are this text, with the breaks that a careless reader takes for line breaks. */
function documentsOf(text: string): Lines[] {
  const found: Lines[] = [];
  const names = ['TLS.identifier:', '\nTLS.sdkappid:', '\nTLS.time:', '\nTLS.expire:', '\nTLS.userbuf:'];
  const walk = (rest: string, index: number, values: string[]): void => {
    const [name, next] = [names[index] ?? '', names[index + 1]];
    if (!rest.startsWith(name)) return;
    const value = rest.slice(name.length);
    if (index >= 3) {
      const [identifier, sdkAppId, made, expire, userBuffer] = [...values, value.replace(/\n$/, '')];
      found.push({
        identifier,
        sdkAppId: Number(sdkAppId),
        time: Number(made),
        expire: Number(expire),
        ...(userBuffer === undefined ? {} : { userBuffer }),
      });
    }
    if (next === undefined) return;
    for (let at = value.indexOf(next); at >= 0; at = value.indexOf(next, at + 1)) {
      walk(value.slice(at), index + 1, [...values, value.slice(0, at)]);
    }
  };
  walk(text, 0, []);
  return found.filter((lines) => linesOf(lines) === text);
}

const breaks = ['\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\0', '\v'];
const number = fc.constantFrom('1400000000', '1700000000', '86400', '99999999', '0');
const name = fc.constantFrom('administrator', 'mallory', '');
const end = fc.oneof({ weight: 3, arbitrary: fc.constant('\n') }, { weight: 1, arbitrary: fc.constantFrom(...breaks) });
/** Lines that look like those behind the user id, with or without the last one. */
const lines = fc
  .tuple(number, number, number, fc.option(fc.constantFrom('QUJD', '', 'QQ==')), end)
  .map(([app, made, expire, buffer, eol]) => {
    const buffered = buffer === null ? '' : `${eol}TLS.userbuf:${buffer}`;
    return `${eol}TLS.sdkappid:${app}${eol}TLS.time:${made}${eol}TLS.expire:${expire}${buffered}`;
  });
const piece = fc.oneof(lines, lines, name, fc.string({ unit: 'binary', maxLength: 4 }));
const hostile = fc.tuple(name, fc.array(piece, { maxLength: 3 })).map(([user, pieces]) => user + pieces.join(''));

describe('a forged UserSig', () => {
  it('is not one for an administrator whose lines stand in the user buffer', async () => {
    // A signer that lets line breaks into identifiers has signed this for a user of that odd name.
    const asked = {
      ...right,
      identifier: 'administrator\nTLS.sdkappid:1400000000\nTLS.time:1700000000\nTLS.expire:99\nTLS.userbuf:QUJD',
    };
    const userBuffer = `QUJD\nTLS.sdkappid:1400000000\nTLS.time:1700000000\nTLS.expire:86400`;
    const forged = { ...right, expire: 99, userBuffer };
    expect(linesOf(forged)).toBe(linesOf(asked));
    expect(await reasonsOf(forge(forged))).toStrictEqual(['line-break']);
    expect(await verifyUserSig(forge(forged), options)).toBe(false);
    expect(await verifyUserSig(forge(asked), { ...options, identifier: String(asked.identifier) })).toBe(false);
  });

  it('is not made by moving text between fields, whatever ends the lines', async () => {
    let several = 0;
    await fc.assert(
      fc.asyncProperty(hostile, fc.option(hostile, { nil: undefined }), async (identifier, userBuffer) => {
        const asked = { ...right, identifier, ...(userBuffer === undefined ? {} : { userBuffer }) };
        const readings = documentsOf(linesOf(asked));
        const accepted: Lines[] = [];
        for (const reading of readings) {
          const given = { ...options, identifier: String(reading.identifier) || 'nobody', now: 1700000000 };
          if (await verifyUserSig(forge(reading), given)) accepted.push(reading);
        }
        if (readings.length > 1) several++;
        // What is accepted is the one reading whose fields hold no break.
        expect(accepted.length).toBeLessThanOrEqual(1);
        for (const { identifier: name, userBuffer: buffer = '' } of accepted) {
          expect(`${name}${buffer}`).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(buffer).toMatch(/^[A-Za-z0-9+/]*={0,2}$/);
        }
      }),
      { numRuns: 400 },
    );
    expect(several).toBeGreaterThan(20);
  });

  it.each(breaks)('has no break in its user id or user buffer: %j', async (end) => {
    for (const hidden of [`administrator${end}`, `${end}administrator`, `admini${end}strator`]) {
      expect(await verifyUserSig(forge({ ...right, identifier: hidden }), { ...options, identifier: hidden })).toBe(
        false,
      );
    }
    for (const userBuffer of [`QUJD${end}`, `${end}QUJD`, `QU${end}JD`]) {
      expect(await verifyUserSig(forge({ ...right, userBuffer }), options)).toBe(false);
    }
  });

  it.each(['QUJ', 'QUJDRA', 'QUJDRA=', 'QUJDRB==', 'QUJD====', 'QU-_', 'QUJD QUJD', '¤', '\ud800'])(
    'has one line of standard base64 as its user buffer, not %j',
    async (userBuffer) => {
      expect(await verifyUserSig(forge({ ...right, userBuffer }), options)).toBe(false);
      expect(await verifyUserSig(forge({ ...right, userBuffer: 'QUJD' }), options)).toBe(true);
      expect(await verifyUserSig(forge({ ...right, userBuffer: '' }), options)).toBe(true);
    },
  );

  it('has no half of a surrogate pair, which is signed as another character', async () => {
    expect(linesOf({ ...right, identifier: '\ufffd' })).not.toBe(linesOf({ ...right, identifier: '\ud800' }));
    expect(hmac(linesOf({ ...right, identifier: '\ufffd' }))).toBe(hmac(linesOf({ ...right, identifier: '\ud800' })));
    for (const identifier of ['\ud800', '\udfff', 'a\ud83d']) {
      expect(await verifyUserSig(forge({ ...right, identifier }), { ...options, identifier })).toBe(false);
      await expect(signUserSig({ ...options, identifier })).rejects.toThrow('halves of surrogate pairs');
    }
  });

  it.each<[string, Partial<Lines>]>([
    ['a number as text', { sdkAppId: '1400000000' }],
    ['a list of one number', { sdkAppId: [1400000000] }],
    ['a time as text', { time: '1700000000' }],
    ['a validity in a list', { expire: [86400] }],
    ['a user in a list', { identifier: ['administrator'] }],
    ['a user as a number', { identifier: 12345678 }],
    ['a user buffer in a list', { userBuffer: ['QUJD'] }],
    ['a user buffer as a number', { userBuffer: 12345678 }],
    ['no user buffer, but null', { userBuffer: null }],
    ['a validity with a fraction', { expire: 86400.5 }],
    ['a validity that is too large', { expire: 2 ** 53 }],
    ['a validity of minus zero', { expire: -0 }],
  ])('has each field with its own type, not %s', async (_what, wrong) => {
    const fields = { ...right, ...wrong };
    const json = JSON.stringify(documentOf(fields)).replace('"TLS.expire":0', '"TLS.expire":-0');
    expect(await verifyUserSig(pack(json), { ...options, identifier: `${fields.identifier}`, now: 1700000000 })).toBe(
      false,
    );
  });

  it('has each name once: readers take the first, the last, or any case', async () => {
    const json = JSON.stringify(documentOf(right));
    expect(await verifyUserSig(pack(json), options)).toBe(true);
    const twice = [
      json.replace('{', '{"TLS.identifier":"mallory",'),
      json.replace('{', '{"TLS\\u002eidentifier":"mallory",'),
      json.replace('{', '{"tls.identifier":"mallory",'),
      json.replace('}', ',"TLS.\\u017fdkappid":1}'),
      json.replace('}', ' , "TLS.userbuf" : "QUJD", "TLS.userbuf": "QUJD" }'),
      json.replace('}', ',"other":1,"other":{"other":1}}'),
    ];
    for (const text of twice) {
      expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(0);
      expect(await reasonsOf(pack(text)), text).toContain('duplicate-field');
      expect(await verifyUserSig(pack(text), options), text).toBe(false);
    }
    const nested = json.replace('}', ',"one":{"TLS.identifier":"a","x":["]"]},"two":"{\\"TLS.time\\":1}"}');
    expect(await reasonsOf(pack(nested))).toStrictEqual([]);
  });

  it('is UTF-8 without a byte order mark', async () => {
    const name = 'fran\u00e7ois';
    const json = JSON.stringify(documentOf({ ...right, identifier: name }));
    expect(await verifyUserSig(pack(json), { ...options, identifier: name })).toBe(true);
    expect(await reasonsOf(pack(Buffer.from(json, 'latin1')))).toStrictEqual(['not-json']);
    expect(await reasonsOf(pack(`\ufeff${json}`))).toStrictEqual(['not-json']);
  });

  it('has a MAC in one form only', async () => {
    const mac = hmac(linesOf(right));
    for (const other of [
      mac.replace(/=$/, ''),
      ` ${mac}`,
      `${mac}\n`,
      mac.slice(0, 43),
      Buffer.from(mac, 'base64').toString('hex'),
    ]) {
      expect(await verifyUserSig(forge(right, other), options), other).toBe(false);
    }
  });
});
