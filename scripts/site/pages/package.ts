import type { PackageText } from '../files/packages.ts';
import { code, type Inline, link } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { splitParagraph, uniqueId } from '../model/words.ts';
import { type Context, neighborsOf, startCrumb } from './context.ts';

export const packagePath = (slug: string): string => `packages/${slug}.html`;

/** The README of a package, which is English. */
export function packagePage(context: Context, one: PackageText): Page {
  const { slug, name, description, text } = one;
  const { first, rest } = splitParagraph(text);
  return {
    path: packagePath(slug),
    kind: 'package',
    title: name,
    description,
    language: 'en',
    heading: name,
    crumbs: [startCrumb(context)],
    intro: [{ kind: 'paragraph', role: 'lead', text: { kind: 'markdown', text: first } }],
    blocks: [{ kind: 'prose', text: rest, language: 'en' }],
    ...neighborsOf(context.site.packages, one, (other) => ({ to: packagePath(other.slug), text: other.name })),
  };
}

/** A link to where a README shows how a function is used. */
export function toolLink({ site }: Context, name: string): Inline {
  const use = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '([^']+)'`);
  for (const { slug, name: packageName, text } of site.packages) {
    const found = use.exec(text);
    if (found === null || found[1] !== packageName) continue;
    const ids = new Set<string>();
    const headings = [...text.slice(0, found.index).matchAll(/^#{2,4} (.+)$/gm)];
    const places = headings.map(([, heading = '']) => uniqueId(heading, ids));
    const place = places.at(-1);
    return link(`${packagePath(slug)}${place === undefined ? '' : `#${place}`}`, code(name));
  }
  return code(name);
}
