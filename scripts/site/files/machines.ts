import type { Language } from '../languages.ts';
import { plain } from '../parts/markdown.ts';
import type { Site } from '../view.ts';

/** A table of contents for agents, as llmstxt.org describes it. Each page has a Markdown twin. */
export function llms({ document, api, languages: [english] }: Site): string {
  const guides = english?.guides ?? [];
  const text = (key: string): string => english?.label(key) ?? '';
  return `# ${document.info.title}

> ${document.info.summary}. ${text('page.unofficial')}

${text('llms.text')}

## ${text('menu.reference')}

- [${document.info.title}](index.md): ${text('llms.reference')}
- [openapi.yaml](openapi.yaml): ${text('llms.openapi')}
- [openapi.json](openapi.json): ${text('llms.openapi')}
- [${text('evidence.title')}](evidence.md): ${text('evidence.text')}

## ${text('menu.guides')}

${guides.map(({ slug, title, summary }) => `- [${title}](guides/${slug}.md): ${plain(summary).replaceAll('\n', ' ')}`).join('\n')}

## ${text('errors.title')}

- [${text('errors.title')}](errors/index.md): ${text('errors.description')}
${api.errors.map(({ code, name, meaning }) => `- [${code} ${name}](errors/${code}.md): ${plain(meaning)}`).join('\n')}
`;
}

/** @param paths The pages below each language's folder. */
export function sitemap({ api, languages }: Site, paths: string[]): string {
  const address = ({ folder }: Language, path: string): string => `${api.docsUrl}${folder}${path}`;
  const entry = (language: Language, path: string): string =>
    `<url><loc>${address(language, path)}</loc>${languages
      .map((other) => `<xhtml:link rel="alternate" hreflang="${other.tag}" href="${encodeURI(address(other, path))}"/>`)
      .join('')}</url>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${languages.flatMap((language) => paths.map((path) => entry(language, path))).join('\n')}
</urlset>
`;
}
