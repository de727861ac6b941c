/** The page that lists every code, by family. */
import { retryClasses } from '../../../spec/document.ts';
import type { Block } from '../model/blocks.ts';
import { code } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { retryDot } from '../model/sources.ts';
import { type CodeUse, catalogueRow } from './code-rows.ts';
import { type Context, operationName, said, startCrumb } from './context.ts';

export function codesPage(context: Context, uses: ReadonlyMap<number, CodeUse>): Page {
  const { language, site } = context;
  const { t, label } = language;
  const { families, errors, operations } = site.api;
  const idOf = (name: string): string => `family-${name}`;
  const [firstCommon] = families.filter(({ isCommon }) => isCommon);
  return {
    path: 'errors/index.html',
    kind: 'codes',
    title: label('errors.title'),
    description: label('errors.description'),
    heading: t('errors.title'),
    crumbs: [startCrumb(context)],
    intro: [
      { kind: 'paragraph', role: 'lead', text: t('errors.text', { count: errors.length }) },
      {
        kind: 'jumps',
        items: families.map(({ name, errors: own }) => ({
          id: idOf(name),
          text: said(language.words.family(name)),
          count: own.length,
        })),
      },
      { kind: 'filter', operations: operations.map(({ id }) => ({ id, text: operationName(context, id) })) },
      {
        kind: 'legend',
        items: retryClasses.map((retry) => ({
          term: retryDot(language, retry),
          text: [code(retry), ' ', t(`retry.${retry}.short`)],
        })),
      },
    ],
    blocks: families.flatMap((family): Block[] => [
      // What leads to the codes of every operation leads to the first family of them.
      ...(family === firstCommon ? [{ kind: 'place', id: 'every' } as const] : []),
      { kind: 'heading', level: 2, id: idOf(family.name), text: said(language.words.family(family.name)) },
      ...(family.isCommon ? [{ kind: 'paragraph', role: 'small', text: t('errors.common') } as const] : []),
      {
        kind: 'codes',
        isCatalogue: true,
        rows: family.errors.flatMap(({ code: number }) => {
          const use = uses.get(number);
          return use === undefined ? [] : [catalogueRow(context, use)];
        }),
      },
    ]),
  };
}
