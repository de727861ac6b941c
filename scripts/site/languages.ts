/** Reads the texts of each language: layout, guides, codes, and the document's own. What is not translated is English. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { marked } from 'marked';
import { parse } from 'yaml';
import type { CatalogueError } from '../../spec/document.ts';
import { type Api, displayName } from '../generate/api.ts';
import type { Piece, Values } from './model/inline.ts';

export interface Guide {
  /** Where the English text stands in the repository. */
  file: string;
  slug: string;
  title: string;
  /** The first paragraph. */
  summary: string;
  /** What follows it. */
  body: string;
  /** The headings of the English text, in order: what the headings are linked by in every language. */
  headings: string[];
  /** The language it is written in, which is English where a translation is missing. */
  tag: string;
}

/** A language of the site: a folder of texts below `spec/docs`. */
export interface Language {
  tag: string;
  /** Where its pages stand: '' for English, 'ja/' and so on. */
  folder: string;
  guides: Guide[];
  /** A text of the layout. */
  t(key: string, values?: Values): Piece;
  /** The same as plain text, for attributes and scripts. */
  label(key: string, values?: Record<string, string | number>): string;
  /** What a code means here and what to do; English where a translation is missing. */
  errorText(error: CatalogueError, operation?: string): ErrorText;
  /** What the document says, in this language or in English. */
  words: DocumentWords;
}

export interface ErrorText {
  meaning: string;
  remedy: string;
  /** What other pages of the vendor say, in the order of the document. */
  otherwise: string[];
  tag: string;
}

/** A text of the document with the language that it is in. */
export interface Said {
  text: string;
  tag: string;
}

export interface DocumentWords {
  info: Record<'title' | 'summary' | 'description', Said>;
  section(name: string): Said;
  tag(name: string, key: 'name' | 'description'): Said;
  operation(id: string, key: 'summary' | 'description'): Said;
  webhook(name: string, key: 'summary' | 'description'): Said;
  /** What an answer to a webhook does, in a few words. */
  answer(webhook: string, name: string): Said;
  /** A family of codes. */
  family(name: string): Said;
  /** The place of a region, by its name in the options. */
  region(name: string): Said;
  /** What a parameter in the query of every call means. */
  parameter(name: string): Said;
}

type Texts = Record<string, string>;
/** By code, or by `operationId/code` where an operation means something else by it. */
type ErrorTexts = Record<string, { meaning: string; remedy: string; otherwise?: string[] }>;
/** `document.yaml` of a language: the document's own texts, by the names that it has for what they describe. */
interface DocumentTexts {
  info?: Texts;
  sections?: Texts;
  families?: Texts;
  regions?: Texts;
  parameters?: Texts;
  tags?: Record<string, Texts>;
  operations?: Record<string, Texts>;
  webhooks?: Record<string, WebhookTexts>;
}

/** `answers`: what each of them does, by their names in `x-webhook`. */
interface WebhookTexts {
  summary?: string;
  description?: string;
  answers?: Texts;
}

/** Reads every language there is, English first. */
export async function readLanguages(folder: string, api: Api): Promise<Language[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'texts.yaml')))
    .map(({ name }) => name)
    .sort();
  const english = await readYaml<Texts>(join(folder, 'en', 'texts.yaml'));
  const englishGuides = await readGuides(join(folder, 'en', 'guides'), 'en');
  const englishWords = await readYaml<DocumentTexts>(join(folder, 'en', 'document.yaml'));
  const tags = ['en', ...names.filter((name) => name !== 'en')];
  return Promise.all(
    tags.map(async (tag): Promise<Language> => {
      const own = join(folder, tag);
      const texts = await readYaml<Texts>(join(own, 'texts.yaml'));
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
        guides: englishGuides.map((guide) => translated(guide, guides)),
        ...createTexts({ ...english, ...texts }),
        errorText: await readErrorTexts(join(own, 'errors.yaml'), tag, api),
        words: await readWords(own, tag, api, englishWords),
      };
    }),
  );
}

function refuseUnknown(keys: string[], known: string[], where: string): void {
  const unknown = keys.filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`spec/docs/${where} has what English has not: ${unknown.join(', ')}.`);
}

async function readYaml<T extends object>(file: string): Promise<Partial<T>>;
async function readYaml(file: string): Promise<object> {
  return existsSync(file) ? Object(parse(await readFile(file, 'utf8'))) : {};
}

function createTexts(texts: Partial<Texts>): Pick<Language, 't' | 'label'> {
  const textOf = (key: string): string => {
    const text = texts[key];
    if (text === undefined) throw new Error(`spec/docs/en/texts.yaml has no "${key}".`);
    return text;
  };
  /** Of one thing a text may speak otherwise than of several. */
  const formOf = (key: string, { count }: Values): string =>
    count === 1 && texts[`${key}.one`] !== undefined ? textOf(`${key}.one`) : textOf(key);
  return {
    t: (key, values = {}) => ({ kind: 'message', text: formOf(key, values), values }),
    label: (key, values = {}) =>
      formOf(key, values).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`)),
  };
}

/** A guide in another language, or in English where that has none. Its places keep their addresses. */
function translated(english: Guide, guides: readonly Guide[]): Guide {
  const own = guides.find(({ slug }) => slug === english.slug);
  if (own === undefined) return english;
  const { headings } = english;
  if (own.headings.length !== headings.length) {
    throw new Error(`"${own.title}" has ${own.headings.length} headings, ${english.file} has ${headings.length}.`);
  }
  return { ...own, headings };
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
      const file = `spec/docs/en/guides/${name}`;
      const headings = marked.lexer(body).flatMap((token) => (token.type === 'heading' ? [String(token.text)] : []));
      return { file, slug: name.replace(/^\d+-|\.md$/g, ''), title, summary: summary.trim(), body, headings, tag };
    }),
  );
}

async function readErrorTexts(file: string, tag: string, api: Api): Promise<Language['errorText']> {
  const english = ({ meaning, remedy, disagreement = [] }: CatalogueError): ErrorText => ({
    meaning,
    remedy,
    otherwise: disagreement.map((other) => other.meaning),
    tag: 'en',
  });
  if (!existsSync(file)) return english;
  const texts = await readYaml<ErrorTexts>(file);
  const listed = new Map(api.errors.map((error) => [error.code, error]));
  const overridden = api.operations.flatMap(({ id, overrides }) => overrides.map(({ code }) => `${id}/${code}`));
  refuseUnknown(Object.keys(texts), [...[...listed.keys()].map(String), ...overridden], `${tag}/errors.yaml`);
  return (error, operation) => {
    const other = listed.get(error.code);
    const common = other?.meaning === error.meaning && other.remedy === error.remedy;
    const text = texts[common ? error.code : `${operation}/${error.code}`];
    return text === undefined ? english(error) : { otherwise: [], ...text, tag };
  };
}

/** The document's own texts: `document.yaml` and `introduction.md` of a language, and where they are silent the document. */
async function readWords(
  folder: string,
  tag: string,
  api: Api,
  english: Partial<DocumentTexts>,
): Promise<DocumentWords> {
  const own: Partial<DocumentTexts> = await readYaml<DocumentTexts>(join(folder, 'document.yaml'));
  const introduction = join(folder, 'introduction.md');
  const all = api.sections.flatMap((section) => section.tags);
  const known: Record<keyof DocumentTexts, string[]> = {
    info: ['title', 'summary'],
    sections: api.sections.map(({ name }) => name),
    families: api.families.map(({ name }) => name),
    regions: api.servers.map((server) => server['x-region']),
    parameters: [...api.credentials, ...api.parameters].map(({ name }) => name),
    tags: all.map(({ name }) => name),
    operations: api.operations.map(({ id }) => id),
    webhooks: api.webhooks.map(({ name }) => name),
  };
  for (const [key, names] of Object.entries(known)) {
    refuseUnknown(Object.keys(Object(Reflect.get(own, key) ?? {})), names, `${tag}/document.yaml`);
  }
  for (const { name, webhook } of api.webhooks) {
    const answers = Object.keys(own.webhooks?.[name]?.answers ?? {});
    refuseUnknown(answers, Object.keys(webhook['x-webhook'].answers ?? {}), `${tag}/document.yaml, ${name}`);
  }
  const say = (text: string | undefined, instead: string): Said =>
    text === undefined ? { text: instead, tag: 'en' } : { text, tag };
  const described = existsSync(introduction) ? await readFile(introduction, 'utf8') : undefined;
  const regions = new Map(api.servers.map((server) => [server['x-region'], server.description]));
  const parameters = new Map(
    [...api.credentials, ...api.parameters].map(({ name, description }) => [name, description]),
  );
  const tags = new Map(all.map((one) => [one.name, one]));
  const operations = new Map(api.operations.map(({ id, operation }) => [id, operation]));
  const webhooks = new Map(api.webhooks.map(({ name, webhook }) => [name, webhook]));
  return {
    info: {
      title: say(own.info?.title, api.info.title),
      summary: say(own.info?.summary, api.info.summary),
      description: say(described, api.info.description),
    },
    section: (name) => say(own.sections?.[name], name),
    region: (name) => say(own.regions?.[name], regions.get(name) ?? name),
    parameter: (name) => say(own.parameters?.[name], parameters.get(name) ?? ''),
    family: (name) => say(own.families?.[name], english.families?.[name] ?? displayName({ name })),
    tag(name, key) {
      const listed = tags.get(name) ?? { name, description: '' };
      return say(own.tags?.[name]?.[key], key === 'name' ? displayName(listed) : listed.description);
    },
    operation: (id, key) => say(own.operations?.[id]?.[key], operations.get(id)?.[key] ?? ''),
    webhook: (name, key) =>
      say(own.webhooks?.[name]?.[key], webhooks.get(name)?.[key] ?? (key === 'summary' ? name : '')),
    answer(webhook, name) {
      const example = webhooks.get(webhook)?.responses['200'].content['application/json'].examples[name];
      return say(own.webhooks?.[webhook]?.answers?.[name], String(Object(example).summary ?? ''));
    },
  };
}
