import { describe, expect, it } from 'vitest';
import { createRedact, readUserSigMac, signUserSig } from '../src/index.ts';

const signature = 'eAEB4QAe-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoiY2FuYXJ5Iiwi*Fz_';
const withheld = '[withheld: it holds a piece of a secret in an encoded form]';

describe('createRedact', () => {
  it('takes any 12 characters in a row of a secret out of a text, and nothing shorter', () => {
    const redact = createRedact([signature]);
    expect(redact(`a ${signature} b`)).toBe('a [redacted] b');
    expect(redact(`a ${signature.slice(20, 32)} b`)).toBe('a [redacted] b');
    expect(redact(`a ${signature.slice(20, 31)} b`)).toBe(`a ${signature.slice(20, 31)} b`);
    expect(redact(`${signature.slice(0, 30)}\n${signature.slice(30)}`)).toBe('[redacted]\n[redacted]');
    expect(redact(`x${signature.toUpperCase()}y`)).toBe('x[redacted]y');
  });

  it('does not look for a secret of fewer than 12 characters', () => {
    expect(createRedact(['any', 'eleven-char'])('any eleven-char')).toBe('any eleven-char');
    expect(createRedact(['twelve-chars'])('twelve-chars')).toBe('[redacted]');
  });

  it('withholds a text that is too long to be looked through', () => {
    const redact = createRedact([signature]);
    expect(redact('a'.repeat(8192))).toHaveLength(8192);
    expect(redact('a'.repeat(8193))).toBe('[withheld: it is too long]');
  });

  it('takes time that grows with the text alone, whatever stands in it', () => {
    const redact = createRedact([signature]);
    const base64 = (text: string): string => Buffer.from(text).toString('base64');
    const hard = [
      '=',
      '%',
      '%25',
      '%2525',
      '&#',
      '&#0',
      '\\',
      '\\u',
      '<',
      '<a',
      '<"',
      '<"\'',
      '<!--',
      '<!-->',
      ']]>',
      '&lt;',
      'ab',
      '0x',
      '41:',
      'A-_*',
      ' ',
    ];
    for (const part of [...hard, base64(base64('%25&#37;<a>'))]) {
      redact(part.repeat(8192).slice(0, 8192));
      expect(redact(part.repeat(500_000))).toContain('withheld');
    }
  }, 10_000);

  it('withholds a text in which a piece shows only after tags and white space are gone', () => {
    const redact = createRedact([signature]);
    for (const between of [
      '\n',
      ' ',
      '\u200b',
      '\u00ad',
      '<wbr>',
      '<b></b>',
      '&shy;',
      '&#8203;',
      '&lt;wbr&gt;',
      '%0A',
    ]) {
      expect(redact(`sig ${signature.match(/.{1,6}/g)?.join(between)} end`), between).toBe(withheld);
    }
  });
});

describe('readUserSigMac', () => {
  const identity = { sdkAppId: 1400000000, secretKey: 'a-key', identifier: 'administrator' };

  it('reads the MAC of a stored and of a compressed signature', async () => {
    const signed = await signUserSig(identity);
    const mac = await readUserSigMac(signed);
    expect(mac).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(signed.replaceAll('*', '+').replaceAll('-', '/'), 'base64').toString()).toContain(mac);
    const { deflateSync } = await import('node:zlib');
    const packed = deflateSync(JSON.stringify({ 'TLS.sig': mac })).toString('base64');
    const text = packed.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
    expect(await readUserSigMac(text)).toBe(mac);
  });

  it('gives nothing for what is no signature', async () => {
    for (const text of ['', 'eJ', 'eAEB', 'x'.repeat(20_000), 'eJ-canary*signature_']) {
      expect(await readUserSigMac(text)).toBeUndefined();
    }
  });
});
