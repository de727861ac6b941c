import type { BundledDocument } from '../../spec/document.ts';
import type { EvidenceTable } from '../evidence/matrix.ts';
import type { Api } from '../generate/api.ts';
import type { Language } from './languages.ts';
import { type Html, html, raw } from './parts/html.ts';
import { createMarkdown, type Markdown } from './parts/markdown.ts';

/** What every page is made from. */
export interface Site {
  api: Api;
  document: BundledDocument;
  languages: Language[];
  evidence: EvidenceTable;
  assets: Assets;
}

/** Their names carry a hash of their content. */
export interface Assets {
  styles: string[];
  script: string;
}

/** One page in one language: what its templates need to write. */
export interface View extends Pick<Language, 't' | 'label'> {
  site: Site;
  language: Language;
  /** Where the page stands below the folder of its language, such as `errors/130004.html`. */
  path: string;
  /** A link to another page of the same language, or to a file that all languages share. */
  link(target: string): string;
  /** A link to this page in another language. */
  linkTo(language: Language): string;
  markdown: Markdown;
}

const shared = /^(assets\/|redoc\.html|openapi\.|chat-openapi\.|llms\.txt|sitemap\.xml)/;

export function createView(site: Site, language: Language, path: string): View {
  const up = (from: string): string => '../'.repeat(from.split('/').length - 1);
  const link = (target: string): string => {
    const [file = '', anchor] = target.split('#');
    if (file === path && anchor !== undefined) return `#${anchor}`;
    return shared.test(target) ? up(language.folder + path) + target : up(path) + target;
  };
  return {
    site,
    language,
    path,
    t: language.t,
    label: language.label,
    link,
    linkTo: (other) => `${up(language.folder + path)}${other.folder}${path}`,
    markdown: createMarkdown(link),
  };
}

/** The attribute that marks a text as being in another language than its page. */
export const langOf = ({ language }: View, tag: string): Html =>
  raw(tag === language.tag ? '' : html` lang="${tag}"`.markup);

/** A piece of text in its own language, which is English for what stands in the document. */
export function inLanguage(view: View, tag: string, content: Html | string): Html {
  return tag === view.language.tag ? html`${content}` : html`<span lang="${tag}">${content}</span>`;
}

export const english = (view: View, text: string): Html => inLanguage(view, 'en', view.markdown.inline(text));
