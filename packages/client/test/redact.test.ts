import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact, excerptOf, redactDeep } from '../src/redact.ts';

const signature = 'eJwtzF0L*gjAYhuH-canary_';

describe('redaction', () => {
  it('finds a secret as it is, percent-encoded once and twice, and as entities of HTML and JSON', () => {
    const redact = createRedact([signature]);
    const once = signature.replaceAll('*', '%2A').replaceAll('_', '%5f');
    const forms = [
      signature,
      once,
      once.replaceAll('%', '%25'),
      signature.replaceAll('*', '&#42;'),
      signature.replaceAll('*', '&#x2a;').replaceAll('-', '&#45;'),
      signature.replaceAll('*', '\\u002a'),
    ];
    for (const form of forms) expect(redact(`usersig=${form}&random=1`)).toBe('usersig=[redacted]&random=1');
  });

  it('redacts before it cuts, so that no beginning of a secret is left', () => {
    const redact = createRedact([signature]);
    for (let before = 150; before < 210; before++) {
      expect(excerptOf(`${'x'.repeat(before)}${signature}`, redact)).not.toContain('eJwtz');
    }
  });

  it('finds what is left of a secret that was cut or wrapped', () => {
    const long = `${signature}${'0123456789abcdef'.repeat(4)}`;
    const redact = createRedact([long]);
    expect(redact(`before ${signature.slice(0, 20)}... after`)).toBe('before [redacted]... after');
    expect(redact(`${long.slice(0, 30)}\n${long.slice(30)}`)).toBe('[redacted]\n[redacted]');
    expect(redact(`a${long.slice(5)}`)).toBe('a[redacted]');
  });

  it('takes a short identifier only where it stands alone', () => {
    const redact = createRedact(['adm']);
    expect(redact('adm is no admin: identifier=adm&x')).toBe('[redacted] is no admin: identifier=[redacted]&x');
  });

  it('reaches every string of a body', () => {
    const redact = createRedact([signature]);
    const body = { a: [signature, { [signature]: 1 }], b: null, c: true, d: 1.5, e: `x${signature}y` };
    expect(redactDeep(body, redact)).toStrictEqual({
      a: ['[redacted]', { '[redacted]': 1 }],
      b: null,
      c: true,
      d: 1.5,
      e: 'x[redacted]y',
    });
  });

  it('leaves no secret in any text, whatever the secret is made of', () => {
    const secret = fc.string({ minLength: 6, maxLength: 40, unit: 'binary-ascii' });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (hidden, before, after) => {
        fc.pre(!'[redacted]'.includes(hidden));
        const redact = createRedact([hidden]);
        for (const form of [hidden, encodeURIComponent(hidden)])
          expect(redact(before + form + after)).not.toContain(hidden);
      }),
    );
  });
});
