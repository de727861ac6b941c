/** What the pages say of one thing in several places, held against each other and against the document. */
import fc from 'fast-check';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import * as client from '../../packages/client/src/index.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { inRoot } from '../../scripts/paths.ts';
import { raw } from '../../scripts/site/html/html.ts';
import { createHtmlMarkdown } from '../../scripts/site/html/markdown.ts';
import { table } from '../../scripts/site/html/table.ts';
import { readLanguages } from '../../scripts/site/languages.ts';
import { plain } from '../../scripts/site/model/words.ts';
import { type CodeUse, codeText } from '../../scripts/site/pages/code-rows.ts';
import { titlesAlone } from '../../scripts/site/pages/titles.ts';
import { readTree } from '../generate/copy.ts';
import { elementsOf, textOf } from './elements.ts';

const files = await readTree(inRoot('generated', 'docs'));
const pages = [...files].filter(([name]) => name.endsWith('.html'));
const api = readApi(JSON.parse(files.get('openapi.json') ?? ''));
const languages = await readLanguages(inRoot('spec', 'docs'), api);
const folders = languages.map(({ folder }) => folder);

/** The content of a meta element, by its name or property. */
function metaOf(page: string, key: string): string {
  const found = [...elementsOf(parse(page))].find(({ attrs }) => attrs.some(({ value }) => value === key));
  return found?.attrs.find(({ name }) => name === 'content')?.value ?? '';
}

describe('a title', () => {
  it('is that of one page alone, in each language', () => {
    for (const folder of folders) {
      const own = pages.filter(([name]) => /^(ja\/|zh-CN\/)?/.exec(name)?.[0] === folder);
      const titles = own.map(([, page]) => /<title>([^<]*)<\/title>/.exec(page)?.[1]);
      expect(own.length).toBeGreaterThan(100);
      expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toStrictEqual([]);
    }
  });

  it('that several pages have is told apart, however many there are, and no other is touched', () => {
    const label = (key: string): string => key;
    const page = fc.record({
      path: fc.stringMatching(/^[a-z]{1,8}\.html$/),
      kind: fc.constantFrom('guide', 'webhook', 'tag', 'codes', 'calls'),
      title: fc.constantFrom('Webhooks', 'Messages', 'Regions'),
    } as const);
    fc.assert(
      fc.property(fc.uniqueArray(page, { selector: ({ path }) => path }), (all) => {
        const titles = titlesAlone(all, label);
        expect(new Set(titles.values()).size).toBe(all.length);
        for (const { path, title } of all) {
          const isAlone = all.filter((other) => other.title === title).length === 1;
          if (isAlone) expect(titles.get(path)).toBe(title);
          else expect(titles.get(path)).toMatch(new RegExp(`^${title} · `));
        }
      }),
    );
  });
});

describe('a code that means something else on some operations', () => {
  const overridden = api.operations.flatMap((operation) => operation.overrides.map((error) => ({ operation, error })));

  it('says so in the description of its page, in each language, and in llms.txt', () => {
    expect(overridden.length).toBeGreaterThan(2);
    for (const { folder, errorText } of languages) {
      for (const { operation, error } of overridden) {
        const page = files.get(`${folder}errors/${error.code}.html`) ?? '';
        const { meaning, remedy } = errorText(error, operation.id);
        for (const key of ['description', 'og:description']) {
          const description = metaOf(page, key);
          expect(description, `${folder}${error.code}`).toContain(plain(meaning));
          expect(description, `${folder}${error.code}`).toContain(plain(remedy));
        }
      }
    }
    const lines = (files.get('llms.txt') ?? '').split('\n');
    for (const { error } of overridden) {
      const line = lines.find((one) => one.includes(`(errors/${error.code}.md)`));
      expect(line).toContain(error.meaning);
    }
    const both = lines.find((one) => one.includes('(errors/10004.md)'));
    expect(both).toBe(
      '- [10004 InvalidGroupParameter](errors/10004.md): A parameter of the request is invalid. On “Terminate an official channel”, “Unsubscribe users from an official channel”: An internal error of the service.',
    );
  });

  it('names the operations of each meaning, the first one as well where every operation has its own', () => {
    const [language] = languages;
    const [one, two, three] = api.operations;
    const [error] = api.errors;
    if (language === undefined || one === undefined || two === undefined || three === undefined || error === undefined)
      return expect.unreachable();
    const override = (operation: typeof one, meaning: string): CodeUse['overrides'][number] => ({
      operation,
      operations: [operation],
      error: { ...error, meaning },
      sources: [],
    });
    const words = {
      ...language,
      errorText: ({ meaning, remedy }: typeof error) => ({ meaning, remedy, otherwise: [], tag: 'en' }),
    };
    const context = { language: words, site: { api } } as unknown as Parameters<typeof codeText>[0];
    const overrides = [override(one, 'A.'), override(two, 'B.')];
    const name = (id: string): string => language.words.operation(id, 'summary').text;
    const use = { error: { ...error, meaning: 'General.' }, isCommon: false, operations: [one, two], overrides };
    expect(codeText(context, { ...use, leading: overrides[0] }, ['meaning'])).toBe(
      `On “${name(one.id)}”: A. On “${name(two.id)}”: B.`,
    );
    expect(codeText(context, { ...use, leading: undefined }, ['meaning'])).toBe(
      `General. On “${name(one.id)}”: A. On “${name(two.id)}”: B.`,
    );
    expect(codeText(context, { ...use, overrides: [], leading: undefined }, ['meaning', 'remedy'])).toBe(
      `General. ${error.remedy}`,
    );
  });
});

describe('llms.txt', () => {
  it('has names as code, as they are', () => {
    const llms = files.get('llms.txt') ?? '';
    for (const { id, path } of api.operations) expect(llms).toContain(`: \`${id}\`, \`${path}\`\n`);
    for (const { name } of api.webhooks) expect(llms).toContain(`: \`${name}\`\n`);
    expect(llms).not.toContain('\\_');
  });
});

describe('a table', () => {
  it('has no head that says nothing, on any page', () => {
    const empty = pages.flatMap(([name, page]) =>
      [...elementsOf(parse(page))].filter((one) => one.tagName === 'th' && textOf(one).trim() === '').map(() => name),
    );
    expect(empty).toStrictEqual([]);
  });

  it('has a plain cell where it has no head', () => {
    const { markup } = table('x', [raw(''), raw('B')], [{ cells: [raw(''), raw('1')] }]);
    expect(markup).toContain('<tr><td></td><th scope="col">B</th></tr>');
    expect(markup).toContain('<tr><td></td><td data-head="B">1</td></tr>');
    const written = createHtmlMarkdown((target) => target).block('|  | B |\n| - | -: |\n| a |  |\n').markup;
    expect(written.replaceAll('\n', '')).toContain('<tr><td></td><th scope="col" align="right">B</th></tr>');
    expect(written.replaceAll('\n', '')).toContain('<tr><td>a</td><td align="right"></td></tr>');
  });
});

describe('the words', () => {
  it('for a channel are the same on every Chinese page but where the other one is explained', () => {
    const others = pages.filter(
      ([name, page]) => name.startsWith('zh-CN/') && /频道/.test(page.replaceAll('官方频道', '')),
    );
    expect(others.map(([name]) => name)).toStrictEqual([]);
  });

  it('for a webhook in the results of the search are those of its list', () => {
    for (const { label, tag } of languages) {
      expect(label('webhooks.title'), tag).toMatch(new RegExp(`^${label('search.kind.webhook')}`));
    }
  });
});

describe('the guide to failures', () => {
  it.each(folders)('names every error of the client: %j', (folder) => {
    const guide = files.get(`${folder}guides/failures.md`) ?? '';
    const errors = Object.keys(client).filter((name) => /^Chat\w+Error$/.test(name));
    expect(errors).toContain('ChatQuotaError');
    expect(errors.filter((name) => !guide.includes(`| \`${name}\` `))).toStrictEqual([]);
  });
});
