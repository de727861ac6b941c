/** The generated table of webhooks, with the types that follow from it. A module of its own: most programs receive none. */
import type { WebhookAnswerRules, WebhookRules } from '../../../spec/document.ts';
import type { Api, ApiWebhook } from '../api.ts';
import { comment, literal } from './source-text.ts';

/** `webhooks.ts`: what a receiver needs of each webhook at run time, and the types of event and answer. */
export function webhooks(api: Api): string {
  return `import type { WebhookTime } from './document.ts';
import type { webhooks as SchemaWebhooks } from './schema.js';

/** One of the answers that bring something about. */
export interface WebhookAnswerRules {
  /** Its \`ErrorCode\`. */
  readonly code: number;
  /** The code that the caller of the operation gets then. */
  readonly given?: number;
  /** Codes that the app may answer in place of \`code\`, to say why. */
  readonly own?: { readonly from: number; readonly to: number };
  /** Fields of the answer that say more. At least one of them is there. */
  readonly fields?: readonly string[];
}

/** What the document says of a webhook, as far as a receiver needs it at run time. */
export interface Webhook {
  /** Whether the service waits for the answer before the event happens, or tells of an event that has happened. */
  readonly when: WebhookTime;
  /** Seconds until the service no longer waits for the answer. */
  readonly timeout: number;
  /** Fields of the event that tell it from others of its kind. Without them only the whole event does. */
  readonly key?: readonly string[];
  /** Left out where the answer is ignored. */
  readonly answers?: { readonly [name: string]: WebhookAnswerRules };
}

/** Every webhook of the document, by the vendor's command. */
export const webhooks = {
${api.webhooks.map(entry).join('\n')}
} as const satisfies { [K in keyof SchemaWebhooks]: Webhook };

/** The vendor's name of a webhook. */
export type WebhookCommand = keyof typeof webhooks;

/** True for a webhook of the document. */
export function isWebhookCommand(value: unknown): value is WebhookCommand {
  return typeof value === 'string' && Object.hasOwn(webhooks, value);
}

/** The commands of all webhooks, in the order of the document. */
export const webhookCommands: readonly WebhookCommand[] = /* @__PURE__ */ Object.keys(webhooks).filter(isWebhookCommand);

type Post<C extends WebhookCommand> = SchemaWebhooks[C]['post'];

/** What the service sends. That of several commands is a union, which \`CallbackCommand\` tells apart. */
export type WebhookEvent<C extends WebhookCommand = WebhookCommand> = {
  [K in C]: Post<K>['requestBody']['content']['application/json'];
}[C];

/** What the app answers. */
export type WebhookAnswer<C extends WebhookCommand = WebhookCommand> = {
  [K in C]: Post<K>['responses'][200]['content']['application/json'];
}[C];
`;
}

function entry({ name, webhook }: ApiWebhook): string {
  const { summary, description, externalDocs, 'x-webhook': rules } = webhook;
  const link = externalDocs === undefined ? '' : `@see ${externalDocs.url}`;
  return `${comment([`${summary}.`, description, link], '  ')}\n  ${literal(name)}: ${table(rules)},`;
}

function table({ when, timeout, key, answers }: WebhookRules): string {
  const parts = [
    `when: ${literal(when)}`,
    `timeout: ${timeout}`,
    ...(key === undefined ? [] : [`key: ${literal(key)}`]),
    ...(answers === undefined ? [] : [`answers: {\n${Object.entries(answers).map(answer).join('\n')}\n    }`]),
  ];
  return `{\n${parts.map((part) => `    ${part},`).join('\n')}\n  }`;
}

function answer([name, { code, given, own, fields }]: [string, WebhookAnswerRules]): string {
  const parts = [
    `code: ${code}`,
    ...(given === undefined ? [] : [`given: ${given}`]),
    ...(own === undefined ? [] : [`own: { from: ${own.from}, to: ${own.to} }`]),
    ...(fields === undefined ? [] : [`fields: ${literal(fields)}`]),
  ];
  return `      ${name}: { ${parts.join(', ')} },`;
}
