import type { Answer, Code, Samples } from '../model/blocks.ts';
import { codeBlock, framedCode } from './highlight.ts';
import { type Html, html, raw } from './html.ts';
import type { HtmlWriter } from './inline.ts';

/** Programs in several languages, one open at a time; where there is room their names are tabs. */
export function sampleTabs({ view }: HtmlWriter, { samples }: Samples): Html {
  const title = view.label('operation.samples');
  return html`<section class="box tabs" aria-label="${title}">${samples.map(
    ({ label, language, text }, index) =>
      html`<details name="samples"${raw(index === 0 ? ' open' : '')}><summary>${label}</summary>${codeBlock(text, language)}</details>\n`,
  )}</section>
`;
}

/** An answer below its status. */
export function answerBox({ inline }: HtmlWriter, { title, status, isSuccess, text }: Answer): Html {
  return html`<figure class="box"><figcaption><strong>${inline(title)}</strong> <span class="dot ${isSuccess ? 'success' : 'never'}">${inline(status)}</span></figcaption>${codeBlock(text, 'json')}</figure>\n`;
}

/** A block of code, under a title if it has one. */
export function titledCode({ inline }: HtmlWriter, { text, language, title }: Code): Html {
  if (title === undefined) return html`${framedCode(text, language)}\n`;
  return html`<figure class="box"><figcaption>${inline(title)}</figcaption>${codeBlock(text, language)}</figure>\n`;
}
