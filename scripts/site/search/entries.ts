/** What the search knows of each page: its names, and its text. */
import type { Entry, EntryKind } from '../browser/search/data.ts';
import { listFields } from '../browser/search/fields.ts';
import type { Html } from '../html/html.ts';
import type { Language } from '../languages.ts';
import type { FieldList } from '../model/fields.ts';
import type { Page, PageKind } from '../model/page.ts';
import { plain } from '../model/words.ts';
import type { CodeUse } from '../pages/code-rows.ts';
import { codePath, operationPath, tagPath, webhookPath } from '../pages/context.ts';
import { packagePath } from '../pages/package.ts';
import type { Site } from '../view.ts';
import { fieldIds, fieldTexts, markupText } from './plain-text.ts';

/** An entry with its text, which is loaded after the names. */
export interface TextedEntry {
  entry: Entry;
  text: string;
}

const kinds: Record<PageKind, EntryKind> = {
  start: 'page',
  calls: 'page',
  text: 'page',
  codes: 'page',
  webhooks: 'page',
  operation: 'operation',
  webhook: 'webhook',
  tag: 'tag',
  code: 'code',
  guide: 'guide',
  package: 'package',
};

/** What a page is to whoever searches. */
export const entryKind = (kind: PageKind): EntryKind => kinds[kind];

/** Pages whose headings are found by themselves. */
const inParts = new Set<PageKind>(['guide', 'package', 'calls', 'text']);

/** Makes the entries of one language. What is the same for all pages is made once. */
export class EntryMaker {
  readonly #language: Language;
  readonly #uses: ReadonlyMap<number, CodeUse>;
  /** Names by which a page is looked for, and what is said on it, by its path. */
  readonly #names: ReadonlyMap<string, string[]>;
  readonly #envelope: ReadonlySet<string>;

  constructor(site: Site, language: Language, uses: ReadonlyMap<number, CodeUse>) {
    this.#language = language;
    this.#uses = uses;
    this.#names = namesOf(site, uses);
    this.#envelope = envelopeOf(site);
  }

  /** @param main The page as HTML. */
  entriesOf(page: Page, main: Html): TextedEntry[] {
    const { path, title, kind } = page;
    if (inParts.has(kind)) return this.#parts(page, main);
    const lists = page.blocks.flatMap((block) => {
      if (block.kind !== 'fields') return [];
      return [kind === 'operation' ? withoutEnvelope(block.list, this.#envelope) : block.list];
    });
    const text =
      kind === 'code' ? this.#codeText(path) : [this.#about(page), ...new Set(lists.flatMap(fieldTexts))].join(' ');
    const entry: Entry = [
      path,
      title,
      kinds[kind],
      (this.#names.get(path) ?? []).join(' '),
      listFields(withBodies(lists.flatMap(fieldIds))),
    ];
    return [{ entry, text: oneLine(text) }];
  }

  /** The whole description, of which the page's own is the first sentence. */
  #about({ path, description }: Page): string {
    const { words } = this.#language;
    const name = /^(?:operations|webhooks)\/(.+)\.html$/.exec(path)?.[1];
    if (name === undefined) return description;
    const said = path.startsWith('operations/')
      ? words.operation(name, 'description')
      : words.webhook(name, 'description');
    return plain(said.text);
  }

  /** Meaning and remedy, in general and on operations that mean something else. */
  #codeText(path: string): string {
    const use = this.#uses.get(Number(/\d+/.exec(path)?.[0]));
    if (use === undefined) return '';
    const { error, leading, overrides } = use;
    const texts = [
      ...(leading === undefined ? [] : [this.#language.errorText(leading.error, leading.operation.id)]),
      this.#language.errorText(error),
      ...overrides.map((override) => this.#language.errorText(override.error, override.operation.id)),
    ];
    return plain(
      [...new Set(texts.flatMap(({ meaning, remedy }) => [meaning, remedy]))].join(
        this.#language.label('join.sentences'),
      ),
    );
  }

  /** An entry for each part that can be linked to. */
  #parts({ path, title, kind }: Page, main: Html): TextedEntry[] {
    const left = main.markup
      .replace(/<(form|nav|template|noscript)\b[\s\S]*?<\/\1>/g, '')
      .replace(/<p class="note untranslated">[\s\S]*?<\/p>/, '');
    // A table with a row for each operation says nothing that the operations do not say.
    const markup = kind === 'text' ? left.replace(/<table\b[\s\S]*?<\/table>/g, '') : left;
    return markup.split(/(?=<h[23] id=)/).map((part, index): TextedEntry => {
      const id = /^<h[23] id="([^"]+)"/.exec(part)?.[1];
      const heading = markupText(/<h[1-3][^>]*>([\s\S]*?)<\/h[1-3]>/.exec(part)?.[1] ?? '');
      const place = id === undefined ? path : `${path}#${id}`;
      const name =
        index === 0 ? title : kind === 'calls' ? heading : `${title}${this.#language.label('join.says')}${heading}`;
      const text = partText(part.replace(/<h[1-3][\s\S]*?<\/h[1-3]>/, ''));
      return { entry: [place, name, kinds[kind], (this.#names.get(place) ?? []).join(' '), ''], text };
    });
  }
}

/** The ids of fields with that of the body that each list begins in. */
function withBodies(ids: readonly string[]): string[] {
  const bodies = [...new Set(ids.map((id) => id.split('.')[0] ?? ''))];
  return bodies.flatMap((body) => [body, ...ids.filter((id) => id.startsWith(`${body}.`))]);
}

/** What is said, and then the names that only code has, such as those of options, each once: the rest of it says the same again and again. */
function partText(markup: string): string {
  const code = [...markup.matchAll(/<pre\b[\s\S]*?<\/pre>/g)].map(([block]) => block).join(' ');
  const said = markupText(markup.replace(/<pre\b[\s\S]*?<\/pre>/g, ' '));
  const known = new Set(wordsIn(said));
  const names = new Set(wordsIn(markupText(code)).filter((word) => isName(word) && !known.has(word)));
  return [said, ...names].join(' ').trim();
}

/** Whether somebody has put a name together of words; what is longer was made at random. */
const isName = (word: string): boolean => word.length <= 40 && /\p{Ll}\p{Lu}|._./u.test(word);

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function namesOf({ api, packages }: Site, uses: ReadonlyMap<number, CodeUse>): Map<string, string[]> {
  const query = [...api.credentials, ...api.parameters].map(({ name }) => name);
  return new Map<string, string[]>([
    ...api.operations.map(({ id, path }): [string, string[]] => [operationPath(id), [id, ...commandNames(path)]]),
    ...api.webhooks.map(({ name }): [string, string[]] => [webhookPath(name), [name, ...name.split('.').slice(1)]]),
    ...api.sections.flatMap(({ tags }) => tags.map((tag): [string, string[]] => [tagPath(tag), [tag.name]])),
    ...[...uses.values()].map(({ error, overrides }): [string, string[]] => [
      codePath(error.code),
      [...new Set([error.name, ...overrides.map((override) => override.error.name)])],
    ]),
    ...packages.map(({ slug, name }): [string, string[]] => [packagePath(slug), [slug, name]]),
    ['calls.html#regions', api.servers.flatMap((server) => [server['x-region'], ...hostsOf(server)])],
    ['calls.html#credentials', query],
  ]);
}

/** The name of the command, and of the service before it. */
const commandNames = (path: string): string[] =>
  path
    .replace(/^\/v4\//, '')
    .split('/')
    .toReversed();

const hostsOf = (server: Site['api']['servers'][number]): string[] =>
  [server.url, server['x-backup-url']].flatMap((url) => (url === undefined ? [] : [new URL(url).host]));

/** The fields that every answer has: nobody looks for an operation by them. */
const envelopeOf = ({ document }: Site): Set<string> =>
  new Set(['Success', 'Failure'].flatMap((name) => Object.keys(document.components.schemas[name]?.properties ?? {})));

/** What remains of the fields of an answer, and of its forms. */
function withoutEnvelope({ fields, kinds }: FieldList, envelope: ReadonlySet<string>): FieldList {
  return {
    fields: fields.filter(({ name }) => !envelope.has(name)),
    kinds: kinds
      .map((kind) => ({ ...kind, ...withoutEnvelope(kind, envelope) }))
      .filter((kind) => kind.fields.length + kind.kinds.length > 0),
  };
}
