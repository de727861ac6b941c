/** The start page: what this is, where to go, and all operations by section and tag. */
import type { ApiTag } from '../../generate/api.ts';
import type { Block, OutlineGroup } from '../model/blocks.ts';
import { type Inline, inLanguage, link } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { type Context, operationName, operationPath, said, tagPath, webhookPath } from './context.ts';

export function startPage(context: Context): Page {
  const { language, site } = context;
  const { t, label, words } = language;
  const { info } = words;
  const { operations, webhooks, errors, sections } = site.api;
  const counts = { operations: operations.length, webhooks: webhooks.length, codes: errors.length };
  return {
    path: 'index.html',
    kind: 'start',
    title: info.title.text,
    description: info.summary.text,
    heading: said(info.title),
    crumbs: [],
    intro: [
      {
        kind: 'paragraph',
        role: 'lead',
        text: [
          said({ ...info.summary, text: info.summary.tag === 'en' ? `${info.summary.text}.` : info.summary.text }),
          label('join.sentences'),
          t(webhooks.length === 0 ? 'start.counts' : 'start.countsWithWebhooks', counts),
        ],
      },
      waysIn(context),
      { kind: 'list', name: 'short', items: shortcuts(context).map((text) => ({ text })) },
    ],
    blocks: [
      {
        kind: 'outline',
        sections: sections.map(({ name, tags }) => ({
          id: `section-${name}`,
          title: said(words.section(name)),
          groups: tags.map((tag) => group(context, tag)),
        })),
      },
      { kind: 'paragraph', role: 'small', text: t('start.version', { version: site.document.info.version }) },
    ],
  };
}

/** For the three most frequent reasons to come. */
function waysIn({ language, site }: Context): Block {
  const { t } = language;
  const [first] = language.guides;
  const [operation] = site.api.operations;
  return {
    kind: 'cards',
    items: [
      ...(first === undefined
        ? []
        : [{ to: `guides/${first.slug}.html`, title: inLanguage(first.tag, first.title), text: t('start.first') }]),
      { to: 'errors/index.html', title: t('start.code'), text: t('start.codeText') },
      ...(operation === undefined
        ? []
        : [{ to: `${operationPath(operation.id)}#try`, title: t('start.try'), text: t('start.tryText') }]),
    ],
  };
}

/** What stood on this page before has a page of its own; what links to it here still finds the way. */
function shortcuts({ language, site }: Context): Inline[] {
  const { t } = language;
  return [
    { kind: 'place', id: 'regions', text: link('calls.html#regions', t('regions.title')) },
    { kind: 'place', id: 'credentials', text: link('calls.html#credentials', t('credentials.title')) },
    { kind: 'place', id: 'common', text: link('errors/index.html#every', t('common.title')) },
    ...(site.api.webhooks.length === 0
      ? []
      : [{ kind: 'place', id: 'webhooks', text: link('webhooks/index.html', t('webhooks.title')) } as const]),
    link('evidence.html', t('evidence.title')),
  ];
}

function group(context: Context, tag: ApiTag): OutlineGroup {
  const { words } = context.language;
  const operations = tag.operations.map(({ id }) => ({ id, to: operationPath(id), text: operationName(context, id) }));
  const webhooks = tag.webhooks.map(({ name }) => ({
    to: webhookPath(name),
    text: said(words.webhook(name, 'summary')),
  }));
  const items = operations.length > 0 ? operations : webhooks;
  return { title: said(words.tag(tag.name, 'name')), to: tagPath(tag), count: items.length, items };
}
