import type { ApiTag } from '../../generate/api.ts';
import type { Block } from '../model/blocks.ts';
import { code, type Inline } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import { plain } from '../model/words.ts';
import { type Context, operationName, operationPath, said, startCrumb, tagPath, webhookPath } from './context.ts';

/** The operations and webhooks of a tag, one line each. */
export function tagPage(context: Context, tag: ApiTag): Page {
  const { language } = context;
  const { words, t } = language;
  const [name, description] = [words.tag(tag.name, 'name'), words.tag(tag.name, 'description')];
  return {
    path: tagPath(tag),
    kind: tag.operations.length === 0 && tag.webhooks.length > 0 ? 'webhooks' : 'tag',
    title: name.text,
    description: plain(description.text),
    heading: said(name),
    crumbs: [startCrumb(context)],
    intro: [{ kind: 'paragraph', role: 'lead', text: said(description) }],
    blocks: [
      ...lines(
        'operations',
        t('tag.operations'),
        tag.operations.map(({ id, path }) => ({
          to: operationPath(id),
          title: operationName(context, id),
          text: code(path.replace(/^\/v4\//, '')),
        })),
      ),
      ...lines(
        'webhooks',
        t('webhooks.title'),
        tag.webhooks.map((webhook) => ({
          to: webhookPath(webhook.name),
          title: said(words.webhook(webhook.name, 'summary')),
          text: code(webhook.name),
        })),
      ),
    ],
  };
}

/** A heading with links below it, each with a line of its own. */
export function lines(id: string, title: Inline, items: { to: string; title: Inline; text: Inline }[]): Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', level: 2, id, text: title },
    { kind: 'cards', isList: true, items },
  ];
}
