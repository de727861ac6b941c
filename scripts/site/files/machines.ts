import type { Language } from '../languages.ts';
import { escapeHtml } from '../parts/html.ts';
import { plain } from '../parts/markdown.ts';
import type { Site } from '../view.ts';

/** A table of contents for agents, as llmstxt.org describes it. Each page has a Markdown twin. */
export function llms({ document, api, languages: [english] }: Site): string {
  const guides = english?.guides ?? [];
  const text = (key: string): string => english?.label(key) ?? '';
  const title = asText(document.info.title);
  return `# ${title}

> ${asText(document.info.summary)}. ${text('page.unofficial')}

${text('llms.text')}

## ${text('menu.reference')}

- [${title}](index.md): ${text('llms.reference')}
- [openapi.yaml](openapi.yaml): ${text('llms.openapi')}
- [openapi.json](openapi.json): ${text('llms.openapi')}
- [openapi.tools.json](openapi.tools.json): ${text('llms.tools')}
- [${text('page.postman')}](chat-openapi.postman_collection.json): ${text('llms.postman')}
- [${text('evidence.title')}](evidence.md): ${text('evidence.text')}

## ${text('menu.guides')}

${guides.map(({ slug, title, summary }) => `- [${asText(title)}](guides/${slug}.md): ${asText(plain(summary))}`).join('\n')}

## ${text('errors.title')}

- [${text('errors.title')}](errors/index.md): ${text('errors.description')}
${api.errors.map(({ code, name, meaning }) => `- [${code} ${asText(name)}](errors/${code}.md): ${asText(plain(meaning))}`).join('\n')}
`;
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
