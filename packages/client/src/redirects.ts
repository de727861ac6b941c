/**
 * Redirects are not followed. Where they are errors of `fetch` undici makes no copy of each request and its body, which spares a
 * seventh of a call. Such an error does not tell the status, so that is taken from what undici publishes of each answer.
 */
import { builtinModule, isNode } from './runtime.ts';

/** The status that stands for those that a platform does not show. */
export const hiddenStatus = 302;

/** The last redirect that any request of this process was answered with: `fetch` rejects in the same turn. */
let last: readonly [endOfPath: string, status: number] = ['', hiddenStatus];

let isWatching: boolean | undefined;

/** Whether a redirect may be an error of the platform's `fetch`, because its status is learned all the same. */
export function watchRedirects(): boolean {
  isWatching ??= isNode() && watch();
  return isWatching;
}

function watch(): boolean {
  const { subscribe } = Object(builtinModule('node:diagnostics_channel'));
  subscribe?.('undici:request:headers', (message: unknown) => {
    const { request, response } = Object(message);
    const status = Object(response).statusCode;
    // Of the path no more than tells requests apart: the signature stands before it.
    if (isRedirect(status)) last = [String(Object(request).path).slice(-endLength), status];
  });
  return subscribe !== undefined;
}

/** `&random=` and a number of 32 bits. */
const endLength = 18;

/** Whether a status leads elsewhere, for `fetch`. The others between 300 and 399 are answers like any other. */
export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** The status of the redirect that an error of the platform's `fetch` stands for; undefined when it is another error. */
export function redirectOf(error: unknown, url: string): number | undefined {
  try {
    const { cause } = Object(error);
    if ((Object(cause).message ?? cause) !== 'unexpected redirect') return undefined;
  } catch {
    return undefined;
  }
  const [end, status] = last;
  return end.endsWith(url.slice(url.lastIndexOf('&'))) ? status : hiddenStatus;
}
