import type { BundledDocument } from '../../spec/document.ts';
import type { EvidenceTable } from '../evidence/matrix.ts';
import type { Api } from '../generate/api.ts';
import type { PackageText } from './files/packages.ts';
import type { Language } from './languages.ts';

/** What every page is made from. */
export interface Site {
  api: Api;
  document: BundledDocument;
  languages: Language[];
  evidence: EvidenceTable;
  packages: PackageText[];
  assets: Assets;
}

/** A form that pages have: one that talks to a mock on this machine, or the filter of the codes. */
export type Form = 'try' | 'filter';

/** Their names carry a hash of their content. */
export interface Assets {
  styles: string[];
  /** Runs before anything is drawn. */
  head: string;
  script: string;
  /** Of the page that holds itself in every language: shows the right one. */
  pathLanguage: string;
  /** Of the pages with a form. */
  formStyle: string;
  formScripts: Record<Form, string>;
  /** The script of the search, loaded when it is first used. */
  search: string;
  icon: string;
  font: string;
}

/** One page in one language: what its writers need to know of its place. */
export interface View extends Pick<Language, 't' | 'label'> {
  site: Site;
  language: Language;
  /** Where the page stands below the folder of its language, such as `errors/130004.html`. */
  path: string;
  /** A link to another page of the same language, to a file that all languages share, or to a place on this page. */
  link(target: string): string;
  /** A link to this page in another language. */
  linkTo(language: Language): string;
}

const shared = /^(assets\/|redoc\.html|404\.html|openapi\.|chat-openapi\.|llms|sitemap\.xml)/;

/**
 * @param base Where the site stands on its server, for a page that may be shown at any address. By default links are
 *   relative, so that the site can stand anywhere.
 */
export function createView(site: Site, language: Language, path: string, base?: string): View {
  const up = (from: string): string => '../'.repeat(from.split('/').length - 1);
  const toRoot = base ?? up(language.folder + path);
  const toOwn = base === undefined ? up(path) : base + language.folder;
  const link = (target: string): string => {
    const [file = '', anchor] = target.split('#');
    if ((file === path || file === '') && anchor !== undefined) return `#${anchor}`;
    return (shared.test(target) ? toRoot : toOwn) + target;
  };
  return {
    site,
    language,
    path,
    t: language.t,
    label: language.label,
    link,
    linkTo: (other) => `${toRoot}${other.folder}${path}`,
  };
}
