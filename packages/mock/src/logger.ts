import { styleText } from 'node:util';
import { aboutOf, idOf } from './call-id.ts';
import type { MockCall } from './calls.ts';
import { inNextTurn } from './clock.ts';
import { asWord, escapeUnseen } from './plain-text.ts';
import { createSecrets } from './secrets.ts';
import type { MockWebhook } from './webhooks/webhook.ts';

export const logStyles = ['pretty', 'json', 'silent'] as const;

export type LogStyle = (typeof logStyles)[number];

/** Logs calls and the webhooks that have failed, a line for each. */
export interface Logger {
  log(call: MockCall, milliseconds: number): void;
  logWebhook(webhook: MockWebhook): void;
  /** Writes what has not been written yet. */
  flush(): void;
}

export interface LoggerOptions {
  style: Exclude<LogStyle, 'silent'>;
  /** Whether a person looks on, who wants to know when it was. */
  isTerminal: boolean;
  hasColors: boolean;
  /** Never written, wherever it was sent. */
  secretKey: string | undefined;
}

/** Calls that are answered together are logged in one write: a write for each would cost half as much as its answer. */
export function createLogger(options: LoggerOptions, write: (text: string) => void): Logger {
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) write(lines.join('\n'));
    lines = [];
  };
  const isJson = options.style === 'json';
  const { hideInId } = createSecrets(options);
  const look: Look = { ...options, hide: (text) => hideInId(text, []) };
  const add = (line: string): void => {
    if (lines.length === 0) inNextTurn(flush);
    lines.push(line);
  };
  return {
    log: (call, milliseconds) => add(isJson ? asJson(look, call, milliseconds) : asLine(look, call, milliseconds)),
    logWebhook(webhook) {
      if (webhook.failure !== undefined) add(isJson ? webhookAsJson(look, webhook) : webhookAsLine(look, webhook));
    },
    flush,
  };
}

/** How lines look, and what is done with what stood in a request. */
interface Look extends Pick<LoggerOptions, 'isTerminal' | 'hasColors'> {
  hide(text: string): string;
}

function asJson({ hide }: Look, call: MockCall, milliseconds: number): string {
  const { operation = '-', reason } = call;
  const request = call.request === undefined ? undefined : hide(call.request);
  const id = idOf(call, hide);
  const code = codeOf(call);
  return escapeUnseen(
    JSON.stringify({ operation, request, id, code, reason, milliseconds: Number(milliseconds.toFixed(1)) }),
  );
}

function asLine(look: Look, call: MockCall, milliseconds: number): string {
  const { operation, request, reason } = call;
  const id = idOf(call, look.hide);
  const color = call.code === 0 ? 'green' : call.code === undefined ? 'yellow' : 'red';
  const code = colored(look, color, String(codeOf(call)));
  const what = operation ?? (request === undefined ? '-' : escapeUnseen(look.hide(request)));
  return asWords(look, [what, id === undefined ? '-' : asWord(id), code, reason, inMilliseconds(milliseconds)]);
}

const colored = ({ hasColors }: Look, color: 'green' | 'yellow' | 'red', text: string): string =>
  hasColors ? styleText(color, text, { validateStream: false }) : text;

const asWords = ({ isTerminal }: Look, words: readonly string[]): string =>
  [...(isTerminal ? [new Date().toTimeString().slice(0, 8)] : []), ...words].join('  ');

const inMilliseconds = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;

function webhookAsJson({ hide }: Look, { command: webhook, body, ...facts }: MockWebhook): string {
  const { status, failure, problem, milliseconds } = facts;
  const id = aboutOf(body, hide);
  return escapeUnseen(JSON.stringify({ webhook, id, status, failure, problem, milliseconds }));
}

function webhookAsLine(look: Look, { command, body, ...facts }: MockWebhook): string {
  const { status, failure = '-', problem = '', milliseconds } = facts;
  const id = aboutOf(body, look.hide);
  const code = colored(look, 'red', String(status ?? '-'));
  return asWords(look, [command, id, code, failure, inMilliseconds(milliseconds), problem]);
}

const codeOf = ({ code, fault }: MockCall): number | string => code ?? fault ?? '-';
