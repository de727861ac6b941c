/** Reads the texts of each language: layout, guides, and codes. What is not translated is English. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CatalogueError } from '../../spec/document.ts';
import type { Api } from '../generate/api.ts';
import { type Html, html, raw } from './parts/html.ts';
import { createMarkdown } from './parts/markdown.ts';

export interface Guide {
  slug: string;
  title: string;
  /** The first paragraph. */
  summary: string;
  /** What follows it. */
  body: string;
  /** The language it is written in, which is English where a translation is missing. */
  tag: string;
}

export type Values = Record<string, string | number | Html>;

/** A language of the site: a folder of texts below `spec/docs`. */
export interface Language {
  tag: string;
  /** Where its pages stand: '' for English, 'ja/' and so on. */
  folder: string;
  guides: Guide[];
  /** A text of the layout, with its Markdown as HTML. */
  t(key: string, values?: Values): Html;
  /** The same as plain text, for attributes and scripts. */
  label(key: string, values?: Record<string, string | number>): string;
  /** What a code means here and what to do; English where a translation is missing. */
  errorText(error: CatalogueError, operation?: string): ErrorText;
}

export interface ErrorText {
  meaning: string;
  remedy: string;
  tag: string;
}

type Texts = Record<string, string>;
/** By code, or by `operationId/code` where an operation means something else by it. */
type ErrorTexts = Record<string, { meaning: string; remedy: string }>;

/** Reads every language there is, English first. */
export async function readLanguages(folder: string, api: Api): Promise<Language[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'texts.yaml')))
    .map(({ name }) => name)
    .sort();
  const english = await readTexts(join(folder, 'en', 'texts.yaml'));
  const englishGuides = await readGuides(join(folder, 'en', 'guides'), 'en');
  const tags = ['en', ...names.filter((name) => name !== 'en')];
  return Promise.all(
    tags.map(async (tag): Promise<Language> => {
      const own = join(folder, tag);
      const texts = await readTexts(join(own, 'texts.yaml'));
      refuseUnknown(Object.keys(texts), Object.keys(english), `${tag}/texts.yaml`);
      const guides = await readGuides(join(own, 'guides'), tag);
      const slugs = englishGuides.map(({ slug }) => slug);
      refuseUnknown(
        guides.map(({ slug }) => slug),
        slugs,
        `${tag}/guides`,
      );
      return {
        tag,
        folder: tag === 'en' ? '' : `${tag}/`,
        guides: englishGuides.map((guide) => guides.find(({ slug }) => slug === guide.slug) ?? guide),
        ...createTexts({ ...english, ...texts }),
        errorText: await readErrorTexts(join(own, 'errors.yaml'), tag, api),
      };
    }),
  );
}

function refuseUnknown(keys: string[], known: string[], where: string): void {
  const unknown = keys.filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`spec/docs/${where} has what English has not: ${unknown.join(', ')}.`);
}

async function readTexts(file: string): Promise<Texts> {
  return parse(await readFile(file, 'utf8'));
}

function createTexts(texts: Texts): Pick<Language, 't' | 'label'> {
  const markdown = createMarkdown((target) => target);
  const parsed = new Map<string, string>();
  const textOf = (key: string): string => {
    const text = texts[key];
    if (text === undefined) throw new Error(`spec/docs/en/texts.yaml has no "${key}".`);
    return text;
  };
  return {
    t(key, values = {}) {
      const markup = parsed.get(key) ?? markdown.inline(textOf(key)).markup;
      parsed.set(key, markup);
      return raw(markup.replace(/\{(\w+)\}/g, (_, name: string) => html`${values[name] ?? `{${name}}`}`.markup));
    },
    label: (key, values = {}) =>
      textOf(key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`)),
  };
}

async function readGuides(folder: string, tag: string): Promise<Guide[]> {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.md')).sort() : [];
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      const [, title, summary, body = ''] = /^# (.+)\n+((?:.+\n)+)([\s\S]*)$/.exec(text) ?? [];
      if (title === undefined || summary === undefined) {
        throw new Error(`spec/docs/${tag}/guides/${name} has to begin with "# Title" and a paragraph.`);
      }
      return { slug: name.replace(/^\d+-|\.md$/g, ''), title, summary: summary.trim(), body, tag };
    }),
  );
}

async function readErrorTexts(file: string, tag: string, api: Api): Promise<Language['errorText']> {
  const english = ({ meaning, remedy }: CatalogueError): ErrorText => ({ meaning, remedy, tag: 'en' });
  if (!existsSync(file)) return english;
  const texts: ErrorTexts = parse(await readFile(file, 'utf8'));
  const listed = new Map(api.errors.map((error) => [error.code, error]));
  const overridden = api.operations.flatMap(({ id, overrides }) => overrides.map(({ code }) => `${id}/${code}`));
  refuseUnknown(Object.keys(texts), [...[...listed.keys()].map(String), ...overridden], `${tag}/errors.yaml`);
  return (error, operation) => {
    const other = listed.get(error.code);
    const common = other?.meaning === error.meaning && other.remedy === error.remedy;
    const text = texts[common ? error.code : `${operation}/${error.code}`];
    return text === undefined ? english(error) : { ...text, tag };
  };
}
