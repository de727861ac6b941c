/** What the answer to a webhook brings about, by the document. */
import type { WebhookRules } from '@chat-openapi/openapi/document';
import type { WebhookAnswer, WebhookCommand, webhooks } from '@chat-openapi/openapi/webhooks';
import { Refusal } from '../refusal.ts';

type Table = typeof webhooks;

/** The webhooks whose answers are waited for. */
export type BeforeCommand = {
  [C in WebhookCommand]: Table[C] extends { when: 'before' } ? C : never;
}[WebhookCommand];

type AnswerName<C extends WebhookCommand> = Table[C] extends { answers: infer Answers } ? keyof Answers : never;

/** An answer of the app, by the name that the document gives it. */
export interface Heard<C extends BeforeCommand = BeforeCommand> {
  readonly command: C;
  readonly name: AnswerName<C>;
  readonly answer: WebhookAnswer<C>;
}

/** The same before it is known which webhook it was. */
export interface AnyHeard {
  readonly command: string;
  readonly name: string;
  readonly answer: object;
  /** What the caller gets, where the document says it. */
  readonly refusal?: Refusal;
}

/** The fields that every answer has. */
export interface AppAnswer {
  ErrorCode: number;
  ErrorInfo: string;
}

export function isHeard<C extends BeforeCommand>(
  heard: AnyHeard | undefined,
  command: C,
): heard is AnyHeard & Heard<C> {
  return heard?.command === command;
}

/** What an answer brings about that is as the document wants it; undefined when its code means nothing. */
export function readAnswer(command: string, { answers = {} }: WebhookRules, answer: AppAnswer): AnyHeard | undefined {
  const { ErrorCode: code, ErrorInfo: info } = answer;
  const named = Object.entries(answers);
  // What has fields is told by them from what has none.
  const [name] =
    named.find(([, rules]) => rules.code === code && rules.fields?.some((field) => Object.hasOwn(answer, field))) ??
    named.find(([, rules]) => rules.code === code && rules.fields === undefined) ??
    [];
  if (name !== undefined) return { command, name, answer, ...refusalOf(command, answers[name]?.given) };
  const [own] = named.find(([, rules]) => rules.own && code >= rules.own.from && code <= rules.own.to) ?? [];
  if (own === undefined) return undefined;
  return { command, name: own, answer, refusal: new Refusal({ code, reason: 'webhook-refused', info }) };
}

function refusalOf(command: string, given: number | undefined): { refusal?: Refusal } {
  if (given === undefined) return {};
  const info = `The webhook ${command} was answered with a refusal.`;
  return { refusal: new Refusal({ code: given, reason: 'webhook-refused', info }) };
}

/** What it comes to when no good answer came and the event is to be refused then; undefined where the webhook cannot refuse. */
export function refuseUnheard(command: string, { answers = {} }: WebhookRules): AnyHeard | undefined {
  const { refuse } = answers;
  if (refuse === undefined) return undefined;
  const answer = { ActionStatus: 'FAIL', ErrorCode: refuse.code, ErrorInfo: '' };
  if (refuse.given === undefined) return { command, name: 'refuse', answer };
  const info = `The webhook ${command} was not answered as it should be, and this mock refuses then.`;
  const refusal = new Refusal({ code: refuse.given, reason: 'webhook-failed', info });
  return { command, name: 'refuse', answer, refusal };
}

/** For a message: the codes that an answer may have. */
export function knownCodes({ answers = {} }: WebhookRules): string {
  const codes = Object.values(answers).flatMap(({ code, own }) => [
    String(code),
    ...(own === undefined ? [] : [`${own.from} to ${own.to}`]),
  ]);
  return [...new Set(codes)].join(', ');
}
