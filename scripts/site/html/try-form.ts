import type { TryForm } from '../model/blocks.ts';
import { type Html, html } from './html.ts';
import type { HtmlWriter } from './inline.ts';

/**
 * A form that sends a call to a mock on this machine. It has no field for a signature or a key, and shows only with the
 * script that checks the address.
 */
export function tryForm({ view, inline }: HtmlWriter, { operation, path, body, own, common }: TryForm): Html {
  const { t, label } = view;
  const option = ({ code, name }: { code: number; name: string }): Html => html`<option>${code} ${name}</option>\n`;
  const button = (name: string, key: string): Html =>
    html`<button type="button" data-do="${name}">${label(key)}</button> `;
  return html`<noscript><p class="note">${inline(t('try.script'))}</p></noscript>
<form class="try" data-path="${path}" data-operation="${operation}">
<p class="note from-folder">${inline(t('try.folder'))}</p>
<div class="pair">
<p><label for="address">${label('try.address')}</label><input id="address" name="address" type="url" value="http://127.0.0.1:4010" spellcheck="false" autocomplete="off"></p>
<p><label for="wanted">${label('try.wanted')}</label><select id="wanted" name="wanted">
<option value="">${label('try.decide')}</option>
<option value="0">0 ${label('try.ok')}</option>
<optgroup label="${label('operation.codes')}">
${own.map(option)}</optgroup>
<optgroup label="${label('common.title')}">
${common.map(option)}</optgroup>
</select></p>
</div>
<p><label for="body">${label('try.body')}</label><textarea id="body" name="body" rows="${Math.min(14, body.split('\n').length + 1)}" spellcheck="false" autocomplete="off">
${body}</textarea></p>
<p class="actions"><button type="submit">${label('try.send')}</button> ${button('curl', 'try.curl')}<span class="spring"></span>${button('clear', 'try.clear')}${button('reset', 'try.reset')}</p>
<p class="problem" role="alert"></p>
<div class="outcome" role="status"></div>
<template><p class="verdict"></p><figure class="box"><figcaption>${label('try.answer')} <span data-part="status"></span></figcaption><pre tabindex="0"><code data-part="answer"></code></pre></figure><details class="nested"><summary>${label('try.request')}</summary><pre tabindex="0"><code data-part="request"></code></pre></details></template>
</form>
`;
}
