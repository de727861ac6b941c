/** An operation on the page of the reference: text, facts, fields, samples, codes, and the form to try it. */
import { type CatalogueError, type Example, type Reference, resolve, type Schema } from '../../../spec/document.ts';
import { readSamples } from '../../../spec/plugin/samples.ts';
import type { ApiOperation } from '../../generate/api.ts';
import { limitTexts, repeatText } from '../parts/call-rules.ts';
import { codeBlock, jsonBlock } from '../parts/highlight.ts';
import { type Html, html } from '../parts/html.ts';
import { fields } from '../parts/schema.ts';
import { retryBadge, sources } from '../parts/sources.ts';
import { table } from '../parts/table.ts';
import { tryForm } from '../parts/try-form.ts';
import { english, inLanguage, type View } from '../view.ts';

/** All that the document says of an operation. */
export function operationSection(view: View, api: ApiOperation): Html {
  const { t, link, site } = view;
  const { id, path, requestSchema, operation, errors } = api;
  const request = operation.requestBody.content['application/json'];
  const answer = operation.responses['200'].content['application/json'];
  const [success, failure] = resolve(site.document, answer.schema).oneOf ?? [];
  const answerFields = (title: string, schema: Schema | undefined): Html | undefined =>
    schema && html`<h4>${t(title)}</h4>\n${fields(view, schema)}\n`;
  return html`<section id="${id}"><h2>${inLanguage(view, 'en', operation.summary)}</h2>
<p class="endpoint"><span class="method">POST</span> <code>${path}</code></p>
<div class="operation">
<div class="text">
<div lang="en">${view.markdown.block(operation.description)}</div>
${facts(view, api)}
<h3>${t('operation.request')}</h3>
${fields(view, requestSchema)}
<h3>${t('operation.answer')}</h3>
<p>${english(view, operation.responses['200'].description)}</p>
${answerFields('operation.success', success)}${answerFields('operation.failure', failure)}</div>
<div class="aside">
${samples(view, id)}
<h3>${t('operation.requestExample')}</h3>
${exampleBlocks(view, request.examples, Object.keys(request.examples))}
<h3>${t('operation.answerExamples')}</h3>
${exampleBlocks(view, answer.examples, ['0', ...errors.map(({ code }) => String(code))])}
<p><a href="${link('errors/index.html')}">${t('operation.moreExamples')}</a></p>
</div>
</div>
<h3 id="${id}-codes">${t('operation.codes')}</h3>
${codeTable(view, errors, id)}
<p>${t('operation.commonCodes', { link: html`<a href="${link('index.html#common')}">${t('common.title')}</a>` })}</p>
${tryForm(view, api)}
<h3>${t('source.title')}</h3>
${sources(view, operation['x-source'])}
</section>
`;
}

function facts(view: View, { id, operation }: ApiOperation): Html {
  const { t, label, link } = view;
  const { key, code } = repeatText(operation);
  const repeat =
    code === undefined ? t(key) : t(key, { code: html`<a href="${link(`errors/${code}.html`)}">${code}</a>` });
  return html`<dl class="facts">
<dt>${t('operation.limit')}</dt>${limitTexts(label, operation).map((text) => html`<dd>${view.markdown.inline(text)}</dd>`)}
<dt>${t('operation.repeat')}</dt><dd>${repeat}</dd>
<dt>${t('operation.method')}</dt><dd><code>chat.${id}(body)</code></dd>
</dl>`;
}

/** Codes with what to do. */
export function codeTable(view: View, errors: CatalogueError[], operation?: string): Html {
  const { label, link, language } = view;
  return table(
    'codes',
    [label('error.code'), label('error.meaning'), label('error.remedy'), label('error.repeat')],
    errors.map((error) => {
      const { meaning, remedy, tag } = language.errorText(error, operation);
      const written = (text: string): Html => inLanguage(view, tag, view.markdown.inline(text));
      return {
        cells: [
          html`<a href="${link(`errors/${error.code}.html`)}">${error.code}</a> <code>${error.name}</code>`,
          written(meaning),
          written(remedy),
          retryBadge(view, error.retry),
        ],
        data: { code: String(error.code) },
      };
    }),
  );
}

/** Programs that make the call, one open at a time. */
function samples(view: View, id: string): Html {
  const found = readSamples(id);
  if (found.length === 0) return html``;
  return html`<h3>${view.t('operation.samples')}</h3>
<div class="samples tabs">${found.map(
    ({ lang, label, source }, index) =>
      html`<details name="samples-${id}"${index === 0 ? html` open` : ''}><summary>${label}</summary>${codeBlock(source, lang.toLowerCase())}</details>\n`,
  )}</div>`;
}

/** The first one as it is, each other one to unfold. */
function exampleBlocks(view: View, examples: Record<string, Example | Reference>, keys: string[]): Html {
  const blocks = keys.flatMap((key, index) => {
    const example = examples[key];
    if (example === undefined) return [];
    const { summary, value } = resolve(view.site.document, example);
    const open = index === 0 ? html` open` : '';
    return [html`<details${open}><summary>${inLanguage(view, 'en', summary)}</summary>${jsonBlock(value)}</details>\n`];
  });
  return html`<div class="samples">${blocks}</div>`;
}
