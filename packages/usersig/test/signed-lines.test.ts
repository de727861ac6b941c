/** What hand-written signers put into the document and into the signed lines, and how it is explained. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUserSig, verifyUserSig } from '../src/index.ts';
import { documentOf, forge, hmac, type Lines, linesOf, options, pack, right } from './forge.ts';
import { sampleKey } from './vectors.ts';

const explain = (userSig: string, changes: object = {}) => explainUserSig(userSig, { ...options, ...changes });

/** The document with the text of one number in another form; the MAC is that of the right lines. */
const withNumber = (name: string, text: string, mac?: string): string =>
  pack(JSON.stringify(documentOf(right, mac)).replace(new RegExp(`("TLS.${name}":)[0-9]+`), `$1${text}`));

describe('a number', () => {
  const forms: [name: string, text: string][] = [
    ['expire', '86400.00000000000000001'],
    ['expire', '86400.0'],
    ['expire', '8.64e4'],
    ['expire', '86400E0'],
    ['expire', '86400e-0'],
    ['sdkappid', '1.4e9'],
    ['sdkappid', '1400000000.00000000001'],
    ['sdkappid', '1.4E+09'],
    ['time', '1700000000.0'],
    ['time', '1.7e+09'],
    ['time', '17000000000e-1'],
  ];

  it.each(forms)(
    'that is written as a float is a finding, though it is the same number: TLS.%s %s',
    async (name, text) => {
      for (const userSig of [withNumber(name, text), withNumber(name, text, hmac('other lines'))]) {
        const findings = await explain(userSig);
        expect(findings).toMatchObject([{ code: 70003, reason: 'field' }]);
        expect(findings[0]?.found).toBe(`TLS.${name}, written with a point or an exponent, as a float`);
        expect(findings[0]?.remedy).toContain('holds the number as a float');
        expect(await verifyUserSig(userSig, options)).toBe(false);
      }
    },
  );

  it('has the one text that its digits are', async () => {
    const expire = fc.integer({ min: 1, max: 31_622_400 });
    const fraction = fc.constantFrom('', '.0', '.', '.00000000000000000001', 'e0', 'E+0', 'e-0', '.0e0');
    await fc.assert(
      fc.asyncProperty(expire, fraction, fc.constantFrom('', ' ', '\t'), async (value, behind, space) => {
        const json = JSON.stringify(documentOf({ ...right, expire: value }));
        const userSig = pack(json.replace(`:${value},`, `${space}:${space}${value}${behind}${space},`));
        expect(await verifyUserSig(userSig, { ...options, now: 1700000000 })).toBe(behind === '');
      }),
    );
  });

  it.each<[string, Partial<Lines>]>([
    ['Python', { expire: '86400.0' }],
    ['Python', { time: '1700000000.0' }],
    ['Python', { sdkAppId: '1400000000.0', time: '1700000000.0', expire: '86400.0' }],
    ['Go', { sdkAppId: '1.4e+09' }],
    ['Go', { sdkAppId: '1.4e+09', time: '1.7e+09', expire: '86400' }],
    ['Java', { sdkAppId: '1.4E9', time: '1.7E9', expire: '86400.0' }],
    ['C', { time: '1700000000.000000' }],
  ])('that is signed as a float is named: %s', async (_language, written) => {
    const [finding, ...others] = await explain(forge(right, hmac(linesOf({ ...right, ...written }))));
    expect(others).toStrictEqual([]);
    expect(finding).toMatchObject({ code: 70009, reason: 'signed-lines' });
    expect(finding?.found).toContain('as a float');
    expect(finding?.remedy).toContain('in digits alone');
  });
});

describe('lines that are written in another way', () => {
  const lines = linesOf(right);

  it.each<[string, string, string]>([
    ['no line breaks', lines.replaceAll('\n', ''), 'literal-newlines'],
    ['no line breaks but the last', `${lines.replaceAll('\n', '')}\n`, 'none'],
    ['spaces in place of line breaks', lines.trimEnd().replaceAll('\n', ' '), 'literal-newlines'],
    ['CR', lines.replaceAll('\n', '\r'), 'literal-newlines'],
    ['CR and LF but for the last', lines.trimEnd().replaceAll('\n', '\r\n'), 'literal-newlines'],
    ['an n but for the last', lines.trimEnd().replaceAll('\n', '\\n'), 'literal-newlines'],
    ['a line more', `${lines}\n`, 'literal-newlines'],
    ['a space after the colon', lines.replace(/^(TLS\.\w+):/gm, '$1: '), 'signed-lines'],
    ['spaces around the colon', lines.replace(/^(TLS\.\w+):/gm, '$1 : '), 'signed-lines'],
    ['an equals sign', lines.replace(/^(TLS\.\w+):/gm, '$1='), 'signed-lines'],
  ])('are named: %s', async (_what, text, reason) => {
    const findings = await explain(forge(right, hmac(text)));
    expect(findings).toMatchObject([{ code: 70009, reason: reason === 'none' ? 'key' : reason }]);
  });

  it('are named when the user id has colons and signs of a replacement', async () => {
    const identifier = '$&:a $1';
    const odd = linesOf({ ...right, identifier }).replace(/^(TLS\.\w+):/gm, '$1: ');
    const findings = await explain(forge({ ...right, identifier }, hmac(odd)), { identifier });
    expect(findings).toMatchObject([{ reason: 'signed-lines' }]);
  });
});

describe('a user buffer', () => {
  const buffered = { ...right, userBuffer: 'QUL7/w==' };
  const bytes = Buffer.from(buffered.userBuffer, 'base64');
  const raw = (end: string): string =>
    createHmac('sha256', sampleKey)
      .update(Buffer.concat([Buffer.from(`${linesOf(right)}TLS.userbuf:`), bytes, Buffer.from(end)]))
      .digest('base64');

  it.each<[string, string, string]>([
    ['that is sent and not signed', hmac(linesOf(right)), 'does not cover the user buffer'],
    ['that is signed raw', raw('\n'), 'not over its base64'],
    ['that is signed raw, without the last line break', raw(''), 'not over its base64'],
    ['that is signed in base64url', hmac(linesOf({ ...right, userBuffer: 'QUL7_w==' })), 'another form of base64'],
    [
      'that is signed in the alphabet of the vendor',
      hmac(linesOf({ ...right, userBuffer: 'QUL7-w__' })),
      'another form',
    ],
  ])('%s is named', async (_what, mac, says) => {
    const [finding, ...others] = await explain(forge(buffered, mac), { userBuffer: bytes });
    expect(others).toStrictEqual([]);
    expect(finding).toMatchObject({ code: 70009, reason: 'user-buffer' });
    expect(finding?.found).toContain(says);
  });

  it('that is signed and not sent is named', async () => {
    const findings = await explain(forge(right, hmac(linesOf(buffered))), { userBuffer: bytes });
    expect(findings.map(({ reason }) => reason)).toStrictEqual(['user-buffer', 'user-buffer']);
    expect(findings[1]?.found).toContain('a user buffer that the document does not have');
  });

  it('that is written raw into the document is told how to write it', async () => {
    const [finding] = await explain(forge({ ...right, userBuffer: 'raw text' }));
    expect(finding).toMatchObject({ reason: 'field', remedy: expect.stringContaining('one line of standard base64') });
  });
});

describe('a MAC', () => {
  const digest = (hash: string, encoding: 'hex' | 'base64' | 'base64url'): string =>
    createHmac(hash, sampleKey).update(linesOf(right)).digest(encoding);

  it.each<[string, string]>([
    [digest('sha256', 'hex'), 'in hexadecimal'],
    [digest('sha1', 'hex'), 'in hexadecimal'],
    [digest('sha1', 'base64'), 'SHA-1'],
    [digest('sha512', 'base64'), 'SHA-512'],
    [digest('md5', 'base64'), 'MD5'],
    [digest('sha256', 'base64url'), 'in base64url or without padding'],
    [digest('sha256', 'base64').replaceAll('+', '-').replaceAll('/', '_'), 'a string of 44 characters'],
    [digest('sha256', 'base64').replace('=', '_'), 'a string of 44 characters'],
  ])('in another form has a remedy that fits: %s', async (mac, says) => {
    const findings = await explain(forge(right, mac));
    expect(findings).toMatchObject([{ code: 70003, reason: 'field' }]);
    expect(findings[0]?.found).toContain(says);
    expect(findings[0]?.found).not.toContain(mac.slice(0, 8));
    expect(findings[0]?.remedy).toContain('as standard base64 of HMAC-SHA256');
  });
});

describe('a name in another case', () => {
  it.each(['ver', 'identifier', 'sdkappid', 'time', 'expire', 'sig'])('is a finding: TLS.%s', async (name) => {
    for (const other of [`TLS.${name.toUpperCase()}`, `tls.${name}`, `Tls.${name}`]) {
      const json = JSON.stringify(documentOf(right)).replace(`TLS.${name}`, other);
      const findings = await explain(pack(json));
      expect(findings).toMatchObject([
        { code: 70003, reason: 'field', found: `TLS.${name}, its name in other capitals` },
      ]);
      expect(await verifyUserSig(pack(json), options)).toBe(false);
    }
  });

  it('is a finding where the field itself may be missing: some readers take it', async () => {
    for (const other of ['TLS.UserBuf', 'tls.userbuf', 'TLS.u\u017ferbuf', 'TLS.\\u0055serbuf']) {
      const json = JSON.stringify(documentOf(right)).replace('}', `,"${other}":"QUJD"}`);
      expect((await explain(pack(json))).map(({ found }) => found)).toStrictEqual([
        'TLS.userbuf, its name in other capitals',
      ]);
      expect(await verifyUserSig(pack(json), options)).toBe(false);
    }
    const unrelated = JSON.stringify(documentOf(right)).replace('}', ',"TLS.Other":1}');
    expect(await verifyUserSig(pack(unrelated), options)).toBe(true);
  });
});
