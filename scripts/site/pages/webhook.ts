/** The page of a webhook, and the list of all of them. */
import { type MediaType, resolve } from '../../../spec/document.ts';
import { webhookSamples } from '../../../spec/plugin/webhook-samples.ts';
import type { ApiTag, ApiWebhook } from '../../generate/api.ts';
import type { Block, Jumps } from '../model/blocks.ts';
import { FieldReader } from '../model/field-reader.ts';
import { countOf, type FieldList } from '../model/fields.ts';
import { code, english, type Inline, inLanguage, link, markdown } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { sources } from '../model/sources.ts';
import { plain, splitLead } from '../model/words.ts';
import { type Context, neighborsOf, operationName, operationPath, said, startCrumb, webhookPath } from './context.ts';
import { lines } from './tag.ts';
import { countAnswers, webhookAnswers, webhookFacts } from './webhook-rules.ts';

type Media = Partial<MediaType> | undefined;

/** One of the two bodies: what is sent, and what is answered. */
interface Body {
  id: string;
  title: Inline;
  media: Media;
  text?: string | undefined;
}

export function webhookPage(context: Context, api: ApiWebhook, tag: ApiTag | undefined): Page {
  const { language, site } = context;
  const { t, words } = language;
  const { name, webhook } = api;
  const [summary, description] = [words.webhook(name, 'summary'), words.webhook(name, 'description')];
  const { lead, rest } = splitLead(description.text);
  const answer = webhook.responses?.['200'];
  const bodies: Body[] = [
    { id: 'request', title: t('webhooks.body'), media: webhook.requestBody?.content?.['application/json'] },
    {
      id: 'response',
      title: t('webhooks.answer'),
      media: answer?.content?.['application/json'],
      text: answer?.description,
    },
  ];
  const reader = new FieldReader(site.document, language);
  const read = bodies.flatMap(({ media, ...body }) => {
    if (media?.schema === undefined) return [];
    return [{ ...body, list: reader.read(resolve(site.document, media.schema), body.id) }];
  });
  const source = webhook['x-source'];
  return {
    path: webhookPath(name),
    kind: 'webhook',
    title: summary.text,
    description: plain(lead === '' ? name : lead),
    heading: said(summary),
    crumbs: [startCrumb(context), { to: 'webhooks/index.html', text: t('webhooks.title') }],
    intro: [
      { kind: 'endpoint', path: name },
      { kind: 'paragraph', role: 'lead', text: inLanguage(description.tag, markdown(lead)) },
      webhookFacts(context, api),
      jumps(context, api, read),
      { kind: 'prose', text: rest, language: description.tag },
    ],
    aside: aside(context, api, bodies),
    blocks: [
      ...query(context, api),
      ...read.flatMap(({ id, title, text, list }): Block[] => [
        { kind: 'heading', level: 2, id, text: title, action: 'expand' },
        ...(text === undefined ? [] : [{ kind: 'paragraph', text: english(text) } as const]),
        { kind: 'fields', list },
      ]),
      ...webhookAnswers(context, api),
      ...triggers(context, name),
      ...(source === undefined
        ? []
        : [{ kind: 'heading', level: 2, id: 'source', text: t('source.title') } as const, sources(language, source)]),
    ],
    ...neighborsOf(tag?.webhooks ?? site.api.webhooks, api, (other) => ({
      to: webhookPath(other.name),
      text: said(words.webhook(other.name, 'summary')),
    })),
  };
}

function jumps(
  { language: { t } }: Context,
  api: ApiWebhook,
  read: readonly { id: string; title: Inline; list: FieldList }[],
): Jumps {
  const parameters = api.webhook.parameters ?? [];
  const answers = countAnswers(api);
  return {
    kind: 'jumps',
    items: [
      ...(parameters.length === 0 ? [] : [{ id: 'query', text: t('webhooks.query'), count: parameters.length }]),
      ...read.map(({ id, title, list }) => ({ id, text: title, count: countOf(list) })),
      ...(answers === 0 ? [] : [{ id: 'answers', text: t('webhooks.answers'), count: answers }]),
      { id: 'source', text: t('source.title') },
    ],
  };
}

/** The event, programs that receive it and that send it to try them, and what may be answered. */
function aside(context: Context, { name }: ApiWebhook, bodies: readonly Body[]): Block[] {
  const samples = webhookSamples(context.site.document, name).map(({ lang, label, source }) => ({
    label,
    language: lang.replace('shell', 'bash'),
    text: source,
  }));
  const [event, answer] = bodies.map(({ media }) => example(context, media));
  const sent =
    event === undefined ? [] : [{ label: context.language.label('webhooks.body'), language: 'json', text: event }];
  return [
    { kind: 'samples', samples: [...sent, ...samples] },
    ...(answer === undefined
      ? []
      : [{ kind: 'code', language: 'json', title: context.language.t('webhooks.answer'), text: answer } as const]),
  ];
}

/** The parameters that stand in the address of the app. */
function query({ language, site }: Context, { webhook }: ApiWebhook): Block[] {
  const { t } = language;
  const parameters = (webhook.parameters ?? []).map((parameter) => resolve(site.document, parameter));
  if (parameters.length === 0) return [];
  return [
    { kind: 'heading', level: 2, id: 'query', text: t('webhooks.query') },
    {
      kind: 'table',
      name: 'parameters',
      heads: [t('field.parameter'), t('field.meaning')],
      rows: parameters.map(({ name, description }) => ({ cells: [code(name), english(description)] })),
    },
  ];
}

/** The first example, as JSON. */
function example({ site }: Context, media: Media): string | undefined {
  const [first] = Object.values(media?.examples ?? {});
  return first === undefined ? undefined : JSON.stringify(resolve(site.document, first).value, null, 2);
}

/** The operations whose calls lead to it. */
function triggers(context: Context, name: string): Block[] {
  const operations = context.site.api.operations.filter(({ operation }) => operation['x-webhooks']?.includes(name));
  if (operations.length === 0) return [];
  return [
    { kind: 'heading', level: 2, id: 'operations', text: context.language.t('webhooks.operations') },
    {
      kind: 'list',
      items: operations.map(({ id }) => ({ text: link(operationPath(id), operationName(context, id)) })),
    },
  ];
}

/** All webhooks, by tag. */
export function webhooksPage(context: Context): Page {
  const { language, site } = context;
  const { t, label, words } = language;
  const { webhooks, sections } = site.api;
  const tags = sections.flatMap((section) => section.tags).filter((tag) => tag.webhooks.length > 0);
  const tagged = new Set(tags.flatMap((tag) => tag.webhooks));
  const entry = ({ name }: ApiWebhook): Parameters<typeof lines>[2][number] => ({
    to: webhookPath(name),
    title: said(words.webhook(name, 'summary')),
    text: code(name),
  });
  return {
    path: 'webhooks/index.html',
    kind: 'webhooks',
    title: label('webhooks.title'),
    description: plain(label('webhooks.text', { count: webhooks.length })),
    heading: t('webhooks.title'),
    crumbs: [startCrumb(context)],
    intro: [{ kind: 'paragraph', role: 'lead', text: t('webhooks.text', { count: webhooks.length }) }],
    blocks: [
      ...tags.flatMap((tag) => lines(tag.name, said(words.tag(tag.name, 'name')), tag.webhooks.map(entry))),
      ...lines('others', t('webhooks.others'), webhooks.filter((webhook) => !tagged.has(webhook)).map(entry)),
    ],
  };
}
