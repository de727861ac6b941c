import type { View } from '../view.ts';
import { type Html, html } from './html.ts';

/** Opens the search, which works by script. Without one the lists of the menu take its place. */
export const searchButton = ({ label }: View): Html =>
  html`<button type="button" class="search" aria-haspopup="dialog" aria-keyshortcuts="Control+K /"><span data-short="${label('search.label')}">${label('search.placeholder')}</span> <kbd>Ctrl K</kbd></button>`;

/** The search over the page. It is no form: nothing of it could be sent anywhere. */
export const searchDialog = ({
  label,
}: View): Html => html`<dialog class="finder" aria-label="${label('search.label')}">
<div class="ask"><input id="search" type="text" role="combobox" enterkeyhint="search" aria-label="${label('search.label')}" aria-expanded="false" aria-controls="results" aria-autocomplete="list" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="${label('search.placeholder')}"><button type="button">${label('search.close')}</button></div>
<p role="status">${label('search.hint')}</p>
<div class="results" id="results" role="listbox" aria-label="${label('search.results')}" hidden></div>
</dialog>`;
