import { retryClasses } from '../../../spec/document.ts';
import type { CodeFilter } from '../model/blocks.ts';
import { type Html, html } from './html.ts';
import type { HtmlWriter } from './inline.ts';

/** The form that filters the tables of codes, for the script. */
export function codeFilter({ view, inline }: HtmlWriter, { operations }: CodeFilter): Html {
  const { label } = view;
  return html`<form class="filter">
<p><label for="filter">${label('errors.filter')}</label><input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="${label('errors.filterPlaceholder')}"></p>
<p><label for="filter-retry">${label('error.repeat')}</label><select id="filter-retry" name="retry">
<option value="">${label('errors.all')}</option>
${retryClasses.map((retry) => html`<option value="${retry}">${label(`retry.${retry}`)}</option>\n`)}</select></p>
<p><label for="filter-operation">${label('error.operation')}</label><select id="filter-operation" name="operation">
<option value="">${label('errors.all')}</option>
<option value="-">${label('errors.none')}</option>
${operations.map(({ id, text }) => html`<option value="${id}">${inline(text).markup.replace(/<[^>]*>/g, '')}</option>\n`)}</select></p>
<p class="count" role="status"></p>
</form>
`;
}
