import type { PackageText } from '../files/packages.ts';
import type { Page } from '../model/page.ts';
import { splitParagraph } from '../model/words.ts';
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
