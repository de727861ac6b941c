import type { Api } from '../api.ts';
import type { CatalogueError } from '../bundled.ts';
import { type Html, html } from './html.ts';
import { inline } from './markdown.ts';
import { sources } from './reference.ts';

const repeats: Record<CatalogueError['retry'], string> = {
  never: 'A repeat will fail in the same way. Change something first.',
  throttled: 'The call was not carried out. It is safe to repeat any operation after a pause.',
  transient:
    'The call may or may not have been carried out. Repeat it after a pause only if the operation is idempotent, or after looking whether it has taken effect.',
};

/** One page that lists every code. */
export function errorIndex(api: Api): Html {
  const common = new Set(api.commonCodes);
  const own = api.errors.filter(({ code }) => !common.has(code));
  const shared = api.errors.filter(({ code }) => common.has(code));
  return html`<h1>Error codes</h1>
<p class="lead">Every failure comes with HTTP status 200 and one of these numbers in <code>ErrorCode</code>.</p>
<section id="own"><h2>Codes of single operations</h2>${table(own)}</section>
<section id="common"><h2>Codes of every operation</h2>${table(shared)}</section>`;
}

function table(errors: CatalogueError[]): Html {
  return html`<div class="scroll"><table><thead><tr><th scope="col">Code</th><th scope="col">Meaning</th><th scope="col">Repeat</th></tr></thead><tbody>
${errors.map(
  ({ code, name, meaning, retry, listed }) =>
    html`<tr id="${code}"><th scope="row"><a href="${code}.html">${code}</a> <code>${name}</code></th><td>${inline(meaning)}${listed === 'former' ? html` <em>(on older pages only)</em>` : ''}</td><td>${retry}</td></tr>\n`,
)}</tbody></table></div>`;
}

/** The page of one code. */
export function errorPage(api: Api, error: CatalogueError): Html {
  const { code, name, listed } = error;
  const common = api.commonCodes.includes(code);
  const operations = api.operations.filter(
    ({ operation }) => common || operation['x-errors'].some((own) => own.code === code),
  );
  const overrides = operations.flatMap(({ overrides: changed, operation }) =>
    changed.filter((other) => other.code === code).map((other) => ({ summary: operation.summary, other })),
  );
  return html`<h1>${code} <code>${name}</code></h1>
${listed === 'former' ? html`<p class="note">Only older pages of the vendor list this code.</p>` : ''}
${text(error)}
${overrides.map(
  ({ summary, other }) => html`<section><h2>On "${summary}"</h2>
${text(other)}</section>`,
)}
<h2>Where it comes from</h2>
<p>${operations.length === 0 ? 'No operation of this document lists it.' : html`Operations: ${operations.map(({ id, operation }, index) => html`${index > 0 ? ', ' : ''}<a href="../index.html#${id}">${operation.summary}</a>`)}${common ? ' (it can come from every operation)' : ''}.`}</p>
<p><a href="index.html#${code}">All error codes</a></p>`;
}

function text({ meaning, remedy, retry, source, disagreement }: CatalogueError): Html {
  return html`<p class="lead">${inline(meaning)}</p>
<dl>
<dt>What to do</dt><dd>${inline(remedy)}</dd>
<dt>Repeat</dt><dd><strong>${retry}</strong>: ${repeats[retry]}</dd>
<dt>Source</dt><dd>${sources(source)}</dd>
${(disagreement ?? []).map((other) => html`<dt>Pages disagree</dt><dd>${inline(other.meaning)} ${sources(other.source)}</dd>\n`)}</dl>`;
}
