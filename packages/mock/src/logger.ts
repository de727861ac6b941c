import { styleText } from 'node:util';
import { idOf } from './call-id.ts';
import type { MockCall } from './calls.ts';
import { inNextTurn } from './clock.ts';
import { asWord, escapeUnseen } from './plain-text.ts';

export const logStyles = ['pretty', 'json', 'silent'] as const;

export type LogStyle = (typeof logStyles)[number];

/** Logs calls, a line for each. */
export interface Logger {
  log(call: MockCall, milliseconds: number): void;
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
  return {
    log(call, milliseconds) {
      if (lines.length === 0) inNextTurn(flush);
      lines.push(options.style === 'json' ? asJson(options, call, milliseconds) : asLine(options, call, milliseconds));
    },
    flush,
  };
}

function asJson({ secretKey }: LoggerOptions, call: MockCall, milliseconds: number): string {
  const { operation = '-', request, reason } = call;
  const id = idOf(call, secretKey);
  const code = codeOf(call);
  return escapeUnseen(
    JSON.stringify({ operation, request, id, code, reason, milliseconds: Number(milliseconds.toFixed(1)) }),
  );
}

function asLine({ isTerminal, hasColors, secretKey }: LoggerOptions, call: MockCall, milliseconds: number): string {
  const { operation, request, reason } = call;
  const id = idOf(call, secretKey);
  const code = String(codeOf(call));
  const color = call.code === 0 ? 'green' : call.code === undefined ? 'yellow' : 'red';
  const what = operation ?? (request === undefined ? '-' : escapeUnseen(request));
  const words = [
    ...(isTerminal ? [new Date().toTimeString().slice(0, 8)] : []),
    what,
    id === undefined ? '-' : asWord(id),
    hasColors ? styleText(color, code, { validateStream: false }) : code,
    reason,
    `${milliseconds.toFixed(1)} ms`,
  ];
  return words.join('  ');
}

const codeOf = ({ code, fault }: MockCall): number | string => code ?? fault ?? '-';
