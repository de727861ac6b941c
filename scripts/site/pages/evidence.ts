import { proofKinds } from '../../../spec/document.ts';
import type { Cells } from '../../evidence/matrix.ts';
import type { Api } from '../../generate/api.ts';
import { type Html, html } from '../parts/html.ts';
import { badge, sources } from '../parts/sources.ts';
import { table } from '../parts/table.ts';
import { inLanguage, type View } from '../view.ts';

/** What has been seen, and what is only written somewhere. */
export function evidencePage(view: View): Html {
  const { t, label, site } = view;
  const { counts, common, operations } = site.evidence;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return html`<h1>${t('evidence.title')}</h1>
<p class="lead">${t('evidence.text')}</p>
${table(
  'evidence',
  ['evidence.kind', 'evidence.codes', 'evidence.means'].map((key) => label(key)),
  proofKinds.map((kind) => ({
    cells: [badge(view, kind), t('evidence.of', { count: counts[kind] ?? 0, total }), t(`evidence.${kind}.means`)],
  })),
)}
<section id="common"><h2>${t('common.title')}</h2>
${cellTable(view, common, 'index.html#common')}</section>
${site.api.operations.map(
  ({ id, operation }) => html`<section id="${id}"><h2>${inLanguage(view, 'en', operation.summary)}</h2>
${sources(view, operation['x-source'])}
${cellTable(view, operations[id] ?? {}, `index.html#${id}`)}</section>
`,
)}`;
}

/** @param success Where the code 0 leads. */
const cellTable = (view: View, cells: Cells, success: string): Html =>
  table(
    'evidence',
    ['error.code', 'evidence.kind', 'evidence.answers'].map((key) => view.label(key)),
    Object.entries(cells).map(([code, { kind, answers }]) => ({
      cells: [
        html`<a href="${view.link(code === '0' ? success : `errors/${code}.html`)}">${code}</a> <code>${nameOf(view.site.api, Number(code))}</code>`,
        badge(view, kind),
        answers,
      ],
    })),
  );

const nameOf = (api: Api, code: number): string =>
  code === 0 ? 'OK' : (api.errors.find((error) => error.code === code)?.name ?? '');
