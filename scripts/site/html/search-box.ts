import type { View } from '../view.ts';
import { type Html, html } from './html.ts';

/** The search in the head of each page, which works by script. Without one the lists of the menu take its place. */
export function searchBox({ label }: View): Html {
  return html`<form class="search" role="search">
<label for="search">${label('search.label')}</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="${label('search.placeholder')}">
<div class="results" hidden><p role="status"></p><ul></ul></div>
</form>`;
}
