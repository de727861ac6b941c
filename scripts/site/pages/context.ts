import type { ApiTag } from '../../generate/api.ts';
import type { Language, Said } from '../languages.ts';
import { type Inline, inLanguage, link, markdown } from '../model/inline.ts';
import type { Crumb } from '../model/page.ts';
import type { Site } from '../view.ts';

/** What a page is made from. */
export interface Context {
  site: Site;
  language: Language;
}

/** A text of the document, marked with its language. */
export const said = ({ text, tag }: Said): Inline => inLanguage(tag, markdown(text));

export const startCrumb = ({ language }: Context): Crumb => ({ to: 'index.html', text: language.t('menu.reference') });

export const tagPath = (tag: Pick<ApiTag, 'name'>): string => `tags/${tag.name}.html`;
export const operationPath = (id: string): string => `operations/${id}.html`;
export const webhookPath = (name: string): string => `webhooks/${name}.html`;
export const codePath = (code: number | string): string => `errors/${code}.html`;

/** A code, linked to its page where the document has it: answers have shown others. */
export const codeLink = ({ site }: Context, number: string): Inline =>
  site.api.errors.some(({ code }) => String(code) === number) ? link(codePath(number), number) : number;

export const operationName = ({ language }: Context, id: string): Inline =>
  said(language.words.operation(id, 'summary'));

/** The crumbs above what stands under a tag. */
export function tagCrumbs(context: Context, tag: ApiTag | undefined): Crumb[] {
  const start = startCrumb(context);
  if (tag === undefined) return [start];
  return [start, { to: tagPath(tag), text: said(context.language.words.tag(tag.name, 'name')) }];
}

/** What stands before and after an entry of a list. */
export function neighborsOf<T>(
  all: readonly T[],
  one: T,
  crumbOf: (entry: T) => Crumb,
): { before?: Crumb; after?: Crumb } {
  const at = all.indexOf(one);
  const [before, after] = [all[at - 1], all[at + 1]];
  return {
    ...(before === undefined ? {} : { before: crumbOf(before) }),
    ...(after === undefined ? {} : { after: crumbOf(after) }),
  };
}
