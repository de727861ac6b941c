/** The page of an operation. */
import { isObject, resolve } from '../../../spec/document.ts';
import { readSamples } from '../../../spec/plugin/samples.ts';
import type { ApiOperation, ApiTag } from '../../generate/api.ts';
import type { Block, Jumps, Sample } from '../model/blocks.ts';
import { repeatText, shortLimits } from '../model/call-rules.ts';
import { FieldReader } from '../model/field-reader.ts';
import { countOf, type FieldList } from '../model/fields.ts';
import { code, type Inline, inLanguage, link, markdown } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { badge, sources } from '../model/sources.ts';
import { plain, splitLead } from '../model/words.ts';
import { codeRows } from './code-rows.ts';
import {
  type Context,
  codeLink,
  codePath,
  neighborsOf,
  operationName,
  operationPath,
  said,
  tagCrumbs,
  webhookPath,
} from './context.ts';

/** All that the document says of an operation, and what is proven of it. */
export function operationPage(context: Context, api: ApiOperation, tag: ApiTag | undefined): Page {
  const { language, site } = context;
  const { id, path, operation } = api;
  const summary = language.words.operation(id, 'summary');
  const description = language.words.operation(id, 'description');
  const { lead, rest } = splitLead(description.text);
  const reader = new FieldReader(site.document, language);
  const request = reader.read(api.requestSchema, 'request');
  const answer = operation.responses['200'].content['application/json'];
  const response = reader.read(resolve(site.document, answer.schema), 'response');
  return {
    path: operationPath(id),
    kind: 'operation',
    title: summary.text,
    description: plain(lead),
    heading: said(summary),
    crumbs: tagCrumbs(context, tag),
    intro: [
      { kind: 'endpoint', method: 'POST', path },
      { kind: 'paragraph', role: 'lead', text: inLanguage(description.tag, markdown(lead)) },
      facts(context, api),
      jumps(context, api, request, response),
      { kind: 'prose', text: rest, language: description.tag },
    ],
    aside: aside(context, api),
    blocks: [
      { kind: 'heading', level: 2, id: 'request', text: language.t('operation.requestBody'), action: 'expand' },
      ...fieldsOrNone(context, request),
      { kind: 'heading', level: 2, id: 'response', text: language.t('operation.response'), action: 'expand' },
      { kind: 'paragraph', text: inLanguage('en', markdown(operation.responses['200'].description)) },
      ...fieldsOrNone(context, response),
      ...codes(context, api),
      ...triggered(context, api),
      ...tryIt(context, api),
      ...evidence(context, api),
      { kind: 'paragraph', role: 'small', text: link(redocPlace(api), language.t('operation.redoc')) },
    ],
    ...neighborsOf(tag?.operations ?? [], api, (other) => ({
      to: operationPath(other.id),
      text: operationName(context, other.id),
    })),
  };
}

/** Where Redoc shows an operation. It finds it by `#operation/<id>` as well, but shows first that there is no such page. */
const redocPlace = ({ id, operation }: ApiOperation): string => `redoc.html#/${operation.tags[0]}/${id.toLowerCase()}`;

const fieldsOrNone = ({ language }: Context, list: FieldList): Block[] => [
  countOf(list) === 0 ? { kind: 'paragraph', text: language.t('field.none') } : { kind: 'fields', list },
];

function facts({ language, site }: Context, { id, operation }: ApiOperation): Block {
  const { t, label } = language;
  const { key, code: replay } = repeatText(operation);
  const security = operation.security ?? site.document.security;
  const isAdministrator = security.some((schemes) => 'identifier' in schemes);
  const note = replay === undefined ? undefined : t('fact.replay', { code: link(codePath(replay), replay) });
  return {
    kind: 'facts',
    items: [
      { term: t('operation.method'), values: [code(`chat.${id}(body)`)] },
      { term: t('operation.limit'), values: shortLimits(label, operation).map(markdown) },
      {
        term: t('operation.repeat'),
        values: [t(key.replace('operation.', 'fact.'))],
        ...(note === undefined ? {} : { note }),
      },
      { term: t('operation.caller'), values: [t(isAdministrator ? 'fact.administrator' : 'fact.anybody')] },
    ],
  };
}

function jumps({ language }: Context, api: ApiOperation, request: FieldList, response: FieldList): Jumps {
  const { t } = language;
  const webhooks = api.operation['x-webhooks'] ?? [];
  const success = response.kinds[0];
  return {
    kind: 'jumps',
    items: [
      { id: 'request', text: t('operation.requestBody'), count: countOf(request) },
      { id: 'response', text: t('operation.response'), count: countOf(success ?? response) },
      { id: 'codes', text: t('operation.codes'), count: api.errors.length },
      ...(webhooks.length === 0 ? [] : [{ id: 'webhooks', text: t('webhooks.title'), count: webhooks.length }]),
      { id: 'try', text: t('try.title') },
      { id: 'evidence', text: t('operation.evidence') },
    ],
  };
}

/** Programs that make the call, and what it answers. */
function aside({ language, site }: Context, { id, operation }: ApiOperation): Block[] {
  const { t } = language;
  const { examples } = operation.requestBody.content['application/json'];
  const bodies = Object.values(examples).map((example): Sample => {
    const { value } = resolve(site.document, example);
    return { label: 'JSON', language: 'json', text: JSON.stringify(value, null, 2) };
  });
  const programs = readSamples(id).map(({ lang, label, source }) => ({
    label,
    language: lang.toLowerCase().replace('shell', 'bash'),
    text: source,
  }));
  const success = operation.responses['200'].content['application/json'].examples['0'];
  const answer: Block[] =
    success === undefined
      ? []
      : [
          {
            kind: 'answer',
            title: t('operation.response'),
            status: '200, ErrorCode 0',
            isSuccess: true,
            text: JSON.stringify(resolve(site.document, success).value, null, 2),
          },
        ];
  const action: Block = { kind: 'action', to: '#try', text: t('try.title'), note: t('try.note') };
  return [{ kind: 'samples', samples: programs.length > 0 ? programs : bodies.slice(0, 1) }, ...answer, action];
}

function codes(context: Context, api: ApiOperation): Block[] {
  const { t } = context.language;
  const count = context.site.api.commonCodes.length;
  const others = link('errors/index.html#every', t('operation.others', { count }));
  return [
    { kind: 'heading', level: 2, id: 'codes', text: t('operation.codes') },
    { kind: 'paragraph', role: 'small', text: t('operation.commonCodes', { link: others }) },
    { kind: 'codes', rows: codeRows(context, api) },
  ];
}

function triggered({ language, site }: Context, { operation }: ApiOperation): Block[] {
  const names = operation['x-webhooks'] ?? [];
  if (names.length === 0) return [];
  const known = new Set(site.api.webhooks.map(({ name }) => name));
  return [
    { kind: 'heading', level: 2, id: 'webhooks', text: language.t('webhooks.title') },
    { kind: 'paragraph', text: language.t('webhooks.triggered') },
    {
      kind: 'list',
      items: names.map((name) => {
        const title = code(name);
        const summary: Inline = known.has(name)
          ? [language.label('join.says'), said(language.words.webhook(name, 'summary'))]
          : '';
        return { text: [known.has(name) ? link(webhookPath(name), title) : title, summary] };
      }),
    },
  ];
}

function tryIt({ language, site }: Context, { id, path, operation, errors }: ApiOperation): Block[] {
  const [example] = Object.values(operation.requestBody.content['application/json'].examples);
  const value = example === undefined ? {} : resolve(site.document, example).value;
  const own = new Set(errors.map(({ code }) => code));
  const form: Block = {
    kind: 'try',
    operation: id,
    path,
    body: JSON.stringify(isObject(value) ? value : {}, null, 2),
    own: errors,
    common: site.api.errors.filter(({ code }) => site.api.commonCodes.includes(code) && !own.has(code)),
  };
  return [
    {
      kind: 'live',
      blocks: [
        { kind: 'heading', level: 2, id: 'try', text: language.t('try.title') },
        { kind: 'paragraph', text: language.t('try.text') },
        form,
      ],
    },
  ];
}

/** Where the operation is described, and what of it has been seen. */
function evidence(context: Context, { id, operation }: ApiOperation): Block[] {
  const { language, site } = context;
  const { t } = language;
  const cells = Object.entries(site.evidence.operations[id] ?? {});
  return [
    { kind: 'heading', level: 2, id: 'evidence', text: t('operation.evidence') },
    sources(language, operation['x-source']),
    {
      kind: 'details',
      summary: t('evidence.byCode', { count: cells.length }),
      blocks: [
        {
          kind: 'table',
          name: 'evidence',
          heads: ['error.code', 'evidence.kind', 'evidence.answers'].map((key) => t(key)),
          rows: cells.map(([number, { kind, answers }]) => ({
            cells: [codeLink(context, number), badge(language, kind), answers],
          })),
        },
      ],
    },
  ];
}
