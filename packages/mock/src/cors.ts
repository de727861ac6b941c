/** What pages of other origins are told, so that their browsers hand them the answers. */
import type { IncomingHttpHeaders } from 'node:http';

const anyOrigin = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x-mock-reason' };

/** For what pages of every origin may call, those that send credentials too. A browser then wants its own origin named. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  if (!origin) return anyOrigin;
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'x-mock-reason',
    vary: 'Origin',
  };
}

export const isPreflight = (method: string, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

/** What a preflight is answered with, besides the headers of every answer. */
export function preflightHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    'access-control-allow-methods': 'POST, GET, HEAD',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? 'content-type',
    'access-control-max-age': '600',
    // Chromium asks for it before a page of the internet may call a private address.
    ...(headers['access-control-request-private-network'] === 'true'
      ? { 'access-control-allow-private-network': 'true' }
      : {}),
  };
}
