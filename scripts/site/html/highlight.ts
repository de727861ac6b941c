import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';
import { escapeHtml, type Html, html, raw } from './html.ts';

for (const [name, language] of Object.entries({ bash, json, python, typescript, yaml })) {
  hljs.registerLanguage(name, language);
}

/** Each text is colored once: a sample stands on the pages of every language. */
const colored = new Map<string, string>();

function color(code: string, language: string): string {
  const key = `${language}\n${code}`;
  const known = colored.get(key);
  if (known !== undefined) return known;
  const markup = withWholeNames(hljs.highlight(code, { language }).value);
  colored.set(key, markup);
  return markup;
}

/** The same in a frame with room for the button that copies it, so that nothing moves when a script adds it. */
export const framedCode = (text: string, language?: string): Html =>
  html`<div class="block">${codeBlock(text, language)}</div>`;

/** It takes the part of a name before an underscore for the name of a class. */
const withWholeNames = (markup: string): string =>
  markup
    .replace(/<span class="[^"]*">([\w$]+)<\/span>(<span class="[^"]*">)(?=_)/g, '$2$1')
    .replace(/<span class="[^"]*">([\w$]+)<\/span>(?=_)/g, '$1');

/** A block of code, colored when its language is known. It scrolls by itself, so the keyboard has to reach it. */
export function codeBlock(text: string, language = ''): Html {
  const code = text.trimEnd();
  const known = hljs.getLanguage(language) === undefined ? undefined : language;
  const markup = known === undefined ? escapeHtml(code) : color(code, known);
  return html`<pre tabindex="0"><code${raw(known === undefined ? '' : ` class="language-${known}"`)}>${raw(markup)}</code></pre>`;
}
