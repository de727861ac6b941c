import type { MockCall } from './calls.ts';
import { inNextTurn } from './clock.ts';

export const logStyles = ['pretty', 'json', 'silent'] as const;

export type LogStyle = (typeof logStyles)[number];

/** Logs calls, a line for each. */
export interface Logger {
  log(call: MockCall, milliseconds: number): void;
  /** Writes what has not been written yet. */
  flush(): void;
}

/** Calls that are answered together are logged in one write: a write for each would cost half as much as its answer. */
export function createLogger(style: Exclude<LogStyle, 'silent'>, write: (text: string) => void): Logger {
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) write(lines.join('\n'));
    lines = [];
  };
  return {
    log(call, milliseconds) {
      if (lines.length === 0) inNextTurn(flush);
      lines.push(formatCall(style, call, milliseconds));
    },
    flush,
  };
}

/** The line of a call, without its end. */
function formatCall(style: Exclude<LogStyle, 'silent'>, call: MockCall, milliseconds: number): string {
  const { operation = '-', reason, fault } = call;
  const id = idOf(call.body);
  const code = call.code ?? fault ?? '-';
  if (style === 'json') {
    return JSON.stringify({ operation, id, code, reason, milliseconds: Number(milliseconds.toFixed(1)) });
  }
  return [operation, id ?? '-', code, reason, `${milliseconds.toFixed(1)} ms`].join('  ');
}

/** The first channel id of a body, in a form that cannot break out of its line. */
function idOf(body: unknown): string | undefined {
  const id = Object.values(Object(body)).find((value) => typeof value === 'string' && value.startsWith('@TOA#_'));
  if (typeof id !== 'string') return undefined;
  const short = id.length > 60 ? `${id.slice(0, 57)}...` : id;
  return /^[!-~]+$/.test(short) ? short : JSON.stringify(short);
}
