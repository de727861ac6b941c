import type { Guide } from '../languages.ts';
import { type Inline, inLanguage, link, markdown } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { plain } from '../model/words.ts';
import { type Context, neighborsOf, startCrumb } from './context.ts';

export function guidePage(context: Context, guide: Guide): Page {
  const { title, summary, body, headings, tag, slug } = guide;
  return {
    path: guidePath(slug),
    kind: 'guide',
    title: plain(title),
    description: plain(summary).replaceAll('\n', ' '),
    language: tag,
    heading: markdown(title),
    crumbs: [startCrumb(context)],
    intro: [{ kind: 'paragraph', role: 'lead', text: markdown(summary) }],
    blocks: [{ kind: 'prose', text: body, language: tag, headings }],
    ...neighborsOf(context.language.guides, guide, (other) => ({
      to: guidePath(other.slug),
      text: inLanguage(other.tag, markdown(other.title)),
    })),
  };
}

const guidePath = (slug: string): string => `guides/${slug}.html`;

/** A link to a guide by its name, or to a heading in it, with the guide's title. */
export function guideLink({ language }: Context, name: string): Inline {
  const [slug = '', place] = name.split('#');
  const guide = language.guides.find((one) => one.slug === slug);
  if (guide === undefined) throw new Error(`There is no guide "${slug}" below spec/docs/en/guides.`);
  const anchor = place === undefined ? '' : `#${place}`;
  return link(`${guidePath(slug)}${anchor}`, inLanguage(guide.tag, markdown(guide.title)));
}
