/** What people paste in place of a UserSig or a key, each with its own reason. */
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { explainUserSig, signUserSig, verifyUserSig } from '../src/index.ts';
import { documentOf, forge, hmac, identity, linesOf, options, right, time } from './forge.ts';
import { sampleKey } from './vectors.ts';

let stored: string;
const compressed = forge(right);
/** One with `*` and `-` in it, which look-alikes stand in for. */
let special: string;

beforeAll(async () => {
  stored = await signUserSig({ ...identity, secretKey: sampleKey, now: time });
  for (let now = time; ; now--) {
    special = forge({ ...right, time: now });
    if (special.includes('*') && special.includes('-')) break;
  }
});

async function explain(userSig: string, changes: object = {}) {
  const findings = await explainUserSig(userSig, { ...options, ...changes });
  return { reasons: findings.map(({ reason }) => reason), last: findings.at(-1) };
}

describe('around a UserSig', () => {
  it.each<[string, (userSig: string) => string, string[]]>([
    ['the rest of a query', (sig) => `${sig}&contenttype=json`, ['query']],
    ['the rest of a query with entities', (sig) => `${sig}&amp;contenttype=json`, ['query']],
    ['the name of the parameter', (sig) => `usersig=${sig}`, ['query']],
    ['a whole query', (sig) => `sdkappid=1400000000&identifier=administrator&usersig=${sig}&random=1`, ['query']],
    ['a query with its mark', (sig) => `?usersig=${sig}&random=1`, ['query']],
    [
      'a URL',
      (sig) => `https://console.tim.qq.com/v4/a/b?sdkappid=1&identifier=a&usersig=${sig}&contenttype=json`,
      ['url'],
    ],
    ['a URL at whose end it stands', (sig) => `https://a.test/?usersig=${sig}`, ['url']],
    ['a URL that encodes it', (sig) => `https://a.test/?usersig=${sig.replaceAll('*', '%2A')}&random=1`, ['url']],
    ['a URL behind it', (sig) => `${sig}https://a.test/v4?sdkappid=1`, ['url']],
    ['a URL behind it, apart', (sig) => `${sig} https://a.test/v4?sdkappid=1&usersig=abc`, ['url']],
    ['a path behind it', (sig) => `${sig}\n/v4/openim/x?sdkappid=1`, ['url']],
    ['a query behind it', (sig) => `${sig}?sdkappid=1&random=2`, ['query']],
    ['a fragment behind it', (sig) => `${sig}#top`, ['query']],
    ['a path', (sig) => `/v4/a/b?sdkappid=1&userSig=${sig}`, ['url']],
    ['a line of a request', (sig) => `POST /v4/a/b?sdkappid=1&usersig=${sig}&random=1 HTTP/1.1`, ['url']],
    ['a command', (sig) => `curl -X POST 'https://a.test/v4?usersig=${sig}&random=1' -d '{}'`, ['url']],
    ['a query that is encoded', (sig) => `usersig%3D${sig}%26contenttype%3Djson`, ['percent-encoded', 'query']],
    ['Bearer', (sig) => `Bearer ${sig}`, ['bearer']],
    ['a header', (sig) => `Authorization: bearer ${sig}`, ['bearer']],
    ['double quotes', (sig) => `"${sig}"`, ['quoted']],
    ['single quotes', (sig) => `'${sig}'`, ['quoted']],
    ['typographic quotes', (sig) => `\u201c${sig}\u201d`, ['quoted']],
    ['one quote', (sig) => `${sig}"`, ['quoted']],
    ['quotes and a comma', (sig) => `"${sig}",`, ['quoted']],
    ['quotes with backslashes', (sig) => `\\"${sig}\\"`, ['quoted']],
    ['angle brackets', (sig) => `<${sig}>`, ['quoted']],
    ['a full stop', (sig) => `${sig}.`, ['quoted']],
    ['the line of a variable', (sig) => `CHAT_USER_SIG=${sig}`, ['variable-line']],
    ['the line of a variable with quotes', (sig) => `export USER_SIG="${sig}"`, ['variable-line', 'quoted']],
    ['a member of an object', (sig) => `userSig: '${sig}',`, ['variable-line', 'quoted']],
    ['a JSON object', (sig) => `{"userSig":"${sig}"}`, ['quoted', 'variable-line']],
    ['a sentence', (sig) => `the signature is ${sig} as of today`, ['surrounded']],
    ['white space', (sig) => ` \t${sig}\r\n`, ['white-space']],
    ['line breaks in it', (sig) => (sig.match(/.{1,64}/g) ?? []).join('\n'), ['white-space']],
    ['a byte order mark', (sig) => `\ufeff${sig}`, ['invisible']],
    ['a zero-width space', (sig) => `${sig}\u200b`, ['invisible']],
    ['several', (sig) => ` "Bearer ${sig}"\n`, ['white-space', 'quoted', 'bearer']],
  ])('%s is named', async (_what, wrap, reasons) => {
    for (const userSig of [stored, compressed, special]) {
      const found = await explain(wrap(userSig), { now: time });
      expect(found.reasons.toSorted(), wrap(userSig)).toStrictEqual(reasons.toSorted());
      expect(found.last?.remedy).toMatch(/ Without (it|these), the UserSig is right\.$/);
      expect(found.last).toMatchObject({ code: 70003 });
      expect(await verifyUserSig(wrap(userSig), { ...options, now: time })).toBe(false);
    }
  });

  it('is not said to be all that is wrong when it is not', async () => {
    const other = forge({ ...right, identifier: 'someone' });
    const { reasons, last } = await explain(`"${other}"`);
    expect(reasons).toStrictEqual(['quoted', 'identifier']);
    expect(last?.remedy).not.toContain('Without');
    const unchecked = await explain(`"${compressed}"`, { secretKey: undefined });
    expect(unchecked.last?.remedy).toMatch(/as far as it can be checked without the key\.$/);
  });

  it.each<[string, Record<string, string>, string]>([
    ['Cyrillic letters', { e: '\u0435', a: '\u0430', A: '\u0410', B: '\u0412' }, '\\u0435 for e'],
    ['Greek letters', { J: 'J', e: 'e', o: '\u03bf', B: '\u0392', A: '\u0391' }, '\\u0391 for A'],
    ['an en dash', { '-': '\u2013' }, '\\u2013 for -'],
    ['a minus sign', { '-': '\u2212' }, '\\u2212 for -'],
    ['an asterisk operator', { '*': '\u2217' }, '\\u2217 for *'],
    ['full-width forms', { '*': '\uff0a', '-': '\uff0d', e: '\uff45', J: '\uff2a' }, '\\uff45 for e'],
    ['mathematical letters', { e: '\u{1d41e}' }, '\\ud835\\udc1e for e'],
  ])('%s that look alike are named, and shown as escapes', async (_what, changes, shown) => {
    const changed = Array.from(special, (character) => changes[character] ?? character).join('');
    const { reasons, last } = await explain(changed, { now: time });
    expect(reasons).toStrictEqual(['look-alike']);
    expect(last?.found).toContain(shown);
    expect(last?.found).toMatch(/^[\x20-\x7e]+$/);
    expect(last?.remedy).toContain('Without it, the UserSig is right.');
  });

  it('a user id that looks like the right one is shown as escapes too', async () => {
    for (const [identifier, shown] of [
      ['\u0430dministrator', '"\\u0430dministrator"'],
      ['administrator\u200b', '"administrator\\u200b"'],
      ['\uff41dministrator', '"\\uff41dministrator"'],
    ] as const) {
      const { reasons, last } = await explain(forge({ ...right, identifier }));
      expect(reasons).toStrictEqual(['look-alike']);
      expect(last).toMatchObject({ code: 70013, expected: 'the user "administrator"' });
      expect(last?.found).toContain(shown);
    }
  });
});

describe('a UserSig whose end is missing', () => {
  it('is named wherever it is cut', async () => {
    for (const userSig of [stored, compressed, special]) {
      for (let length = 4; length < userSig.length; length++) {
        const { reasons } = await explain(userSig.slice(0, length));
        // What is left of the padding may be all that is missing.
        const bytes = Math.floor((userSig.slice(0, length).replace(/_+$/, '').length * 3) / 4);
        const whole = bytes === Math.floor((userSig.replace(/_+$/, '').length * 3) / 4);
        expect(whole ? ['cut', 'base64url', 'standard-base64'] : ['cut'], `${length}`).toEqual(
          expect.arrayContaining(reasons),
        );
        expect(reasons).toHaveLength(1);
      }
    }
  });

  it('is told from one that is damaged', async () => {
    const damaged = `${compressed.slice(0, 60)}${compressed[60] === 'A' ? 'B' : 'A'}${compressed.slice(61)}`;
    expect((await explain(damaged)).reasons).toStrictEqual(['broken-zlib']);
    const flipped = `${stored.slice(0, 60)}${stored[60] === 'A' ? 'B' : 'A'}${stored.slice(61)}`;
    expect((await explain(flipped)).reasons).toStrictEqual(['broken-zlib']);
  });
});

describe('a key with something around it', () => {
  const signedWith = (key: string | Buffer): string => forge(right, hmac(linesOf(right), key));
  const wrappers: [string, (key: string) => string, string][] = [
    ['double quotes', (key) => `"${key}"`, 'key-quoted'],
    ['single quotes', (key) => `'${key}'`, 'key-quoted'],
    ['back quotes', (key) => `\`${key}\``, 'key-quoted'],
    ['typographic quotes', (key) => `\u201c${key}\u201d`, 'key-quoted'],
    ['German quotes', (key) => `\u201e${key}\u201c`, 'key-quoted'],
    ['one quote', (key) => `${key}"`, 'key-quoted'],
    ['quotes and a line break', (key) => `"${key}"\n`, 'key-quoted'],
    ['a line break', (key) => `${key}\n`, 'key-white-space'],
    ['a tab before it', (key) => `\t${key}`, 'key-white-space'],
    ['spaces on both sides', (key) => ` ${key} `, 'key-white-space'],
    ['a byte order mark', (key) => `\ufeff${key}`, 'key-white-space'],
    ['a no-break space', (key) => `${key}\u00a0`, 'key-white-space'],
    ['a line of a file', (key) => `CHAT_SECRET_KEY=${key}`, 'key-line'],
    ['a line with quotes', (key) => `SECRET_KEY="${key}"`, 'key-line'],
    ['a line of a shell', (key) => `export SECRETKEY=${key}`, 'key-line'],
    ['a line of YAML', (key) => `secretKey: ${key}`, 'key-line'],
    ['base64', (key) => Buffer.from(key).toString('base64'), 'key-encoded'],
    ['base64 with a line break in it', (key) => Buffer.from(`${key}\n`).toString('base64'), 'key-encoded'],
    ['hexadecimal', (key) => Buffer.from(key).toString('hex'), 'key-encoded'],
  ];

  it.each(wrappers)('is named when the signer used it: %s', async (_what, wrap, reason) => {
    const { reasons, last } = await explain(signedWith(wrap(sampleKey)));
    expect(reasons).toStrictEqual([reason]);
    expect(last?.remedy).not.toContain('the UserSig is right');
  });

  it.each(wrappers)('is named when it is checked with it: %s', async (_what, wrap, reason) => {
    const { reasons, last } = await explain(compressed, { secretKey: wrap(sampleKey) });
    expect(reasons).toStrictEqual([reason]);
    expect(last).toMatchObject({ code: 70009 });
    expect(last?.remedy).toMatch(/ Without it, the UserSig is right\.$/);
    expect(await verifyUserSig(compressed, { ...options, secretKey: wrap(sampleKey) })).toBe(false);
  });

  it.each(wrappers.filter(([, , reason]) => reason !== 'key-encoded').filter(([what]) => what !== 'a line of YAML'))(
    'is named when both sides use it, for the service does not: %s',
    async (_what, wrap, reason) => {
      const secretKey = wrap(sampleKey);
      const { reasons } = await explain(signedWith(secretKey), { secretKey });
      // Around quotes white space is seen first.
      expect([[reason], ['key-white-space']]).toContainEqual(reasons);
      expect(await verifyUserSig(signedWith(secretKey), { ...options, secretKey })).toBe(false);
    },
  );

  it('is named when its characters only look right', async () => {
    for (const [other, original] of [
      ['\u0435', 'e'],
      ['\uff15', '5'],
      ['\u0441', 'c'],
    ] as const) {
      const secretKey = sampleKey.replaceAll(original, other);
      const { reasons, last } = await explain(compressed, { secretKey });
      expect(reasons).toStrictEqual(['key-look-alike']);
      expect(last?.remedy).toMatch(/ Without it, the UserSig is right\.$/);
    }
  });

  it.each(['hex', 'base64', 'base64url'] as const)('is named when the signer decoded it from %s', async (encoding) => {
    const key = encoding === 'hex' ? sampleKey : Buffer.alloc(32, 0xfb).toString(encoding);
    const userSig = signedWith(Buffer.from(key, encoding));
    expect((await explain(userSig, { secretKey: key })).reasons).toStrictEqual(['key-decoded']);
  });

  it('is most likely the key of another app when nothing of that is it', async () => {
    const { reasons, last } = await explain(signedWith('a'.repeat(64)));
    expect(reasons).toStrictEqual(['key']);
    expect(last?.found).toContain('most likely the UserSig was made with the key of another app');
    expect(last?.expected).toContain('SDKAppID 1400000000');
    expect(last?.remedy).toContain('Compare the SDKAppID and the key');
    const otherApp = await explain(forge({ ...right, sdkAppId: 1400000001 }, hmac('anything')));
    expect(otherApp.reasons).toStrictEqual(['sdk-app-id', 'key']);
    expect(otherApp.last?.remedy).toContain('states another app than the one that is called');
  });
});

it('takes a bounded time for a text that is made to take long', async () => {
  const most = 16 * 1024;
  for (const part of [
    '"',
    '"a',
    ' ',
    'sig ',
    'sig=',
    '%41',
    '&',
    'eJ',
    'a=',
    'eJ"',
    '\u200b',
    '\u0435',
    '[',
    'Bearer ',
  ]) {
    for (const end of ['', 'a', '!', '\u0001']) {
      const text = part.repeat(Math.floor((most - 1) / part.length)) + end;
      expect((await explain(text)).reasons.length).toBeGreaterThan(0);
    }
  }
}, 20_000);

it('never throws over a document that is nested without end', async () => {
  const deep = 'x'.repeat(3000).replaceAll('x', '[') + ']'.repeat(3000);
  const json = JSON.stringify(documentOf(right, hmac('anything'))).replace('}', `,"deep":${deep}}`);
  const text = deflateSync(json).toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_');
  expect((await explain(text)).reasons).toStrictEqual(['key']);
});
