import type { Language } from '../languages.ts';
import type { Block } from '../model/blocks.ts';
import { inLanguage, link } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import type { Context } from './context.ts';

/**
 * What a server shows at an address that leads nowhere.
 *
 * @param others Languages in which it is said as well, for whoever does not read that of the page.
 */
export function notFoundPage({ language }: Context, others: readonly Language[] = []): Page {
  const { t, label } = language;
  const ways = [
    link('index.html', t('menu.start')),
    link('errors/index.html', t('errors.title')),
    ...language.guides.slice(0, 1).map(({ slug, title }) => link(`guides/${slug}.html`, title)),
  ];
  return {
    path: '404.html',
    kind: 'tag',
    title: label('notFound.title'),
    description: label('notFound.text'),
    heading: t('notFound.title'),
    crumbs: [],
    intro: [{ kind: 'paragraph', role: 'lead', text: t('notFound.text') }],
    blocks: [
      { kind: 'list', items: ways.map((text) => ({ text })) },
      ...others.map((other): Block => {
        const start = link(`${other.folder}index.html`, other.t('menu.start'));
        const said = [other.t('notFound.title'), other.label('join.says'), start];
        return { kind: 'paragraph', text: inLanguage(other.tag, said) };
      }),
    ],
  };
}
