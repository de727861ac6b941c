/** A key is what the console shows, and nothing else: what people paste with it is refused, and named where one side uses it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSigner, explainUserSig, signUserSig, verifyUserSig } from '../src/index.ts';
import { unwrapKey, wrapKey, wrappingReason } from '../src/key-forms.ts';
import { forge, hmac, identity, linesOf, options, right, time } from './forge.ts';
import { sampleKey } from './vectors.ts';

const half = sampleKey.length / 2;
const name = 'It has its name before it.';
const white = 'It has white space or an invisible character.';
const quotes = 'It has quotes around it.';
const other = 'It has a character that is not ASCII.';

/** What is pasted, how it is refused, the reason in an explanation; and whether a signer is known to wrap in this way. */
const table: [paste: (key: string) => string, says: string, reason: string, isKnown?: false][] = [
  [(key) => `"${key}"`, quotes, 'key-quoted'],
  [(key) => `'${key}'`, quotes, 'key-quoted'],
  [(key) => `\u201c${key}\u201d`, quotes, 'key-quoted'],
  [(key) => `«${key}»`, quotes, 'key-quoted'],
  [(key) => `‹${key}›`, quotes, 'key-quoted'],
  [(key) => `＂${key}＂`, quotes, 'key-quoted'],
  [(key) => `「${key}」`, quotes, 'key-quoted'],
  [(key) => `『${key}』`, quotes, 'key-quoted'],
  [(key) => `《${key}》`, quotes, 'key-quoted'],
  [(key) => `【${key}】`, quotes, 'key-quoted'],
  [(key) => `❝${key}❞`, quotes, 'key-quoted'],
  [(key) => `<${key}>`, quotes, 'key-quoted'],
  [(key) => `(${key})`, quotes, 'key-quoted'],
  [(key) => `\\"${key}\\"`, quotes, 'key-quoted'],
  [(key) => `${key};`, quotes, 'key-quoted'],
  [(key) => `${key},`, quotes, 'key-quoted'],
  [(key) => `${key}\u200b`, white, 'key-white-space'],
  [(key) => `${key}\u200e`, white, 'key-white-space'],
  [(key) => `${key}\u3000`, white, 'key-white-space'],
  [(key) => `\ufeff${key}`, white, 'key-white-space'],
  [(key) => `${key}\0`, white, 'key-white-space'],
  [(key) => `${key}\\n`, white, 'key-white-space'],
  [(key) => `${key}\u00ad`, white, 'key-white-space'],
  [(key) => `${key.slice(0, half)}\u00ad${key.slice(half)}`, white, 'key-white-space', false],
  [(key) => `${key.slice(0, half)} ${key.slice(half)}`, white, 'key-white-space'],
  [(key) => `${key.slice(0, 40)}\n${key.slice(40)}`, white, 'key-white-space'],
  [(key) => `${key.slice(0, 40)}\r\n${key.slice(40)}`, white, 'key-white-space'],
  [(key) => `${key} # prod`, white, 'key-line', false],
  [(key) => `secretKey: ${key}`, name, 'key-line'],
  [(key) => `CHAT_SECRET_KEY=${key}`, name, 'key-line'],
  [(key) => `CHAT_SECRET_KEY: ${key}`, name, 'key-line'],
  [(key) => `CHAT_SECRET_KEY = "${key}"`, name, 'key-line'],
  [(key) => `export CHAT_SECRET_KEY='${key}'`, name, 'key-line'],
  [(key) => `set CHAT_SECRET_KEY=${key}`, name, 'key-line'],
  [(key) => `$env:CHAT_SECRET_KEY="${key}"`, name, 'key-line'],
  [(key) => `const secretKey = '${key}';`, name, 'key-line'],
  [(key) => `let SECRET_KEY = "${key}";`, name, 'key-line'],
  [(key) => `{"secretKey":"${key}"}`, name, 'key-line'],
  [(key) => `'secret_key' => '${key}'`, name, 'key-line'],
  [(key) => `CHAT_SECRET_KEY＝${key}`, name, 'key-line'],
  [(key) => `CHAT_SECRET_KEY：${key}`, name, 'key-line'],
  [(key) => `密钥：${key}`, name, 'key-line'],
  [(key) => `シークレットキー: ${key}`, name, 'key-line'],
  [(key) => key.replace('5', '５'), other, 'key-look-alike', false],
  [(key) => key.replaceAll('c', '\u0441'), other, 'key-look-alike', false],
  [(key) => `${key}。`, other, 'key-look-alike', false],
];
const cases = table.map(([paste, says, reason, isKnown = true]) => {
  return [JSON.stringify(paste('K'.repeat(64))).slice(0, 120), paste, says, reason, isKnown] as const;
});

const signedWith = (key: string): string => forge(right, hmac(linesOf(right), key));
const explain = async (key: string, secretKey: string) => {
  const findings = await explainUserSig(signedWith(key), { ...options, secretKey });
  return { reasons: findings.map(({ reason }) => reason), last: findings.at(-1) };
};

describe('a key that is pasted with something else', () => {
  it.each(cases)('is not signed with, and the error says why: %s', async (_what, paste, says) => {
    const signer = { ...identity, secretKey: paste(sampleKey) };
    const signed = signUserSig({ ...signer, now: time });
    await expect(signed).rejects.toThrow(RangeError);
    await expect(signed).rejects.toThrow(says);
    await expect(signed).rejects.not.toThrow(sampleKey.slice(0, 8));
    expect(() => checkSigner(signer)).toThrow(says);
  });

  it.each(cases)('is named where both sides use it, and does not verify: %s', async (_what, paste, _says, reason) => {
    const wrapped = paste(sampleKey);
    const { reasons } = await explain(wrapped, wrapped);
    // What is seen first counts: white space in front of a comment, inside of quotes.
    expect(reasons).toStrictEqual([reason]);
    expect(await verifyUserSig(signedWith(wrapped), { ...options, secretKey: wrapped })).toBe(false);
  });

  it.each(cases)('is named where it is what is checked with: %s', async (_what, paste, _says, reason) => {
    const { reasons, last } = await explain(sampleKey, paste(sampleKey));
    expect(reasons).toStrictEqual([reason]);
    expect(last?.remedy).toMatch(/ Without it, the UserSig is right\.$/);
    expect(await verifyUserSig(signedWith(sampleKey), { ...options, secretKey: paste(sampleKey) })).toBe(false);
  });

  it.each(cases.filter(([, , , , isKnown]) => isKnown))(
    'is named where the signer uses it: %s',
    async (_what, paste, _says, reason) => {
      const { reasons, last } = await explain(paste(sampleKey), sampleKey);
      expect(reasons).toStrictEqual([reason]);
      expect(last?.remedy).not.toContain('the UserSig is right');
    },
  );

  it('is known to the rule in every form in which a signer may have used it', () => {
    const forms = wrapKey(sampleKey).filter(({ reason }) => reason !== 'key-decoded' && reason !== 'key-encoded');
    expect(forms.length).toBeGreaterThan(1000);
    for (const { reason, key } of forms) {
      const given = String(key);
      expect(wrappingReason(given), JSON.stringify(given)).toBeDefined();
      expect(unwrapKey(given).at(-1), JSON.stringify(given)).toStrictEqual({ reason, key: sampleKey });
    }
  });

  it('is unwrapped whatever stands around it, until it is one that is signed with', () => {
    const around = fc.array(fc.constantFrom(...' \n\t\u00a0\u200b\u3000"\'`«»「」『』❝❞'), { maxLength: 4 });
    fc.assert(
      fc.property(around, around, (before, after) => {
        const given = before.join('') + sampleKey + after.join('');
        expect(unwrapKey(given).at(-1)?.key ?? given).toBe(sampleKey);
      }),
    );
  });

  it('takes a bounded time, however long it is', async () => {
    for (const part of ['=', ':', '\\n', ' #', '"', '\n', '「', 'a=']) {
      const secretKey = part.repeat(200_000);
      await expect(signUserSig({ ...identity, secretKey })).rejects.toThrow(RangeError);
      expect((await explain('another', secretKey)).reasons).toHaveLength(1);
      expect((await explain('another', part.repeat(1000))).reasons).toHaveLength(1);
    }
  });
});

describe('the word that a variable becomes when it is not set', () => {
  it.each(['undefined', 'null'])('is no key: %s', async (secretKey) => {
    for (const attempt of [
      signUserSig({ ...identity, secretKey }),
      verifyUserSig(signedWith(secretKey), { ...options, secretKey }),
      explainUserSig(signedWith(secretKey), { ...options, secretKey }),
    ]) {
      await expect(attempt).rejects.toThrow(`It is ${secretKey}. Is the variable that should hold it set?`);
    }
  });
});

it('takes any other key of visible ASCII, as tests have them', async () => {
  const plain = fc.string({
    unit: fc.constantFrom(...'abcxyzABCXYZ0123456789-_.~+/*@$%!?&^|'),
    minLength: 1,
    maxLength: 1024,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(plain, async (secretKey) => {
      const userSig = await signUserSig({ ...identity, secretKey, now: time });
      expect(await verifyUserSig(userSig, { ...options, secretKey })).toBe(true);
    }),
  );
  for (const secretKey of [sampleKey, 'k', '3', 'any', 'test-server-secret', 'a_b.c', `${btoa('some key')}=`]) {
    expect(() => checkSigner({ ...identity, secretKey })).not.toThrow();
  }
});

describe('a secret of another type', () => {
  it.each<[unknown, string]>([
    [123456789012, 'a number'],
    [0, 'a number'],
    [true, 'a boolean'],
    [123456789012n, 'a bigint'],
    [['123456789012'], 'an array'],
    [{ key: '123456789012' }, 'an object'],
  ])('is not printed as a key or signature: %o', async (secret, what) => {
    const signed = Reflect.apply(signUserSig, undefined, [{ ...identity, secretKey: secret }]);
    await expect(signed).rejects.toThrow(`It is ${what}.`);
    const verified = Reflect.apply(verifyUserSig, undefined, ['eJ', { ...options, secretKey: secret }]);
    await expect(verified).rejects.toThrow(`It is ${what}.`);
    const [finding] = await Reflect.apply(explainUserSig, undefined, [secret, options]);
    expect(finding).toMatchObject({ reason: 'not-base64', found: what });
    const [field] = await explainUserSig(forge(right, typeof secret === 'bigint' ? Number(secret) : secret), options);
    expect(field?.found).toBe(`TLS.sig, ${typeof secret === 'bigint' ? 'a number' : what}`);
  });

  it('leaves other options shown', async () => {
    const signed = Reflect.apply(signUserSig, undefined, [{ ...identity, secretKey: 'key', identifier: 7 }]);
    await expect(signed).rejects.toThrow('It is 7.');
  });
});
