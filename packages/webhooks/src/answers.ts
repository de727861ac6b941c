/** Makes, from the table of webhooks, the functions that make answers. */
import { type Webhook, type WebhookAnswerRules, type WebhookCommand, webhooks } from '@chat-openapi/openapi/webhooks';
import { WebhookError } from './errors.ts';

/** What is sent as an answer. */
export interface Answer {
  readonly ActionStatus: 'OK' | 'FAIL';
  readonly ErrorCode: number;
  readonly ErrorInfo: string;
  readonly [field: string]: unknown;
}

/** By name, such as `refuse`. */
export type AnswerMakers = { readonly [name: string]: (...args: unknown[]) => Answer };

export const success: Answer = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' };

/** What the document says of a webhook. */
export const rulesOf = (command: WebhookCommand): Webhook => webhooks[command];

/** The makers of each webhook, made at its first use. */
const made = new Map<WebhookCommand, AnswerMakers>();

export function answersOf(command: WebhookCommand): AnswerMakers {
  const known = made.get(command);
  if (known !== undefined) return known;
  const entries = Object.entries(rulesOf(command).answers ?? {});
  const makers: AnswerMakers = Object.freeze(
    Object.fromEntries(entries.map(([name, rules]) => [name, makerOf(name, rules)])),
  );
  made.set(command, makers);
  return makers;
}

function makerOf(name: string, rules: WebhookAnswerRules): AnswerMakers[string] {
  const { code, fields } = rules;
  if (fields !== undefined) return (given) => ({ ...success, ErrorCode: code, ...fieldsOf(name, fields, given) });
  if (code === 0) return () => success;
  return (info = '', own = code) => {
    if (typeof info !== 'string') throw new TypeError(`The text for ${name}() must be a string.`);
    return { ActionStatus: 'FAIL', ErrorCode: codeOf(name, rules, own), ErrorInfo: info };
  };
}

function codeOf(name: string, { code, own }: WebhookAnswerRules, given: unknown): number {
  if (given === code) return code;
  if (own === undefined) throw new RangeError(`${name}() of this webhook takes no code.`);
  if (typeof given === 'number' && Number.isInteger(given) && given >= own.from && given <= own.to) return given;
  throw new RangeError(`The code for ${name}() must be a whole number from ${own.from} to ${own.to}.`);
}

function fieldsOf(name: string, known: readonly string[], given: unknown): object {
  const entries = Object.entries(Object(given)).filter(([, value]) => value !== undefined);
  if (entries.length === 0 || entries.some(([field]) => !known.includes(field))) {
    throw new TypeError(`${name}() takes an object with some of ${known.join(', ')} and nothing else.`);
  }
  return Object.fromEntries(entries);
}

/** Whether a value looks as if it were to be sent. */
export const isMeantAsAnswer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'ErrorCode' in value;

/**
 * An answer as JSON. Judged is what was written, because an object may write itself in another way.
 *
 * @throws WebhookError for what the service could not read; whatever an object throws when it is written.
 */
export function writeAnswer(value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text !== undefined && isAnswer(JSON.parse(text))) return text;
  throw new WebhookError(
    'The handler has returned what is no answer. One has ActionStatus, ErrorCode and ErrorInfo; the helpers make it.',
  );
}

/** Has the three fields that the service wants, whatever else it has. */
function isAnswer(value: unknown): boolean {
  const { ActionStatus: status, ErrorCode: code, ErrorInfo: info }: { [N in keyof Answer]?: unknown } = Object(value);
  return (status === 'OK' || status === 'FAIL') && Number.isInteger(code) && typeof info === 'string';
}
