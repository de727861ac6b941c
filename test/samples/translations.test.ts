/** What is translated, and that it says the same as the English text. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorText, errorCatalogue, errorOverrides } from '@chat-openapi/openapi/catalogue';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { inRoot } from '../../scripts/paths.ts';
import type { BundledOperation, BundledWebhook } from '../../spec/document.ts';

const docs = inRoot('spec', 'docs');
const languages = (await readdir(docs, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && entry.name !== 'en')
  .map(({ name }) => name);

const guides = (await readdir(join(docs, 'en', 'guides'))).sort();

/** The English text of each entry: a code, or operation/code where an operation words it differently. */
const english = new Map<string, Pick<ErrorText, 'meaning' | 'remedy'>>(Object.entries(errorCatalogue));
for (const [operation, codes] of Object.entries(errorOverrides)) {
  for (const [code, text] of Object.entries(codes)) english.set(`${operation}/${code}`, text);
}

const api = readApi(readDocument());

/** What pages of the vendor say otherwise, by the same keys. */
const disagreements = new Map(
  [
    ...api.errors.map((error) => ({ key: String(error.code), error })),
    ...api.operations.flatMap(({ id, overrides }) => overrides.map((error) => ({ key: `${id}/${error.code}`, error }))),
  ].map(({ key, error }) => [key, (error.disagreement ?? []).map(({ meaning }) => meaning)]),
);

const readYaml = async (language: string, name: string): Promise<Record<string, unknown>> =>
  parse(await readFile(join(docs, language, name), 'utf8'));

/** What a translation has to leave as it is: code, targets of links, and places for values. */
function kept(text: string): string[] {
  const blocks = [...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([block]) => block);
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...blocks, ...[...prose.matchAll(/`[^`]+`|\]\([^)]*\)|\{\w+\}/g)].map(([mark]) => mark)].sort();
}

/** The words of a text, without what is left as it is. */
const proseOf = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`]+`|\]\([^)]*\)|\{\w+\}/g, ' ');

/** Four English words in a row are a sentence that was left over; names such as "official account" are not. */
const leftOver = (text: string): string[] => proseOf(text).match(/[A-Za-z']+(?:[ ,]+[A-Za-z']+){3,}/g) ?? [];

/** A line that ends between Chinese or Japanese letters: browsers draw a gap there. */
const brokenLines = (text: string): string[] => text.match(/^.*\P{ASCII}\n(?=\P{ASCII})/gmu) ?? [];

const isTranslated = (text: string): boolean => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text);

/** All texts, however deep they stand. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [String(value)];

it('there are translations', () => {
  expect(languages).toStrictEqual(['ja', 'zh-CN']);
});

describe.each(languages)('the translation into %s', (language) => {
  it('has every code, and nothing that English has not', async () => {
    const texts = await readYaml(language, 'errors.yaml');
    expect(Object.keys(texts).sort()).toStrictEqual([...english.keys()].sort());
    for (const [key, text] of Object.entries(texts)) {
      const { meaning = '', remedy = '' } = english.get(key) ?? {};
      const { meaning: ownMeaning, remedy: ownRemedy, otherwise = [], ...more } = Object(text);
      expect(more, key).toStrictEqual({});
      const said = disagreements.get(key) ?? [];
      expect(otherwise, key).toHaveLength(said.length);
      for (const [own, source = ''] of [
        [ownMeaning, meaning],
        [ownRemedy, remedy],
        ...said.map((one, index) => [otherwise[index], one]),
      ]) {
        expect(kept(own), key).toStrictEqual(kept(source));
        expect(leftOver(own), key).toStrictEqual([]);
        expect(isTranslated(own), key).toBe(true);
      }
    }
  });

  it('says the same of a code wherever English says the same', async () => {
    const texts = await readYaml(language, 'errors.yaml');
    for (const field of ['meaning', 'remedy'] as const) {
      const bySource = new Map<string, unknown>();
      for (const [key, text] of english) {
        const own = Object(texts[key])[field];
        expect(own, key).toBe(bySource.get(text[field]) ?? own);
        bySource.set(text[field], own);
      }
    }
  });

  it.each(['operations', 'webhooks'])('has summary and description of all %s', async (kind) => {
    const { [kind]: texts } = await readYaml(language, 'document.yaml');
    const { paths, webhooks = {} } = readDocument();
    const posts = kind === 'webhooks' ? webhooks : paths;
    const described = Object.values<{ post: BundledOperation | BundledWebhook }>(posts);
    expect(Object.keys(Object(texts)).sort()).toStrictEqual(described.map(({ post }) => post.operationId).sort());
    for (const { post } of described) {
      const own = Object(texts)[post.operationId];
      for (const field of ['summary', 'description'] as const) {
        const key = `${post.operationId} ${field}`;
        expect(new Set(kept(own[field])), key).toStrictEqual(new Set(kept(post[field])));
        expect(own[field].split('\n\n').length, key).toBe(post[field].split('\n\n').length);
        expect(leftOver(own[field]), key).toStrictEqual([]);
        expect(isTranslated(own[field]), key).toBe(true);
      }
    }
  });

  it('has the texts of the layout, whole', async () => {
    const [source, own] = await Promise.all([readYaml('en', 'texts.yaml'), readYaml(language, 'texts.yaml')]);
    expect(Object.keys(own).sort()).toStrictEqual(Object.keys(source).sort());
    for (const [key, text] of Object.entries(own)) {
      expect(kept(String(text)), key).toStrictEqual(kept(String(source[key])));
      expect(leftOver(String(text)), key).toStrictEqual([]);
      if (/[A-Za-z]{2}/.test(proseOf(String(source[key])))) expect(isTranslated(String(text)), key).toBe(true);
    }
  });

  it('has the introduction, with the same code and the same parts', async () => {
    const [own, source] = await Promise.all(
      [join(docs, language, 'introduction.md'), join(docs, 'introduction.md')].map((file) => readFile(file, 'utf8')),
    );
    if (own === undefined || source === undefined) return expect.unreachable();
    expect(kept(own)).toStrictEqual(kept(source));
    expect(leftOver(own)).toStrictEqual([]);
    const paragraphs = own.trim().split('\n\n');
    expect(paragraphs).toHaveLength(source.trim().split('\n\n').length);
    for (const paragraph of paragraphs) expect(isTranslated(paragraph), paragraph).toBe(true);
    expect(brokenLines(own)).toStrictEqual([]);
  });

  it('says of operations what the document says, with the same code', async () => {
    const { operations: texts = {}, ...others } = await readYaml(language, 'document.yaml');
    const { paths } = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
    const sources = new Map(Object.values(paths).map((item) => [Object(item).post.operationId, Object(item).post]));
    for (const [id, own] of Object.entries(Object(texts))) {
      for (const [key, text] of Object.entries(Object(own))) {
        expect(kept(String(text)), `${id}.${key}`).toStrictEqual(kept(String(sources.get(id)?.[key])));
        expect(leftOver(String(text)), `${id}.${key}`).toStrictEqual([]);
        expect(isTranslated(String(text)), `${id}.${key}`).toBe(true);
      }
    }
    for (const [key, names] of Object.entries(others)) {
      for (const text of textsIn(names)) expect(isTranslated(text), `${key}: ${text}`).toBe(true);
    }
  });

  it('has every region, and every parameter of a call', async () => {
    const { regions, parameters } = await readYaml(language, 'document.yaml');
    expect(Object.keys(Object(regions))).toStrictEqual(api.servers.map((server) => server['x-region']));
    const query = [...api.credentials, ...api.parameters];
    expect(Object.keys(Object(parameters)).sort()).toStrictEqual(query.map(({ name }) => name).sort());
    for (const { name, description } of query) expect(kept(Object(parameters)[name])).toStrictEqual(kept(description));
  });

  it.each(guides)('has the guide %s, with the same code, links and headings', async (name) => {
    const [own, source] = await Promise.all(
      [language, 'en'].map((one) => readFile(join(docs, one, 'guides', name), 'utf8')),
    );
    if (own === undefined || source === undefined) return expect.unreachable();
    expect(own).toMatch(/^# \S.*\n\n[^#`|]+\n\n/);
    expect(kept(own)).toStrictEqual(kept(source));
    expect(own.match(/^#+ /gm)).toStrictEqual(source.match(/^#+ /gm));
    expect(own.match(/^(?:\||- |\d\.)/gm)).toStrictEqual(source.match(/^(?:\||- |\d\.)/gm));
    expect(leftOver(own)).toStrictEqual([]);
    for (const paragraph of proseOf(own).split('\n\n')) {
      if (paragraph.trim() !== '') expect(isTranslated(paragraph), paragraph).toBe(true);
    }
    expect(brokenLines(own)).toStrictEqual([]);
  });
});
