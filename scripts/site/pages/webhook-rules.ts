/** What `x-webhook` says of a webhook: when it is sent, how long the answer is awaited, and what each answer brings about. */
import type { WebhookAnswerRules } from '../../../spec/document.ts';
import type { ApiWebhook } from '../../generate/api.ts';
import type { Block, Facts } from '../model/blocks.ts';
import { code, type Inline, joined } from '../model/inline.ts';
import { type Context, codeLink, said } from './context.ts';

export function webhookFacts({ language: { t, label } }: Context, { webhook }: ApiWebhook): Facts {
  const { when, timeout, key, answers } = webhook['x-webhook'];
  return {
    kind: 'facts',
    items: [
      { term: t('webhooks.when'), values: [t(`webhooks.${when}`)] },
      { term: t('webhooks.timeout'), values: [t('webhooks.seconds', { seconds: timeout })] },
      { term: t('webhooks.effect'), values: [t(answers === undefined ? 'webhooks.ignored' : 'webhooks.decides')] },
      {
        term: t('webhooks.key'),
        values: [key === undefined ? t('webhooks.wholeEvent') : joined(key.map(code), label('join.items'))],
      },
    ],
  };
}

/** How many answers are told apart. */
export const countAnswers = ({ webhook }: ApiWebhook): number => Object.keys(webhook['x-webhook'].answers ?? {}).length;

/** The answers by the names that a receiver has for them, each with what it brings about. */
export function webhookAnswers(context: Context, { name: webhookName, webhook }: ApiWebhook): Block[] {
  const { t, words } = context.language;
  const answers = Object.entries(webhook['x-webhook'].answers ?? {});
  if (answers.length === 0) return [];
  return [
    { kind: 'heading', level: 2, id: 'answers', text: t('webhooks.answers') },
    {
      kind: 'table',
      name: 'answers',
      heads: [t('webhooks.name'), code('ErrorCode'), t('webhooks.result'), t('webhooks.given')],
      rows: answers.map(([name, rules]) => ({
        id: `answers.${name}`,
        cells: [
          code(`${name}()`),
          codesOf(context, rules),
          resultOf(context, said(words.answer(webhookName, name)), rules),
          given(context, rules),
        ],
      })),
    },
  ];
}

const codesOf = ({ language: { t } }: Context, { code: number, own }: WebhookAnswerRules): Inline =>
  own === undefined
    ? number
    : [number, ' ', { kind: 'small', text: t('webhooks.own', { from: own.from, to: own.to }) }];

function resultOf({ language: { t, label } }: Context, summary: Inline, { fields }: WebhookAnswerRules): Inline {
  if (fields === undefined) return summary;
  const names = joined(fields.map(code), label('join.items'));
  return [summary, ' ', { kind: 'small', text: t('webhooks.with', { fields: names }) }];
}

const given = (context: Context, { given: number, own }: WebhookAnswerRules): Inline => {
  if (number === undefined) return '–';
  const link = codeLink(context, String(number));
  return own === undefined ? link : [link, ' ', { kind: 'small', text: context.language.t('webhooks.ownGiven') }];
};
