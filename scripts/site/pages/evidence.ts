import { proofKinds } from '../../../spec/document.ts';
import type { Api } from '../../generate/api.ts';
import { type Html, html } from '../parts/html.ts';
import { badge, sources } from '../parts/sources.ts';
import { table } from '../parts/table.ts';
import { inLanguage, type View } from '../view.ts';

/** What has been seen, and what is only written somewhere. */
export function evidencePage(view: View): Html {
  const { t, label, link, site } = view;
  const { counts, operations } = site.evidence;
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
${site.api.operations.map(({ id, operation }) => {
  const codes = Object.entries(operations[id] ?? {});
  return html`<section id="${id}"><h2>${inLanguage(view, 'en', operation.summary)}</h2>
${sources(view, operation['x-source'])}
${table(
  'evidence',
  ['error.code', 'evidence.kind', 'evidence.answers'].map((key) => label(key)),
  codes.map(([code, { kind, answers }]) => ({
    cells: [
      html`<a href="${link(code === '0' ? `index.html#${id}` : `errors/${code}.html`)}">${code}</a> <code>${nameOf(site.api, Number(code))}</code>`,
      badge(view, kind),
      answers,
    ],
  })),
)}</section>
`;
})}`;
}

const nameOf = (api: Api, code: number): string =>
  code === 0 ? 'OK' : (api.errors.find((error) => error.code === code)?.name ?? '');
