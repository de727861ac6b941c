/** The files of the reference, looked at without a browser. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { errorCatalogue, errorOverrides } from '../../generated/catalogue.ts';
import { docsUrl, operations } from '../../generated/operations.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { inRoot } from '../../scripts/paths.ts';
import { checkLinks } from '../../scripts/site/files/links.ts';
import { readLanguages } from '../../scripts/site/languages.ts';
import { readTree } from '../generate/copy.ts';

const files = await readTree(inRoot('generated', 'docs'));
const pages = [...files].filter(([name]) => name.endsWith('.html'));
/** What is shown at addresses that lead nowhere. */
const isNotFound = (name: string): boolean => /(^|\/)404\.html$/.test(name);
/** Those that say something of the document, in every language. */
const twinned = pages.filter(([name]) => name !== 'redoc.html' && !isNotFound(name));

describe('the site', () => {
  it('holds no link to a page or a place that is not there', () => {
    // Looked at apart from the check that generation makes: every attribute that a browser would follow.
    const missing: string[] = [];
    let links = 0;
    for (const [name, content] of pages) {
      for (const [, link = ''] of content.matchAll(/(?:href|src|action|poster)="([^"]*)"/g)) {
        const url = new URL(link.replaceAll('&amp;', '&'), `http://site/${name}`);
        if (url.host !== 'site') continue;
        links++;
        const target = files.get(url.pathname.slice(1));
        const anchor = decodeURIComponent(url.hash.slice(1));
        const isOurs = url.pathname !== '/redoc.html';
        if (target === undefined || (isOurs && anchor && !target.includes(` id="${anchor}"`)))
          missing.push(`${name}: ${link}`);
      }
    }
    expect(links).toBeGreaterThan(pages.length * 10);
    expect(missing).toStrictEqual([]);
  });

  it('is not made when a link leads nowhere', () => {
    const page = (link: string): Map<string, string> =>
      new Map([
        ['index.html', '<h1 id="top">x</h1>'],
        ['guides/a.html', `<a href="${link}">x</a>`],
      ]);
    for (const good of ['../index.html', '../index.html#top', '../index.html?code=1#top', 'https://example.com/']) {
      expect(() => checkLinks(page(good))).not.toThrow();
    }
    for (const good of ['/site/index.html', '/site/index.html#top']) {
      expect(() => checkLinks(page(good), '/site/')).not.toThrow();
    }
    expect(() => checkLinks(page('/site/other.html'), '/site/')).toThrow('guides/a.html: /site/other.html');
    for (const dead of ['index.html', '../index.html#bottom', '../errors/1.html', '#top']) {
      expect(() => checkLinks(page(dead)), dead).toThrow(`guides/a.html: ${dead}`);
    }
  });

  it('is valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended', 'html-validate:document'],
      rules: {
        'doctype-style': ['error', { style: 'lowercase' }],
        // Titles and texts of the document are as long as they are.
        'long-title': 'off',
        // An id may be a number or in any script; that was for the selectors of old.
        'valid-id': ['error', { relaxed: true }],
        'require-sri': ['error', { target: 'crossorigin' }],
        // Search and filter act while one types.
        'wcag/h32': 'off',
        // What the search finds are links, which a <select> cannot hold.
        'prefer-native-element': ['error', { exclude: ['listbox'] }],
      },
    });
    // The pages of codes are all made by the same template; those of three kinds of entries stand for them.
    const chosen = pages.filter(([name]) => !/errors\/\d/.test(name) || /(10004|130004|60007)\.html/.test(name));
    const faults: string[] = [];
    for (const [name, content] of chosen) {
      const { results } = await validator.validateString(content);
      for (const { messages } of results) {
        for (const { ruleId, message, line } of messages) faults.push(`${name}:${line} ${ruleId}: ${message}`);
      }
    }
    expect(chosen.length).toBeGreaterThan(20);
    expect(faults).toStrictEqual([]);
  });

  it('has a page for each code in each language, and a Markdown twin of each page', () => {
    for (const folder of ['', 'ja/', 'zh-CN/']) {
      for (const [code, { name, remedy, operations }] of Object.entries(errorCatalogue)) {
        const own = operations === 'every' ? [] : operations.map((id) => errorOverrides[id]?.[Number(code)]);
        // What the only operations that give it mean by it stands first.
        const title = own.length > 0 && own.every((one) => one !== undefined) ? own[0]?.name : name;
        const page = files.get(`${folder}errors/${code}.html`)?.replaceAll('<wbr>', '');
        expect(page).toContain(`<h1>${code} <code>${title}</code></h1>`);
        if (folder === '') expect(files.get(`errors/${code}.md`)).toContain(remedy);
      }
    }
    for (const [name] of twinned) {
      const text = files.get(name.replace(/html$/, 'md')) ?? '';
      expect(text, name).toMatch(/^\[llms\.txt\]\(.*\n\n# \S/);
      expect(text, name).not.toMatch(/<\/?(?:div|span|table|section|form)\b/);
    }
  });

  it('tells agents and search engines of every page', () => {
    const llms = files.get('llms.txt') ?? '';
    const listed = [...llms.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(listed.filter((link) => !files.has(link))).toStrictEqual([]);
    expect(listed.filter((link) => /^errors\/\d/.test(link)).length).toBe(Object.keys(errorCatalogue).length);
    const sitemap = [...(files.get('sitemap.xml') ?? '').matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url);
    const expected = twinned.map(([name]) => docsUrl + name);
    expect(sitemap.sort()).toStrictEqual(expected.sort());
  });

  it('keeps the notice of the license of Redoc, and calls neither its logo nor its telemetry', () => {
    const [, script = ''] = [...files].find(([name]) => /^assets\/redoc\.\w+\.js$/.test(name)) ?? [];
    expect(script).toContain('@license MIT');
    expect(script).not.toMatch(/cdn\.redoc\.ly\/redoc\/logo|otel\.cloud\.redocly\.com/);
  });

  it('has an id for each heading, and each id once, on every page', () => {
    for (const [name, content] of twinned) {
      const main = content.slice(content.indexOf('<main'), content.indexOf('</main>'));
      const ids = [...content.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(ids.length, name).toBe(new Set(ids).size);
      // The names of tags on the start page lead to the pages of the tags.
      const bare = [...main.matchAll(/<h[234]>(.*?)<\/h[234]>/g)].map(([, text = '']) => text);
      expect(
        bare.filter((text) => !text.includes('<a href=')),
        name,
      ).toStrictEqual([]);
    }
  });

  it('still has what earlier addresses of the start page point at', () => {
    const start = files.get('index.html') ?? '';
    for (const place of ['regions', 'credentials', 'common', ...Object.keys(operations)]) {
      expect(start, place).toContain(` id="${place}"`);
    }
  });

  it('keeps the license of the font beside it', () => {
    expect([...files.keys()].filter((name) => /^assets\/inter\.\w+\.woff2$/.test(name))).toHaveLength(1);
    expect(files.get('assets/inter.license.txt')).toContain('SIL OPEN FONT LICENSE');
  });

  it('names each asset by its content', async () => {
    const assets = [...files].filter(([name]) => /\.[0-9a-f]{12}\./.test(name));
    expect(assets.length).toBeGreaterThan(5);
    for (const [name] of assets) {
      const content = await readFile(inRoot('generated', 'docs', name));
      expect(basename(name)).toContain(createHash('sha256').update(content).digest('hex').slice(0, 12));
    }
  });

  it('links the documents and the Postman collection on every page, in every language', () => {
    for (const [name, content] of pages) {
      // Those are shown at addresses of any depth.
      const up = isNotFound(name) ? new URL(docsUrl).pathname : '../'.repeat(name.split('/').length - 1);
      for (const file of ['openapi.json', 'openapi.tools.json', 'chat-openapi.postman_collection.json']) {
        expect(content, name).toContain(`href="${up}${file}" download`);
      }
    }
  });

  it('offers the document as it is published', async () => {
    for (const name of ['openapi.json', 'openapi.tools.json', 'openapi.yaml']) {
      expect(files.get(name)).toBe(await readFile(inRoot('generated', name), 'utf8'));
    }
  });
});

describe('a language', () => {
  const api = readApi(JSON.parse(files.get('openapi.json') ?? ''));

  async function folderWith(contents: Record<string, string>): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-docs-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const [name, text] of Object.entries(contents)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    return folder;
  }
  const english = {
    'en/texts.yaml': 'greeting: Hello, {name} of `x`\nfarewell: Bye\n',
    'en/guides/01-first.md': '# First\n\nA summary\nof two lines.\n\nThe rest.\n',
  };

  it('is a folder, and where it lacks a text it speaks English', async () => {
    const folder = await folderWith({
      ...english,
      'fr/texts.yaml': 'greeting: Bonjour, {name}\n',
      'fr/errors.yaml': '130004: {meaning: Absent., remedy: Rien.}\n',
    });
    const [, french] = await readLanguages(folder, api);
    expect(french?.folder).toBe('fr/');
    expect(french?.t('greeting', { name: '<b>' })).toStrictEqual({
      kind: 'message',
      text: 'Bonjour, {name}',
      values: { name: '<b>' },
    });
    expect(french?.label('farewell')).toBe('Bye');
    expect(french?.guides.map(({ slug, tag, summary }) => [slug, tag, summary])).toStrictEqual([
      ['first', 'en', 'A summary\nof two lines.'],
    ]);
    const [absent, other] = [130004, 130007].map((code) => api.errors.find((error) => error.code === code));
    expect(absent && french?.errorText(absent)).toStrictEqual({
      meaning: 'Absent.',
      remedy: 'Rien.',
      otherwise: [],
      tag: 'fr',
    });
    expect(other && french?.errorText(other).tag).toBe('en');
  });

  it.each([
    ['a text', 'fr/texts.yaml', 'gretting: Bonjour\n', 'gretting'],
    ['a guide', 'fr/guides/01-second.md', '# Deux\n\nRien.\n', 'second'],
    ['a code', 'fr/errors.yaml', '1: {meaning: Rien., remedy: Rien.}\n', '1'],
  ])('cannot have %s that English has not', async (_, file, text, named) => {
    const folder = await folderWith({ ...english, 'fr/texts.yaml': 'farewell: Adieu\n', [file]: text });
    await expect(readLanguages(folder, api)).rejects.toThrow(
      new RegExp(`spec/docs/fr/.* has what English has not: ${named}`),
    );
  });

  it('has a guide whose headings are those of English, so that a link to one leads to the same place in each', async () => {
    const guide = 'en/guides/01-first.md';
    const headed = { ...english, [guide]: `${english[guide]}\n## What then?\n\nMore.\n` };
    const withGuide = (text: string): Promise<string> =>
      folderWith({ ...headed, 'fr/texts.yaml': 'farewell: Adieu\n', 'fr/guides/01-first.md': text });
    const whole = '# Un\n\nRien.\n\nRien.\n\n## Et alors ?\n\n```sh\n# rien\n```\n';
    const [, french] = await readLanguages(await withGuide(whole), api);
    expect(french?.guides.map(({ title, headings }) => [title, headings])).toStrictEqual([['Un', ['What then?']]]);
    await expect(readLanguages(await withGuide('# Un\n\nRien.\n'), api)).rejects.toThrow(
      '"Un" has 0 headings, spec/docs/en/guides/01-first.md has 1.',
    );
    const ids = (name: string): string[] =>
      [...(files.get(name) ?? '').matchAll(/<h2 id="([^"]+)"/g)].map(([, id = '']) => id);
    expect(ids('ja/guides/first-call.html')).toContain('call-the-real-service');
    for (const name of files.keys()) {
      if (/^guides\/.+\.html$/.test(name))
        for (const tag of ['ja', 'zh-CN']) expect(ids(`${tag}/${name}`), name).toStrictEqual(ids(name));
    }
  });

  it('has every text of the layout where one is published', async () => {
    const keys = async (tag: string): Promise<string[]> =>
      Object.keys(parse(await readFile(inRoot('spec', 'docs', tag, 'texts.yaml'), 'utf8'))).sort();
    for (const tag of ['ja', 'zh-CN']) expect(await keys(tag)).toStrictEqual(await keys('en'));
  });
});
