/** What programs read: lists of everything for agents, and for search engines. */
import type { ApiTag } from '../../generate/api.ts';
import { escapeHtml } from '../html/html.ts';
import type { Language } from '../languages.ts';
import { pageMarkdown, textOf } from '../markdown/page.ts';
import type { Page } from '../model/page.ts';
import { plain } from '../model/words.ts';
import type { CodeUse } from '../pages/code-rows.ts';
import { operationPath, tagPath, webhookPath } from '../pages/context.ts';
import { packagePath } from '../pages/package.ts';
import { createView, type Site } from '../view.ts';

/** A table of contents for agents, as llmstxt.org describes it, by tag. Each page has a Markdown twin. */
export function llms(
  { document, api, languages: [english], packages }: Site,
  uses: ReadonlyMap<number, CodeUse>,
): string {
  if (english === undefined) return '';
  const { guides, words } = english;
  const text = (key: string): string => english.label(key);
  const line = (path: string, title: string, about: string): string =>
    `- [${asText(title)}](${twin(path)}): ${asText(plain(about))}`;
  const operations = ({ operations }: ApiTag): string[] =>
    operations.map(({ id, path }) => line(operationPath(id), words.operation(id, 'summary').text, `${id}, ${path}`));
  const webhooks = (tag: Pick<ApiTag, 'webhooks'>): string[] =>
    tag.webhooks.map(({ name }) => line(webhookPath(name), words.webhook(name, 'summary').text, name));
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

${guides.map(({ slug, title, summary }) => line(`guides/${slug}.html`, title, summary)).join('\n')}

## ${text('menu.packages')}

${packages.map(({ slug, name, description }) => line(packagePath(slug), name, description)).join('\n')}

## ${text('errors.title')}

- [${text('errors.title')}](errors/index.md): ${text('errors.description')}
${[...uses.values()].map((use) => codeLine(use, line)).join('\n')}
`;
}

const part = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n## ${title}\n\n${lines.join('\n')}\n`;

/** A code with what it means where it is given. */
function codeLine({ error, leading }: CodeUse, line: (path: string, title: string, about: string) => string): string {
  const { code, name, meaning } = leading?.error ?? error;
  return line(`errors/${code}.html`, `${code} ${name}`, meaning);
}

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
