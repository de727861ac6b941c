import { resolve } from '../../../spec/document.ts';
import type { ApiOperation } from '../../generate/api.ts';
import type { View } from '../view.ts';
import { type Html, html } from './html.ts';

/**
 * A form that sends a call to a mock on this machine. It has no field for a signature or a key, and shows only with the
 * script that checks the address.
 */
export function tryForm(view: View, { id, path, operation, errors }: ApiOperation): Html {
  const { t, label, site } = view;
  const { examples } = operation.requestBody.content['application/json'];
  const [example] = Object.values(examples);
  const body = example === undefined ? {} : resolve(site.document, example).value;
  const own = errors.map(({ code }) => code);
  const option = (code: number): Html => {
    const error = [...errors, ...site.api.errors].find((other) => other.code === code);
    return html`<option value="${code}">${code} ${error?.name}</option>\n`;
  };
  return html`<h3 id="try-${id}">${t('try.title')}</h3>
<p>${t('try.text')}</p>
<noscript><p class="note">${t('try.script')}</p></noscript>
<form class="try" data-path="${path}" data-operation="${id}" hidden>
<div class="pair">
<p><label for="address-${id}">${t('try.address')}</label><input id="address-${id}" name="address" type="url" value="http://127.0.0.1:4010" spellcheck="false" autocomplete="off"></p>
<p><label for="wanted-${id}">${t('try.wanted')}</label><select id="wanted-${id}" name="wanted">
<option value="">${t('try.decide')}</option>
<option value="0">0 ${label('try.ok')}</option>
<optgroup label="${label('operation.codes')}">
${own.map(option)}</optgroup>
<optgroup label="${label('common.title')}">
${site.api.commonCodes.filter((code) => !own.includes(code)).map(option)}</optgroup>
</select></p>
</div>
<p><label for="body-${id}">${t('try.body')}</label><textarea id="body-${id}" name="body" rows="4" spellcheck="false" autocomplete="off">${JSON.stringify(body, null, 2)}</textarea></p>
<p class="problem" role="alert"></p>
<p><button type="submit">${t('try.send')}</button> <button type="reset">${t('try.reset')}</button></p>
<div class="outcome" role="status"></div>
<template><h4>${t('try.request')}</h4><pre tabindex="0"><code data-part="request"></code></pre><h4>${t('try.answer')}</h4><pre tabindex="0"><code data-part="answer"></code></pre><p class="verdict"></p></template>
</form>`;
}
