/** The list of all codes, and the page of each. */
import { type CatalogueError, resolve, retryClasses } from '../../../spec/document.ts';
import type { ApiOperation } from '../../generate/api.ts';
import { repeatText } from '../parts/call-rules.ts';
import { codeBlock, jsonBlock } from '../parts/highlight.ts';
import { type Html, html, raw } from '../parts/html.ts';
import { disagreements, retryBadge, sources } from '../parts/sources.ts';
import { table } from '../parts/table.ts';
import { inLanguage, langOf, type View } from '../view.ts';

/** One page that lists every code. The form is for the script, which also shows it. */
export function errorIndex(view: View): Html {
  const { t, label, link, language, site } = view;
  const common = new Set(site.api.commonCodes);
  const rows = site.api.errors.map((error) => {
    const { code, name, retry, listed } = error;
    const { meaning, remedy, tag } = language.errorText(error);
    const from = operationsOf(view, error);
    const others = overridesOf(error, from);
    const differing = others.filter(({ other }) => other.meaning !== error.meaning);
    const kinds = new Set([retry, ...others.map(({ other }) => other.retry)]);
    return {
      cells: [
        html`<a href="${link(`errors/${code}.html`)}">${code}</a> <code>${name}</code>`,
        html`${inLanguage(view, tag, view.markdown.inline(meaning))}${listed === 'former' ? html` <em>${t('error.former')}</em>` : ''}${differing.map(
          ({ id, summary, other }) => {
            const text = language.errorText(other, id);
            return html` <br>${t('error.on', { operation: inLanguage(view, 'en', summary) })}: ${inLanguage(view, text.tag, view.markdown.inline(text.meaning))}`;
          },
        )}`,
        inLanguage(view, tag, view.markdown.inline(remedy)),
        html`${[...kinds].map((kind, index) => html`${index > 0 ? html` <br>` : ''}${retryBadge(view, kind)}`)}`,
        common.has(code)
          ? t('errors.every')
          : html`${from.map(({ id, operation }) => html`<a href="${link(`index.html#${id}`)}">${inLanguage(view, 'en', operation.summary)}</a>`)}`,
      ],
      id: String(code),
      data: { retry: [...kinds].join(' '), operations: from.map(({ id }) => id).join(' ') },
    };
  });
  const heads = ['error.code', 'error.meaning', 'error.remedy', 'error.repeat', 'error.operation'];
  return html`<h1>${t('errors.title')}</h1>
<p class="lead">${t('errors.text', { count: site.api.errors.length })}</p>
<form class="filter" hidden>
<p><label for="filter">${t('errors.filter')}</label><input id="filter" name="q" type="search" autocomplete="off" spellcheck="false" placeholder="${label('errors.filterPlaceholder')}"></p>
<p><label for="filter-retry">${t('error.repeat')}</label><select id="filter-retry" name="retry">
<option value="">${t('errors.all')}</option>
${retryClasses.map((retry) => html`<option value="${retry}">${t(`retry.${retry}`)}</option>\n`)}</select></p>
<p><label for="filter-operation">${t('error.operation')}</label><select id="filter-operation" name="operation">
<option value="">${t('errors.all')}</option>
<option value="-">${t('errors.none')}</option>
${site.api.operations.map(({ id, operation }) => html`<option value="${id}"${langOf(view, 'en')}>${operation.summary}</option>\n`)}</select></p>
<p class="count" role="status"></p>
</form>
<dl class="legend">${retryClasses.map((retry) => html`<div><dt>${retryBadge(view, retry)}</dt><dd>${t(`retry.${retry}.short`)}</dd></div>\n`)}</dl>
${table(
  'codes catalogue',
  heads.map((head) => label(head)),
  rows,
)}`;
}

/** The operations that can give a code. */
function operationsOf({ site }: View, { code }: CatalogueError): ApiOperation[] {
  const common = site.api.commonCodes.includes(code);
  return site.api.operations.filter(({ errors }) => common || errors.some((own) => own.code === code));
}

interface Override {
  id: string;
  summary: string;
  other: CatalogueError;
}

/** What operations mean by a code that has another meaning elsewhere. */
function overridesOf({ code }: CatalogueError, operations: ApiOperation[]): Override[] {
  return operations.flatMap(({ overrides, id, operation: { summary } }) =>
    overrides.filter((other) => other.code === code).map((other) => ({ id, summary, other })),
  );
}

/** The page of one code. */
export function errorPage(view: View, error: CatalogueError): Html {
  const { t, link } = view;
  const { code, name, listed } = error;
  const operations = operationsOf(view, error);
  const others = overridesOf(error, operations);
  const only = operations.length > 0 && others.length === operations.length;
  return html`<p class="crumb"><a href="${link('errors/index.html')}#${code}">${t('errors.title')}</a></p>
<h1>${code} <code>${name}</code></h1>
${listed === 'former' ? html`<p class="note">${t('error.formerText')}</p>` : ''}
${
  only
    ? ''
    : account(
        view,
        error,
        operations.filter(({ id }) => !others.some((other) => other.id === id)),
      )
}
${others.map(({ id, summary, other }) => {
  const title = html`<h2>${t('error.on', { operation: html`<a href="${link(`index.html#${id}`)}">${inLanguage(view, 'en', summary)}</a>` })}</h2>`;
  const given = operations.filter((operation) => operation.id === id);
  return html`<section class="override">${title}\n${other.name === name ? '' : html`<p><code>${other.name}</code></p>\n`}${account(view, other, given, 'h3', id)}</section>`;
})}
${only ? html`<section class="override"><h2>${t('error.elsewhere')}</h2>\n${account(view, error, [], 'h3')}</section>` : ''}
<h2>${t('error.operations')}</h2>
${operations.length === 0 ? html`<p>${t('error.noOperation')}</p>` : html`<ul>${operations.map(({ id, operation }) => html`<li><a href="${link(`index.html#${id}`)}">${inLanguage(view, 'en', operation.summary)}</a></li>\n`)}</ul>`}
${operations.map((operation, index) => (index > 0 ? '' : provoke(view, code, operation)))}
${neighbors(view, code)}`;
}

/** Meaning, remedy, repeat and sources of a code, in general or on one operation. */
function account(
  view: View,
  error: CatalogueError,
  operations: ApiOperation[],
  level: 'h2' | 'h3' = 'h2',
  operation?: string,
): Html {
  const { t, language } = view;
  const { meaning, remedy, tag } = language.errorText(error, operation);
  const heading = (key: string): Html => html`<${raw(level)}>${t(key)}</${raw(level)}>`;
  const undisputed = (error.disagreement ?? []).length === 0;
  return html`<p class="lead meaning">${inLanguage(view, tag, view.markdown.inline(meaning))}</p>
${heading('error.remedy')}
<p>${inLanguage(view, tag, view.markdown.inline(remedy))}</p>
${heading('error.isRepeatSafe')}
<p>${retryBadge(view, error.retry)} ${t(`retry.${error.retry}.why`)}</p>
${error.renews === true ? html`<p>${t('error.renews', { guide: html`<a href="${view.link('guides/usersig.html')}">${t('error.renewsGuide')}</a>` })}</p>` : ''}
${error.retry === 'transient' ? idempotence(view, operations) : ''}
${
  undisputed
    ? html`${heading('source.title')}\n${sources(view, error.source)}`
    : html`${heading('error.disagreement')}\n<p>${t('error.disagreementText')}</p>\n${disagreements(view, error)}`
}`;
}

/** For what may have been carried out it depends on the operation. */
function idempotence(view: View, operations: ApiOperation[]): Html {
  const { t, link } = view;
  if (operations.length === 0) return html``;
  return html`<ul>
${operations.map(({ id, operation }) => {
  const name = html`<a href="${link(`index.html#${id}`)}">${inLanguage(view, 'en', operation.summary)}</a>`;
  const { key, code } = repeatText(operation);
  if (code === undefined) {
    return html`<li>${t(key === 'operation.read' ? 'error.repeatRead' : 'error.repeatUnsafe', { operation: name })}</li>\n`;
  }
  const page = html`<a href="${link(`errors/${code}.html`)}">${code}</a>`;
  return html`<li>${t('error.repeatSafe', { operation: name, code: page })}</li>\n`;
})}</ul>`;
}

/** How to see the code without the service. */
function provoke(view: View, code: number, { id, path, operation }: ApiOperation): Html {
  const { t, site } = view;
  const { examples } = operation.requestBody.content['application/json'];
  const [request] = Object.values(examples);
  const body: object = Object(request === undefined ? {} : resolve(site.document, request).value);
  const answers = operation.responses['200'].content['application/json'].examples;
  const answer = answers[code];
  const url = `http://127.0.0.1:4010${path}?sdkappid=1400000000&identifier=administrator&usersig=any&random=99999999&contenttype=json`;
  const curl = `curl -H 'Prefer: example=${code}' -d '${JSON.stringify(body).replaceAll("'", "'\\''")}' \\\n  '${url}'`;
  const form = view.link(`index.html?code=${code}#try-${id}`);
  return html`<h2>${t('error.provoke')}</h2>
<p>${t('error.provokeText', { form: html`<a href="${form}">${t('try.title')}</a>` })}</p>
${codeBlock(curl, 'bash')}
${'Official_Account' in body ? html`<p>${t('error.provokeChannel', { channel: html`<code>@TOA#_mock_${code}</code>` })}</p>` : ''}
${answer === undefined ? '' : html`<p>${t('error.answer')}</p>\n${jsonBlock(resolve(site.document, answer).value)}`}`;
}

function neighbors({ t, label, link, site }: View, code: number): Html {
  const codes = site.api.errors.map((error) => error.code);
  const [before, after] = [codes[codes.indexOf(code) - 1], codes[codes.indexOf(code) + 1]];
  const to = (other: number | undefined, key: string, rel: string): Html | undefined =>
    other === undefined
      ? undefined
      : html`<a rel="${rel}" href="${link(`errors/${other}.html`)}">${t(key, { code: other })}</a>`;
  return html`<nav class="neighbors" aria-label="${label('error.neighbors')}">${to(before, 'error.before', 'prev')} ${to(after, 'error.after', 'next')}</nav>`;
}
