/** What stands in a finding, whoever made the signature. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainUserSig, type UserSigFinding } from '../src/index.ts';
import { documentOf, forge, hmac, linesOf, options, pack, right } from './forge.ts';
import { sampleKey } from './vectors.ts';

const textOf = (findings: UserSigFinding[]): string =>
  findings.map(({ found, expected, remedy }) => `${found}|${expected}|${remedy}`).join('|');

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const canary = 'CANARY-of-a-value-that-nobody-checked-0123456789';

/** Every 12 characters in a row. */
const piecesOf = (secret: string): string[] =>
  Array.from({ length: Math.max(0, secret.length - 11) }, (_, at) => secret.slice(at, at + 12));

describe('a finding', () => {
  it('quotes no value of a field, only its type and length', async () => {
    for (const name of [
      'TLS.ver',
      'TLS.identifier',
      'TLS.sdkappid',
      'TLS.time',
      'TLS.expire',
      'TLS.sig',
      'TLS.userbuf',
    ]) {
      for (const value of [canary, [canary], { [canary]: canary }, `\n${canary}`]) {
        const findings = await explainUserSig(pack(JSON.stringify({ ...documentOf(right), [name]: value })), options);
        expect(findings.length, name).toBeGreaterThan(0);
        expect(textOf(findings)).not.toMatch(/CANARY|0123456789/);
      }
    }
    const [version] = await explainUserSig(pack(JSON.stringify({ ...documentOf(right), 'TLS.ver': '1.0' })), options);
    expect(version?.found).toBe('TLS.ver, a string of 3 characters');
  });

  it('shows a user id when it is a plausible one, with what cannot be seen as escapes', async () => {
    const found = async (identifier: string) =>
      (await explainUserSig(forge({ ...right, identifier }), options))[0]?.found;
    expect(await found('alice')).toBe('made for the user "alice"');
    expect(await found('李雷')).toBe('made for the user "李雷"');
    expect(await found('a"b\\c')).toBe('made for the user "a\\"b\\\\c"');
    expect(await found('al\u202eice\u00ad')).toBe('made for the user "al\\u202eice\\u00ad"');
    expect(await found('a\u00a0b\u3164\u2800')).toBe('made for the user "a\\u00a0b\\u3164\\u2800"');
    expect(await found('x'.repeat(33))).toBe('made for the user given as a string of 33 characters');
  });

  it('shows no user id that holds a piece of the key or of the MAC', async () => {
    const mac = hmac(linesOf(right));
    for (const identifier of [
      sampleKey.slice(0, 32),
      `x${sampleKey.slice(20, 30)}`,
      mac.slice(0, 32),
      mac.slice(4, 13),
    ]) {
      const text = textOf(await explainUserSig(forge({ ...right, identifier }, mac), options));
      expect(text).not.toContain(identifier);
    }
    const findings = await explainUserSig(forge(right), { ...options, identifier: sampleKey });
    expect(textOf(findings)).not.toContain(sampleKey.slice(0, 12));
  });

  it('has neither control characters nor line breaks nor secrets, whatever the signature and the options are', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const value = fc.oneof(text, fc.integer(), fc.double(), fc.constant(canary), fc.constant(null), fc.array(text));
    const field = fc.constantFrom('TLS.ver', 'TLS.identifier', 'TLS.sdkappid', 'TLS.time', 'TLS.expire', 'TLS.userbuf');
    const fields = fc.array(fc.tuple(field, value), { maxLength: 3 });
    const around = fc.oneof(fc.constant(''), text, fc.constantFrom('"', 'https://a.test/?usersig=', 'Bearer ', '&a=b'));
    const mac = hmac(linesOf(right));
    const pieces = [sampleKey, mac].flatMap(piecesOf);
    const shows = (sentence: string, userSig: string): boolean =>
      hidden.test(sentence) ||
      sentence.length > 600 ||
      sentence.includes('CANARY') ||
      [...pieces, ...piecesOf(userSig)].some((piece) => sentence.includes(piece));
    await fc.assert(
      fc.asyncProperty(
        fields,
        around,
        around,
        fc.string({ unit: 'binary', minLength: 1 }),
        async (wrong, before, after, identifier) => {
          const userSig = pack(JSON.stringify({ ...documentOf(right), ...Object.fromEntries(wrong) }));
          const findings = await explainUserSig(before + userSig + after, { ...options, identifier });
          const sentences = findings.flatMap(({ found, expected, remedy }) => [found, expected, remedy]);
          expect(sentences.filter((sentence) => shows(sentence, userSig))).toStrictEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('names strange characters of the text as escapes', async () => {
    const [finding] = await explainUserSig('eJ\u{1f600}\u4f60\u0001!xyz', options);
    expect(textOf(await explainUserSig('eJ\u{1f600}\u4f60\u0001!xyz', options))).not.toMatch(hidden);
    expect(finding?.reason).toBe('invisible');
    const [other] = await explainUserSig('eJ\u{1f600}\u4f60!xyz', options);
    expect(other?.found).toBe('characters that it cannot have: \\ud83d\\ude00 \\u4f60 !');
  });
});
