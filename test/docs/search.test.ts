/** What the search finds: the built index of each language, asked without a browser. */

import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { startMock } from '@chat-openapi/mock';
import { signUserSig } from '@chat-openapi/usersig';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import type { Entry } from '../../scripts/site/browser/search/data.ts';
import { fieldsOf, listFields } from '../../scripts/site/browser/search/fields.ts';
import { marksIn } from '../../scripts/site/browser/search/marks.ts';
import { packNames, unpackNames } from '../../scripts/site/browser/search/packed.ts';
import { isOneSlip } from '../../scripts/site/browser/search/slips.ts';
import { packTexts, unpackTexts } from '../../scripts/site/browser/search/texts.ts';
import { wordsOf } from '../../scripts/site/browser/search/words.ts';
import { readSearchTexts } from '../../scripts/site/search/words.ts';
import { type BuiltSearch, readSearch } from './built-search.ts';
import { failures, questions } from './questions.ts';

const docs = inRoot('generated', 'docs');
const languages = ['en', 'zh-CN', 'ja'] as const;
const searches = new Map<string, BuiltSearch>();
for (const language of languages) searches.set(language, await readSearch(docs, language));

function searchIn(language: string): BuiltSearch {
  const search = searches.get(language);
  if (search === undefined) throw new Error(`There is no search in ${language}.`);
  return search;
}

/** The addresses of what is found, the best first. */
function pagesFor(asked: string, language = 'en', index: 'whole' | 'byNames' = 'whole'): string[] {
  const search = searchIn(language);
  return search[index].find(asked).results.map(({ entry }) => search.names.entries[entry]?.[0] ?? '');
}

describe.each(languages)('the search in %s', (language) => {
  it('has at least twenty questions', () => {
    expect(questions[language].length).toBeGreaterThanOrEqual(20);
  });

  it.each(questions[language])('leads from “%s” to the right page first', (asked, first) => {
    expect([first].flat()).toContain(pagesFor(asked, language)[0]);
  });

  it.each(failures)('leads from the failure %s to the page that explains it', (failure, first) => {
    expect([first].flat()).toContain(pagesFor(failure, language)[0]);
  });

  it('names pages that there are as what readers look for', async () => {
    const { phrases, failures: messages } = await readSearchTexts(language);
    const known = new Set(searchIn(language).names.entries.map(([url]) => url));
    const shown = [...phrases.flatMap(({ show }) => show), ...messages.map(({ show }) => show)];
    expect(shown.filter((page) => !known.has(page))).toStrictEqual([]);
  });

  it('finds each page first by its title, and each operation and code by its name', () => {
    const { names } = searchIn(language);
    const titles = names.entries.map(([, title]) => title);
    for (const [url, title, kind, keys] of names.entries) {
      const same = titles.filter((other) => wordsOf(other).join(' ') === wordsOf(title).join(' ')).length;
      if (same === 1) expect(pagesFor(title, language).slice(0, 3), title).toContain(url);
      const [name = ''] = keys.split(' ');
      const isOnly = names.entries.filter((entry) => entry[3].split(' ').includes(name)).length === 1;
      if (['operation', 'webhook', 'code'].includes(kind) && isOnly)
        expect(pagesFor(name, language)[0], name).toBe(url);
    }
  });

  it('finds the names of pages before their texts are there', () => {
    expect(pagesFor('destroyOfficialAccount', language, 'byNames')[0]).toBe('operations/destroyOfficialAccount.html');
    expect(pagesFor('{"ErrorCode":70009}', language, 'byNames')).toStrictEqual(['errors/70009.html']);
  });

  it('weighs less than it may, also for many more operations', async () => {
    const files = await readdir(inRoot('generated', 'docs', 'assets'));
    const weigh = async (pattern: RegExp): Promise<number> => {
      const name = files.find((file) => pattern.test(file)) ?? '';
      return gzipSync(await readFile(inRoot('generated', 'docs', 'assets', name)), { level: 9 }).length;
    };
    const engine = await weigh(/^search\.\w+\.js$/);
    const names = await weigh(new RegExp(`^names\\.${language}\\.js$`));
    const texts = await weigh(new RegExp(`^texts\\.${language}\\.js$`));
    expect(engine + names).toBeLessThan(26_000);
    expect(engine + names + texts).toBeLessThan(80_000);
  });
});

describe('a slip', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  /** A word with one letter too many, too few, another, or two swapped. */
  const slipIn = (word: string): fc.Arbitrary<string> =>
    fc
      .tuple(fc.nat(word.length - 1), fc.constantFrom(...letters), fc.constantFrom('more', 'less', 'other', 'swap'))
      .map(([at, letter, kind]) => {
        const [before, after] = [word.slice(0, at), word.slice(at + 1)];
        if (kind === 'more') return before + letter + word.slice(at);
        if (kind === 'less') return before + after;
        if (kind === 'other') return before + letter + after;
        return before + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
      });

  it('is what one letter too many, too few or another is, and a swap; nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc'), minLength: 2, maxLength: 8 }), fc.gen(), (word, g) => {
        const slipped = g(slipIn, word);
        expect(isOneSlip(word, slipped)).toBe(word !== slipped);
        expect(isOneSlip(slipped, word)).toBe(word !== slipped);
      }),
    );
    for (const [word, other] of [
      ['destory', 'history'],
      ['abcd', 'badc'],
      ['limit', 'limited'],
      ['abc', 'abc'],
    ] as const) {
      expect(isOneSlip(word, other), `${word}, ${other}`).toBe(false);
    }
  });

  it('in a word of four letters or more is forgiven wherever it is', () => {
    const words = ['terminate', 'channel', 'signature', 'expired', 'region', 'administrator', 'identifier', 'renewing'];
    const { names, texts } = searchIn('en');
    const known = new Set([...names.entries.map(([, title]) => title), ...texts].flatMap(wordsOf));
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.gen(), (word, g) => {
        const slipped = g(slipIn, word);
        // That is another word of the reference, such as `terminal`.
        fc.pre(!wordsOf(slipped).some((form) => known.has(form)));
        const pages = new Set(pagesFor(slipped));
        // Whatever else it may mean, the best pages of the word itself are among those that are found.
        expect([...pages], slipped).toContain(pagesFor(word)[0]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a slip in a phrase', () => {
  it.each([
    ['mok server', 'mock server'],
    ['plaan expired', 'plan expired'],
    ['plan expird', 'plan expired'],
    ['message too log', 'message too long'],
    ['webhoo timeout', 'webhook timeout'],
    ['webhook timeuot', 'webhook timeout'],
    ['chose region', 'choose region'],
    ['channe not found', 'channel not found'],
    ['sen message', 'send message'],
    ['signture expired', 'signature expired'],
  ])('as “%s” leads where “%s” does', (slipped, meant) => {
    for (const language of languages) expect(pagesFor(slipped, language)[0]).toBe(pagesFor(meant, language)[0]);
  });
});

describe('a name that is not typed to its end', () => {
  const { names } = searchIn('en');
  const called = names.entries.flatMap(([url, , kind, keys]) =>
    kind === 'operation' || kind === 'webhook' ? [{ url, name: keys.split(' ')[0]?.replace(/^.*\./, '') ?? '' }] : [],
  );

  it('leads to its operation or webhook as soon as it can be no other, with the texts and without them', () => {
    const wrong = called.flatMap(({ url, name }) =>
      Array.from({ length: name.length - 6 }, (_, more) => name.slice(0, 6 + more)).flatMap((begin) => {
        const isOnly = called.filter((other) => other.name.startsWith(begin)).length === 1;
        const isWord = /^[a-z]+$|Callback$/.test(begin);
        return isOnly && !isWord && (pagesFor(begin)[0] !== url || pagesFor(begin, 'en', 'byNames')[0] !== url)
          ? [`${begin} -> ${pagesFor(begin)[0]}`]
          : [];
      }),
    );
    expect(wrong).toStrictEqual([]);
  });

  it('leads to a page with such a field', () => {
    const fields = new Map<string, Set<string>>();
    for (const [url, , , , list] of names.entries)
      for (const { name } of fieldsOf(list)) fields.set(name, (fields.get(name) ?? new Set()).add(url));
    const wrong = [...fields.keys()].flatMap((name) => {
      // What has no capital or line inside may be a word.
      const begin = name.slice(0, -2);
      if (!/[a-z][A-Z]|_/.test(begin)) return [];
      const pages = [...fields].flatMap(([other, urls]) => (other.startsWith(begin) ? [...urls] : []));
      const [first = ''] = pagesFor(begin);
      // What every answer has is explained where calls are.
      return [...pages, 'calls.html'].includes(first) ? [] : [`${begin} -> ${first}`];
    });
    expect(fields.size).toBeGreaterThan(60);
    expect(wrong).toStrictEqual([]);
  });
});

describe('whatever is asked', () => {
  it('is answered, with entries that exist and each of them once', () => {
    const { whole, names } = searchIn('en');
    const odd = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 100 }),
    );
    fc.assert(
      fc.property(odd, (asked) => {
        const found = whole.find(asked).results.map(({ entry }) => entry);
        expect(new Set(found).size).toBe(found.length);
        expect(found.every((entry) => names.entries[entry] !== undefined)).toBe(true);
      }),
    );
  });

  it('is no code where a number is part of something else', () => {
    for (const asked of [
      'identifier 1400070009',
      'usersig=eJw1jU70009x60007-',
      'http://localhost:60007/',
      'https://redis:60007/0',
      '[::1]:60007 is taken',
      'at main (/app/index.js:60007:5)',
      'pid=20001 port 60007',
      '{"pid":20001,"line":60007}',
      'MsgBody has 60007 bytes',
      'process ended with exit code 10004',
      '127.0.0.1:60007 refused',
      'took 60007.5 ms in all',
      '3f70009a-1c2d-4e5f-8a9b-60007a60008b took too long',
    ]) {
      expect(
        searchIn('en')
          .whole.find(asked)
          .results.filter(({ score }) => score >= 50),
        asked,
      ).toStrictEqual([]);
    }
  });

  it('may hold several codes, those that are named as such first', () => {
    expect(pagesFor('worker 20005: ErrorCode 60007 after 70001')).toStrictEqual([
      'errors/60007.html',
      'errors/20005.html',
      'errors/70001.html',
    ]);
    const batch = '{"ErrorCode":0,"ResultItem":[{"UserID":"a","ResultCode":70107}]}';
    expect(pagesFor(batch)).toStrictEqual(['errors/70107.html']);
    expect(searchIn('en').whole.find(batch).isSuccess).toBe(false);
  });
});

describe('what the mock says', () => {
  const secretKey = 'a'.repeat(64);

  it('leads to the page of the code that it says it with, without the code', async () => {
    await using mock = await startMock({
      sdkAppId: 1_400_000_000,
      region: 'singapore',
      admins: ['administrator', 'joe'],
      secretKey,
      strict: true,
    });
    const path = '/v4/official_account_open_http_svc/destroy_official_account';
    const sign = (identifier: string, more: object = {}): Promise<string> =>
      signUserSig({ sdkAppId: 1_400_000_000, identifier, secretKey, ...more });
    const good = {
      sdkappid: '1400000000',
      identifier: 'administrator',
      usersig: await sign('administrator'),
      random: '1',
      contenttype: 'json',
    };
    await using limited = await startMock({ rateLimit: 1 });
    const ask = async (
      query: object,
      body = '{"Official_Account":"@TOA#_a"}',
      more: RequestInit = {},
      at = path,
      url = mock.url,
    ) => {
      const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined));
      const response = await fetch(`${url}${at}?${search}`, { method: 'POST', body, ...more });
      const { ErrorCode, ErrorInfo }: { ErrorCode: number; ErrorInfo: string } = JSON.parse(await response.text());
      return [ErrorCode, ErrorInfo] as const;
    };
    const said = [
      await ask(good),
      await ask({ ...good, sdkappid: undefined }),
      await ask({ ...good, sdkappid: 'abc' }),
      await ask({ ...good, sdkappid: '1400000001' }),
      await ask({ ...good, identifier: undefined }),
      await ask({ ...good, identifier: 'nobody' }),
      await ask({ ...good, usersig: '' }),
      await ask({ ...good, random: '-1' }),
      await ask({ ...good, contenttype: 'xml' }),
      await ask({ ...good, usersig: 'not-a-signature' }),
      await ask({ ...good, usersig: await sign('joe') }),
      await ask({ ...good, usersig: await sign('administrator', { expiresIn: 1, now: 1_700_000_000 }) }),
      await ask({ ...good, usersig: await sign('administrator', { secretKey: 'b'.repeat(64) }) }),
      await ask({ ...good, usersig: await sign('administrator', { sdkAppId: 1_400_000_001 }) }),
      await ask(good, ''),
      await ask(good, 'hello'),
      await ask(good, '{}'),
      await ask(good, '{"Official_Account":1}'),
      await ask(good, '{"Official_Account":"news"}'),
      await ask(good, JSON.stringify({ Official_Account: `@TOA#_${'x'.repeat(60)}` })),
      await ask(good, '{"Official_Account":"@TOA#_mock_4711"}'),
      await ask(good, undefined, {}, '/v4/nothing/here'),
      await ask(good, undefined, { method: 'PUT' }),
    ];
    said.push(
      ...(await Promise.all([1, 2, 3].map(() => ask(good, undefined, {}, path, limited.url)))).filter(
        ([code]) => code !== 0,
      ),
    );
    expect(new Set(said.map(([code]) => code)).size).toBeGreaterThan(12);
    for (const [code, info] of said) expect(pagesFor(info)[0], info).toBe(`errors/${code}.html`);
  });
});

describe('the list of fields', () => {
  it('gives every field the id that it has on its page', () => {
    const ids = ['request', 'request.a', 'request.a.b', 'request.a.b.c', 'request.d', 'response', 'response.X.e'];
    expect(listFields(ids)).toBe('request .a ..b ...c .d response .X.e');
    expect(fieldsOf(listFields(ids)).map(({ id }) => id)).toStrictEqual(ids.filter((id) => id.includes('.')));
  });
});

describe('the script of the names', () => {
  it('holds every entry as it was', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aB1 .$_-') });
    const key = fc.stringMatching(/^[a-zA-Z$]{1,5}$/);
    const entry = fc.oneof(
      fc.tuple(text, text, fc.constantFrom('operation', 'webhook', 'tag', 'page'), text, text),
      key.map((id): Entry => [`operations/${id}.html`, 'Title', 'operation', `${id} other`, `request .${id}Success`]),
      key.map(
        (id): Entry => [`operations/get${id}.html`, 'Title', 'operation', `get${id} get_${id.toLowerCase()} svc`, ''],
      ),
      fc.tuple(key, text).map(([id, more]): Entry => [`guides/${id}.html`, `${id}${more}`, 'guide', '', '']),
      fc.tuple(key, text).map(([id, more]): Entry => [`guides/${id}.html#${id}`, `${id}${more}`, 'guide', '', '']),
      fc
        .tuple(fc.nat(), key)
        .map(([code, name]): Entry => [`errors/${code}.html`, `${code} ${name}`, 'code', name, '']),
    );
    const { words, labels } = searchIn('en').names;
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        // An entry without an address is the start page's, of which there is one by another name.
        const all = entries.map((one): Entry => (one[0] === '' ? ['index.html', one[1], one[2], one[3], one[4]] : one));
        expect(unpackNames(packNames({ entries: all, words, labels }))).toStrictEqual({ entries: all, words, labels });
      }),
    );
  });
});

describe('the script of the texts', () => {
  it('holds every text as it was, and a sentence once', () => {
    const sentence = fc.string({ unit: fc.constantFrom(...'ab. 。!'), minLength: 0, maxLength: 30 });
    const text = fc.array(
      fc.oneof(sentence, fc.constantFrom('A sentence that is long. ', '长句长句长句长句长句长句长句长句长句长句。')),
    );
    fc.assert(
      fc.property(fc.array(text), (all) => {
        const texts = all.map((sentences) => sentences.join(''));
        expect([...unpackTexts(packTexts(texts))]).toStrictEqual(texts);
      }),
    );
    const said = 'The id of the group, as it was given.';
    expect(
      packTexts([`${said} And more.`, `First. ${said} And more.`])
        .join('')
        .split(said),
    ).toHaveLength(2);
  });
});

describe('a mark', () => {
  it('is a word as it stands there, to its end', () => {
    const marked = (text: string, ...words: string[]): string[] =>
      marksIn(text, words).map(([from, to]) => text.slice(from, to));
    expect(marked('Terminates an OfficialAccount; determine', 'terminat', 'account')).toStrictEqual([
      'Terminates',
      'Account',
    ]);
    expect(marked('签名已过期', '签名', '过期')).toStrictEqual(['签名', '过期']);
    expect(marked('nothing', 'absent')).toStrictEqual([]);
  });
});
