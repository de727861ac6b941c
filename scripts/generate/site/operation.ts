import type { ApiOperation } from '../api.ts';
import { type CatalogueError, type Example, type Reference, resolve, type Schema } from '../bundled.ts';
import { codeBlock, jsonBlock } from './highlight.ts';
import { type Html, html } from './html.ts';
import { fields } from './schema.ts';
import { retryBadge, sources } from './sources.ts';
import { table } from './table.ts';
import { tryForm } from './try-form.ts';
import { english, inLanguage, type View } from './view.ts';

/** All that the document says of an operation. */
export function operationSection(view: View, api: ApiOperation): Html {
  const { t, link, site } = view;
  const { id, path, prose, requestSchema, operation } = api;
  const request = operation.requestBody.content['application/json'];
  const answer = operation.responses['200'].content['application/json'];
  const [success, failure] = resolve(site.document, answer.schema).oneOf ?? [];
  const answerFields = (title: string, schema: Schema | undefined): Html | undefined =>
    schema && html`<h4>${t(title)}</h4>\n${fields(view, schema)}\n`;
  return html`<section id="${id}"><h2>${inLanguage(view, 'en', operation.summary)}</h2>
<p class="endpoint"><span class="method">POST</span> <code>${path}</code></p>
<div class="operation">
<div class="told">
<div lang="en">${view.markdown.block(prose)}</div>
${facts(view, api)}
<h3>${t('operation.request')}</h3>
${fields(view, requestSchema)}
<h3>${t('operation.answer')}</h3>
<p>${english(view, operation.responses['200'].description)}</p>
${answerFields('operation.success', success)}${answerFields('operation.failure', failure)}</div>
<div class="shown">
${samples(view, id, operation)}
<h3>${t('operation.requestExample')}</h3>
${exampleBlocks(view, request.examples, Object.keys(request.examples))}
<h3>${t('operation.answerExamples')}</h3>
${exampleBlocks(view, answer.examples, ['0', ...operation['x-errors'].map(({ code }) => String(code))])}
<p><a href="${link('errors/index.html')}">${t('operation.moreExamples')}</a></p>
</div>
</div>
<h3 id="${id}-codes">${t('operation.codes')}</h3>
${codeTable(view, operation['x-errors'], id)}
<p>${t('operation.commonCodes', { link: html`<a href="${link('index.html#common')}">${t('common.title')}</a>` })}</p>
${tryForm(view, api)}
<h3>${t('source.title')}</h3>
${sources(view, operation['x-source'])}
</section>
`;
}

function facts({ t, link }: View, { id, operation }: ApiOperation): Html {
  const { calls, seconds } = operation['x-rate-limit'];
  const idempotent = operation['x-idempotent'];
  const replay = idempotent?.replayCode ?? 0;
  return html`<dl class="facts">
<dt>${t('operation.limit')}</dt><dd>${seconds === 1 ? t('operation.perSecond', { calls }) : t('operation.perSeconds', { calls, seconds })}</dd>
<dt>${t('operation.repeat')}</dt><dd>${
    idempotent === undefined
      ? t('operation.notIdempotent')
      : t('operation.idempotent', { code: html`<a href="${link(`errors/${replay}.html`)}">${replay}</a>` })
  }</dd>
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
function samples(view: View, id: string, operation: object): Html {
  const found = readSamples(operation);
  if (found.length === 0) return html``;
  return html`<h3>${view.t('operation.samples')}</h3>
<div class="samples tabs">${found.map(
    ({ lang, label, source }, index) =>
      html`<details name="samples-${id}"${index === 0 ? html` open` : ''}><summary>${label}</summary>${codeBlock(source, lang.toLowerCase())}</details>\n`,
  )}</div>`;
}

export interface Sample {
  lang: string;
  label: string;
  source: string;
}

export function readSamples(operation: object): Sample[] {
  const list: unknown = Reflect.get(operation, 'x-codeSamples');
  return Array.isArray(list)
    ? list.map(({ lang, label, source }) => ({
        lang: String(lang),
        label: String(label ?? lang),
        source: String(source),
      }))
    : [];
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
