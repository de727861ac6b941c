import type { CodeRow, Codes } from '../model/blocks.ts';
import { link } from '../model/inline.ts';
import { type Html, html, raw } from './html.ts';
import type { HtmlWriter } from './inline.ts';
import { table } from './table.ts';

/** Codes with what they mean and what to do. */
export function codeTable({ view, inline }: HtmlWriter, { rows, isCatalogue }: Codes): Html {
  const withOperations = rows.some(({ operations }) => operations !== undefined);
  const heads = [
    'error.code',
    'error.meaningAndRemedy',
    'error.repeat',
    ...(withOperations ? ['error.operation'] : []),
  ];
  return table(
    isCatalogue ? 'codes catalogue' : 'codes',
    heads.map((key) => html`${view.label(key)}`),
    rows.map((row) => ({
      id: row.id,
      cells: [
        inline(link(`errors/${row.error.code}.html`, row.error.code)),
        meaningCell({ inline }, row),
        html`${row.retry.map((kind, index) => html`${index > 0 ? raw('<br>') : ''}${inline({ kind: 'dot', name: kind, text: view.t(`retry.${kind}`) })}`)}`,
        ...(withOperations ? [inline(row.operations)] : []),
      ],
      data: isCatalogue ? { retry: row.retry.join(' '), operations: giversOf(row) } : {},
    })),
  );
}

/** Such as `destroyOfficialAccount=transient`, for the filter. */
const giversOf = ({ givers = [] }: CodeRow): string => givers.map(({ id, retry }) => `${id}=${retry}`).join(' ');

function meaningCell({ inline }: Pick<HtmlWriter, 'inline'>, { error, meanings, remedy }: CodeRow): Html {
  return html`<strong>${error.name}</strong> ${meanings.map((meaning, index) => html`${index > 0 ? raw('<br>') : ''}${inline(meaning)}`)} <small>${inline(remedy)}</small>`;
}
