/** The redactions of the client and of the contract tools, with one table of cases. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact } from '../../packages/client/src/redact.ts';
import { createTakeOut, type Needle } from '../../packages/contract/src/encoded-secrets.ts';
import { forms, hardSecrets } from './secret-forms.ts';

const takeOut = (...values: string[]) => createTakeOut(values.map((value) => ({ value, standIn: '[redacted]' })));

const cases = forms.flatMap((form) => hardSecrets.map((secret) => ({ ...form, secret })));

describe('a secret in a text', () => {
  it.each(cases)('is found by the contract tools $name: $secret', ({ write, secret }) => {
    expect(takeOut(secret)(`before ${write(secret)} after`)).toMatch(/^before ["\\]*\[redacted\]["\\]* after$/);
  });

  it.each(cases.filter(({ client }) => client))('is found by the client $name: $secret', ({ write, secret }) => {
    expect(createRedact([secret])(`before ${write(secret)} after`)).toBe('before [redacted] after');
  });

  it('is only taken where it stands alone when it is short, by both', () => {
    for (const redact of [takeOut('adm'), createRedact(['adm'])]) {
      expect(redact('adm, "adm" and administrator')).toBe('[redacted], "[redacted]" and administrator');
    }
  });

  it('is found when only a piece of it is left, by both', () => {
    const secret = 'eJwtzF0L*gjAYhuH-canary_0123456789abcdef';
    const needle: Needle = { value: secret, standIn: '[redacted]', pieces: true };
    for (const redact of [createTakeOut([needle]), createRedact([secret])]) {
      expect(redact(`before ${secret.slice(0, 20)}... after`)).toBe('before [redacted]... after');
      expect(redact(`${secret.slice(0, 30)}\n${secret.slice(20)}`)).toBe('[redacted]\n[redacted]');
      expect(redact(`a ${secret.slice(9, 25)}`)).toBe('a [redacted]');
    }
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
