/** What has been seen, and what is only written somewhere: in sum, of the common codes, and one line an operation. */
import { proofKinds } from '../../../spec/document.ts';
import type { Cells } from '../../evidence/matrix.ts';
import type { Block } from '../model/blocks.ts';
import { code, link } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { badge } from '../model/sources.ts';
import { type Context, codePath, operationName, operationPath, startCrumb } from './context.ts';

export function evidencePage(context: Context): Page {
  const { language, site } = context;
  const { t, label } = language;
  const { counts, common, operations } = site.evidence;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    path: 'evidence.html',
    kind: 'text',
    title: label('evidence.title'),
    description: label('evidence.text'),
    heading: t('evidence.title'),
    crumbs: [startCrumb(context)],
    intro: [
      { kind: 'paragraph', role: 'lead', text: t('evidence.text') },
      {
        kind: 'table',
        name: 'evidence',
        heads: ['evidence.kind', 'evidence.codes', 'evidence.means'].map((key) => t(key)),
        rows: proofKinds.map((kind) => ({
          cells: [
            badge(language, kind),
            t('evidence.of', { count: counts[kind] ?? 0, total }),
            t(`evidence.${kind}.means`),
          ],
        })),
      },
    ],
    blocks: [
      { kind: 'heading', level: 2, id: 'operations', text: t('evidence.operations') },
      {
        kind: 'table',
        name: 'evidence counts',
        heads: [t('error.operation'), ...proofKinds.map((kind) => badge(language, kind))],
        rows: site.api.operations.map(({ id }) => ({
          id,
          cells: [
            link(`${operationPath(id)}#evidence`, operationName(context, id)),
            ...proofKinds.map((kind) => countKind(operations[id] ?? {}, kind)),
          ],
        })),
      },
      ...commonTable(context, common),
    ],
  };
}

const countKind = (cells: Cells, wanted: string): number =>
  Object.values(cells).filter(({ kind }) => kind === wanted).length;

function commonTable({ language, site }: Context, cells: Cells): Block[] {
  const { t } = language;
  const names = new Map(site.api.errors.map(({ code: number, name }) => [String(number), name]));
  return [
    { kind: 'heading', level: 2, id: 'common', text: t('common.title') },
    {
      kind: 'table',
      name: 'evidence',
      heads: ['error.code', 'evidence.kind', 'evidence.answers'].map((key) => t(key)),
      rows: Object.entries(cells).map(([number, { kind, answers }]) => ({
        cells: [[link(codePath(number), number), ' ', code(names.get(number) ?? '')], badge(language, kind), answers],
      })),
    },
  ];
}
