/** The start page: introduction, regions, credentials, all operations, common codes. */
import { type BundledDocument, resolve } from '../../../spec/document.ts';
import { codeBlock, jsonBlock } from '../parts/highlight.ts';
import { type Html, html } from '../parts/html.ts';
import { rule } from '../parts/schema.ts';
import { badge } from '../parts/sources.ts';
import { table } from '../parts/table.ts';
import type { View } from '../view.ts';
import { english, inLanguage } from '../view.ts';
import { codeTable, operationSection } from './operation.ts';
import { webhooks } from './webhooks.ts';

/** The whole reference as one readable page, complete without any script. */
export function reference(view: View): Html {
  const { t, link, site } = view;
  const { info } = site.document;
  return html`<h1>${inLanguage(view, 'en', info.title)}</h1>
<p class="lead">${inLanguage(view, 'en', `${info.summary}.`)} ${t('start.version', { version: info.version })}</p>
${starts(view)}
<div class="operation">
<div class="text" lang="en">${view.markdown.block(info.description)}</div>
<div class="aside">${callForm(view)}</div>
</div>
${regions(view)}
${credentials(view)}
${site.document.tags.map(({ name, description }) => tag(view, name, description))}
${webhooks(view)}
<section id="common"><h2>${t('common.title')}</h2>
<p>${t('common.text', { link: html`<a href="${link('errors/index.html')}">${t('errors.title')}</a>` })}</p>
${codeTable(
  view,
  site.api.errors.filter(({ code }) => site.api.commonCodes.includes(code)),
)}</section>`;
}

/** Where to go from here, for the three most frequent reasons to come. */
function starts(view: View): Html {
  const { t, link, language } = view;
  const [first] = language.guides;
  const [operation] = view.site.api.operations;
  const card = (target: string, title: Html, text: Html): Html =>
    html`<li><a href="${link(target)}"><strong>${title}</strong> <span>${text}</span></a></li>\n`;
  return html`<ul class="cards">
${first && card(`guides/${first.slug}.html`, inLanguage(view, first.tag, first.title), t('start.first'))}${card('errors/index.html', t('start.code'), t('start.codeText'))}${operation && card(`index.html#try-${operation.id}`, t('start.try'), t('start.tryText'))}</ul>`;
}

/** What every call and every answer looks like, shown with the first operation. */
function callForm({ t, site }: View): Html {
  const [first] = site.api.operations;
  if (first === undefined) return html``;
  const { securitySchemes, parameters }: BundledDocument['components'] = site.document.components;
  const query = [
    ...Object.values(securitySchemes).map(({ name }) => `${name}=…`),
    ...Object.values(parameters).map(({ name, schema }) => `${name}=${schema.const ?? '…'}`),
  ];
  const [request] = Object.values(first.operation.requestBody.content['application/json'].examples);
  const { examples } = first.operation.responses['200'].content['application/json'];
  const body = request === undefined ? {} : resolve(site.document, request).value;
  const figure = (title: string, block: Html): Html =>
    html`<figure><figcaption>${t(title)}</figcaption>${block}</figure>\n`;
  const answer = (title: string, key: string | undefined): Html | undefined => {
    const example = key === undefined ? undefined : examples[key];
    return example && figure(title, jsonBlock(resolve(site.document, example).value));
  };
  const call = `POST https://<host>/v4/<service>/<command>\n  ?${query.join('\n  &')}\n\n${JSON.stringify(body, null, 2)}`;
  return html`${figure('operation.request', codeBlock(call))}${answer('operation.success', '0')}${answer(
    'operation.failure',
    Object.keys(examples).find((key) => key !== '0'),
  )}`;
}

function tag(view: View, name: string, description: string): Html {
  const operations = view.site.api.operations.filter(({ operation }) => operation.tags.includes(name));
  if (operations.length === 0) return html``;
  return html`<p class="tag" lang="en"><strong>${name}</strong> ${view.markdown.inline(description)}</p>
${operations.map((operation) => operationSection(view, operation))}`;
}

function regions(view: View): Html {
  const { t, label, site } = view;
  const heads = ['regions.name', 'regions.place', 'regions.host', 'regions.backup'];
  return html`<section id="regions"><h2>${t('regions.title')}</h2>
<p>${t('regions.text')}</p>
${table(
  'regions',
  heads.map((head) => label(head)),
  site.document.servers.map((server) => {
    const source = server['x-backup-source'];
    const doubt = source !== undefined && source.evidence !== 'documented';
    return {
      cells: [
        html`<code>${server['x-region']}</code>`,
        inLanguage(view, 'en', server.description),
        html`<code>${server.url}</code>`,
        html`<code>${server['x-backup-url'] ?? ''}</code>${doubt ? html` ${badge(view, source.evidence)} <small>${english(view, source.note ?? '')}</small>` : ''}`,
      ],
    };
  }),
)}</section>`;
}

function credentials(view: View): Html {
  const { t, label, site } = view;
  const { securitySchemes, parameters }: BundledDocument['components'] = site.document.components;
  const heads = ['field.parameter', 'field.rule', 'field.meaning'];
  const rows = [
    ...Object.values(securitySchemes).map(({ name, description }) => ({ name, description, rule: html`string` })),
    ...Object.values(parameters).map(({ name, description, schema }) => ({
      name,
      description,
      rule: rule(view, schema),
    })),
  ];
  return html`<section id="credentials"><h2>${t('credentials.title')}</h2>
<p>${t('credentials.text')}</p>
${table(
  'fields',
  heads.map((head) => label(head)),
  rows.map((row) => ({ cells: [html`<code>${row.name}</code>`, row.rule, english(view, row.description)] })),
)}</section>`;
}
