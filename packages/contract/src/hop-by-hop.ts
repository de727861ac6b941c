/** What a proxy may pass on of a message, as RFC 9110 has it. */
import type { Headers } from './exchange.ts';

/** What concerns one connection only. */
const hopByHopHeaders = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Without these nobody knows where a body ends or for whom it is, whatever `Connection` says. */
const kept = new Set(['content-length', 'content-encoding', 'content-type', 'host']);

export const pairs = (raw: readonly string[]): Headers =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));

/** The headers that go on, names and values in turns: without those of the connection, and those that it names as its own. */
export function headersToPass(raw: readonly string[], without: readonly string[] = []): string[] {
  const all = pairs(raw);
  const named = all
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim())
    .filter((name) => !kept.has(name));
  const dropped = new Set([...hopByHopHeaders, ...named, ...without]);
  return all.flatMap(([name, value]) => (dropped.has(name.toLowerCase()) ? [] : [name, value]));
}

/**
 * The headers that say where the body of a request ends. Node writes the body of a GET without any, so that the next hop takes
 * it for a second request.
 */
export function framing(raw: readonly string[], method: string): string[] {
  const values = (wanted: string): string[] =>
    pairs(raw).flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []));
  const coding = values('transfer-encoding');
  if (coding.length > 0) return ['Transfer-Encoding', coding.join(', ')];
  const hasLength = values('content-length').length > 0;
  return hasLength || !['POST', 'PUT', 'PATCH'].includes(method) ? [] : ['Content-Length', '0'];
}

/** The path and query of a request target: of an absolute one those in it, without a fragment. */
export function splitTarget(target: string): { path: string; query: string } {
  const [beforeFragment = ''] = target.split('#', 1);
  const relative = beforeFragment.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const mark = relative.indexOf('?');
  const path = mark === -1 ? relative : relative.slice(0, mark);
  return { path: path === '' ? '/' : path, query: mark === -1 ? '' : relative.slice(mark + 1) };
}
