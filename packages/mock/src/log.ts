import type { MockCall } from './call-log.ts';

export const logStyles = ['pretty', 'json', 'silent'] as const;

export type LogStyle = (typeof logStyles)[number];

/** The line that tells of a call, without its end; undefined when nothing is to be told. */
export function formatCall(style: LogStyle, call: MockCall, milliseconds: number): string | undefined {
  if (style === 'silent') return undefined;
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
