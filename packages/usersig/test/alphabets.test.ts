/** Signers that replace the characters of base64 by hand forget some of them. */
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingsOf } from '../src/alphabets.ts';
import { explainUserSig, verifyUserSig } from '../src/index.ts';
import { documentOf, options, right, swap, time } from './forge.ts';

/** A signature in standard base64, with each of its three signs, and the moment that it was made. */
function standardOf(level: number): { base64: string; now: number } {
  for (let now = time; ; now--) {
    const base64 = deflateSync(JSON.stringify(documentOf({ ...right, time: now })), { level }).toString('base64');
    if (['+', '/', '='].every((sign) => base64.includes(sign))) return { base64, now };
  }
}

const all: [from: string, to: string][] = [
  ['+', '*'],
  ['/', '-'],
  ['=', '_'],
];
/** Each set of replacements but the whole one. */
const halves = Array.from({ length: 7 }, (_, set) => all.filter((_, index) => (set & (1 << index)) !== 0));

const replaceIn = (text: string, pairs: [string, string][]): string =>
  pairs.reduce((changed, [from, to]) => changed.replaceAll(from, to), text);

describe.each([0, 6])('a UserSig of zlib level %i whose base64 is replaced in part', (level) => {
  const { base64, now } = standardOf(level);
  const explain = async (text: string) => explainUserSig(text, { ...options, now });

  it.each(
    halves.map(
      (done) =>
        [
          all
            .filter((pair) => !done.includes(pair))
            .map(([from]) => from)
            .join(' '),
          done,
        ] as const,
    ),
  )('is told by what was not replaced, here all but %s', async (_what, done) => {
    const text = replaceIn(base64, done);
    const kept = all.filter((pair) => !done.includes(pair)).map(([from]) => from);
    const findings = await explain(text);
    expect(findings).toMatchObject([{ code: 70003, reason: 'standard-base64' }]);
    expect(findings[0]?.found.endsWith(kept.length === 3 ? '+ / =' : kept.join(' and '))).toBe(true);
    expect(findings[0]?.remedy).toContain('Replace + by *, / by - and = by _');
    expect(findings[0]?.remedy).toContain(`${kept.length === 3 ? '+ / =' : kept.join(' and ')} w`);
    expect(await verifyUserSig(text, { ...options, now })).toBe(false);
    for (const [wrapped, reason] of [
      [`"${text}"`, 'quoted'],
      [`usersig=${text}&a=b`, 'query'],
      [`the signature ${text} of today`, 'surrounded'],
    ]) {
      expect((await explain(wrapped ?? '')).map((finding) => finding.reason)).toStrictEqual([
        reason,
        'standard-base64',
      ]);
    }
    const cut = (await explain(text.slice(0, 120))).map((finding) => finding.reason);
    expect(cut.at(-1)).toBe('cut');
  });

  it('is told from base64url, whatever became of the padding', async () => {
    const url = base64.replaceAll('+', '-').replaceAll('/', '_');
    for (const text of [url, url.replace(/=+$/, ''), url.replaceAll('=', '_'), url.replace('_', '/')]) {
      expect(
        (await explain(text)).map(({ reason }) => reason),
        text,
      ).toStrictEqual(['base64url']);
    }
  });

  it.each<[string, (text: string) => string]>([
    ['Markdown', (text) => text.replace(/[*_-]/g, '\\$&')],
    ['asterisks of Markdown', (text) => text.replaceAll('*', '\\*')],
    ['decimal entities', (text) => text.replaceAll('*', '&#42;').replaceAll('-', '&#45;').replaceAll('_', '&#95;')],
    ['hexadecimal entities', (text) => text.replaceAll('*', '&#x2a;').replaceAll('_', '&#x5F;')],
    ['named entities', (text) => text.replaceAll('*', '&ast;').replaceAll('_', '&lowbar;')],
    ['entities that are escaped again', (text) => text.replaceAll('*', '&amp;ast;')],
    ['escapes of JSON', (text) => text.replaceAll('*', '\\u002a').replaceAll('-', '\\x2d')],
  ])('is told from one that is escaped, here by %s', async (_what, write) => {
    const escaped = write(swap(base64));
    const findings = await explain(escaped);
    expect(findings.map(({ reason }) => reason)).toStrictEqual(['escaped']);
    expect(findings[0]?.remedy).toMatch(/ Without it, the UserSig is right\.$/);
    expect((await explain(`\`${escaped}\``)).map(({ reason }) => reason).toSorted()).toStrictEqual([
      'escaped',
      'quoted',
    ]);
  });

  it('is told from one with entities around it', async () => {
    for (const wrapped of [`&quot;${swap(base64)}&quot;`, `&lt;${swap(base64)}&gt;`, `&#34;${swap(base64)}&#34;`]) {
      expect((await explain(wrapped)).map(({ reason }) => reason)).toStrictEqual(['escaped', 'quoted']);
    }
  });
});

it('has the right bytes among the readings, however a signer has replaced', () => {
  const signs = fc.record({
    '+': fc.constantFrom('+', '*', '-'),
    '/': fc.constantFrom('/', '-', '_'),
    '=': fc.constantFrom('=', '_', ''),
  });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), signs, (bytes, to) => {
      // One sign for two of them cannot be undone.
      fc.pre(to['+'] !== to['/']);
      const text = Buffer.from(bytes)
        .toString('base64')
        .replace(/[+/=]/g, (sign) => to[sign as keyof typeof to]);
      const readings = readingsOf(text).map((reading) => Buffer.from(reading.bytes).toString('hex'));
      expect(readings).toContain(Buffer.from(bytes).toString('hex'));
    }),
  );
});

it('never says of a text of four, eight, twelve characters that its padding or length is wrong', async () => {
  const unit = fc.constantFrom(...'AZaz09*+/-');
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, minLength: 2, maxLength: 80 }), async (text) => {
      const findings = await explainUserSig(text, options);
      const says = findings.some(({ found }) => found.includes('padding'));
      expect(says && text.length % 4 === 0).toBe(false);
    }),
  );
});

it('takes a bounded time for escapes without end', async () => {
  for (const part of ['\\', '&#0', '&#x', '&amp;', '\\u00', '&', '\\-']) {
    expect((await explainUserSig(part.repeat(16_000 / part.length), options)).length).toBeGreaterThan(0);
  }
}, 10_000);
