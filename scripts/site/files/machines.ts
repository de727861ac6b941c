/** What programs read: lists of everything for agents, and for search engines. */
import type { ApiTag } from '../../generate/api.ts';
import { escapeHtml } from '../html/html.ts';
import type { Language } from '../languages.ts';
import { createTwinWriter } from '../markdown/inline.ts';
import { pageMarkdown, textOf } from '../markdown/page.ts';
import { code, type Inline, markdown } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { withoutLinks } from '../model/words.ts';
import { type CodeUse, codeText } from '../pages/code-rows.ts';
import { codePath, operationPath, tagPath, webhookPath } from '../pages/context.ts';
import { packagePath } from '../pages/package.ts';
import { createView, type Site } from '../view.ts';

/** A table of contents for agents, as llmstxt.org describes it, by tag. Each page has a Markdown twin. */
export function llms(site: Site, uses: ReadonlyMap<number, CodeUse>): string {
  const { document, api, languages, packages } = site;
  const [english] = languages;
  if (english === undefined) return '';
  const { inline } = createTwinWriter(createView(site, english, 'llms.txt'));
  const { guides, words } = english;
  const text = (key: string): string => english.label(key);
  const line = (path: string, title: string, about: Inline): string =>
    `- [${asText(title)}](${twin(path)}): ${oneLine(inline(about))}`;
  // A list of the pages leads to each of them once.
  const said = (about: string): Inline => markdown(withoutLinks(about));
  const operations = ({ operations }: ApiTag): string[] =>
    operations.map(({ id, path }) =>
      line(operationPath(id), words.operation(id, 'summary').text, [code(id), ', ', code(path)]),
    );
  const webhooks = (tag: Pick<ApiTag, 'webhooks'>): string[] =>
    tag.webhooks.map(({ name }) => line(webhookPath(name), words.webhook(name, 'summary').text, code(name)));
  const tags = api.sections.flatMap((section) => section.tags);
  const tagged = new Set(tags.flatMap((tag) => tag.webhooks));
  return `# ${asText(document.info.title)}

> ${asText(document.info.summary)}. ${text('page.unofficial')}

${text('llms.text')}

## ${text('menu.reference')}

${[
  line('index.html', document.info.title, text('llms.reference')),
  line('calls.html', text('calls.title'), text('calls.text')),
  line('evidence.html', text('evidence.title'), text('evidence.text')),
  `- [openapi.yaml](openapi.yaml): ${text('llms.openapi')}`,
  `- [openapi.json](openapi.json): ${text('llms.openapi')}`,
  `- [openapi.tools.json](openapi.tools.json): ${text('llms.tools')}`,
  `- [${text('page.postman')}](chat-openapi.postman_collection.json): ${text('llms.postman')}`,
  `- [llms-full.txt](llms-full.txt): ${text('llms.full')}`,
].join('\n')}

${tags
  .map((tag) => {
    const whole = line(tagPath(tag), words.tag(tag.name, 'name').text, text('llms.tag'));
    return `## ${asText(words.tag(tag.name, 'name').text)}\n\n${[whole, ...operations(tag), ...webhooks(tag)].join('\n')}\n`;
  })
  .join('\n')}${part(text('webhooks.title'), webhooks({ webhooks: api.webhooks.filter((one) => !tagged.has(one)) }))}
## ${text('menu.guides')}

${guides.map(({ slug, title, summary }) => line(`guides/${slug}.html`, title, said(summary))).join('\n')}

## ${text('menu.packages')}

${packages.map(({ slug, name, description }) => line(packagePath(slug), name, said(description))).join('\n')}

## ${text('errors.title')}

- [${text('errors.title')}](errors/index.md): ${text('errors.description')}
${[...uses.values()]
  .map((use) => {
    const { code: number, name } = use.leading?.error ?? use.error;
    return line(codePath(number), `${number} ${name}`, said(codeText({ site, language: english }, use, ['meaning'])));
  })
  .join('\n')}
`;
}

const part = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n## ${title}\n\n${lines.join('\n')}\n`;

const twin = (path: string): string => path.replace(/html$/, 'md');

/** The whole reference in one file, as far as it does not repeat itself: lists and the pages of codes are left out. */
export function llmsFull(site: Site, pages: readonly Page[]): string {
  const [english] = site.languages;
  if (english === undefined) return '';
  const view = createView(site, english, 'llms-full.txt');
  const [first, ...others] = pages.filter(({ kind }) => !['code', 'tag', 'webhooks'].includes(kind));
  if (first === undefined) return '';
  return `${pageMarkdown(view, first)}\n${others.map((page) => `${textOf(view, page, 0)}\n`).join('\n')}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** On one line, with nothing in it that Markdown or HTML would take for a mark. Brackets as entities, for the text of a link. */
const asText = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_<>&~|]/g, '\\$&')
    .replace(/[[\]]/g, (bracket) => `&#${bracket.charCodeAt(0)};`);

/** @param paths The pages below each language's folder. */
export function sitemap({ api, languages }: Site, paths: string[]): string {
  const address = ({ folder }: Language, path: string): string =>
    escapeHtml(new URL(`${api.docsUrl}${folder}${path}`).href);
  const entry = (language: Language, path: string): string =>
    `<url><loc>${address(language, path)}</loc>${languages
      .map((other) => `<xhtml:link rel="alternate" hreflang="${other.tag}" href="${address(other, path)}"/>`)
      .join('')}</url>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${languages.flatMap((language) => paths.map((path) => entry(language, path))).join('\n')}
</urlset>
`;
}
