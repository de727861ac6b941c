import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import { type Html, html, raw } from './html.ts';

for (const [name, language] of Object.entries({ bash, json, python, typescript, yaml })) {
  hljs.registerLanguage(name, language);
}

/** A block of code, colored when its language is known. It scrolls by itself, so the keyboard has to reach it. */
export function codeBlock(text: string, language = ''): Html {
  const code = text.trimEnd();
  const known = hljs.getLanguage(language) === undefined ? undefined : language;
  const markup = known === undefined ? code : raw(hljs.highlight(code, { language: known }).value);
  return html`<pre tabindex="0"><code${raw(known === undefined ? '' : ` class="language-${known}"`)}>${markup}</code></pre>`;
}

export const jsonBlock = (value: unknown): Html => codeBlock(JSON.stringify(value, null, 2), 'json');
