/** Pages and names of others that a browser on this machine could bring to the proxy, which would pass on what they ask for. */
import type { IncomingHttpHeaders } from 'node:http';

/** The names of this machine in a URL. */
export const loopback: RegExp = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/** Why a request is refused: it comes from a page of another site, or by a name that is not this machine's. */
export function foreignCaller({ origin, host }: IncomingHttpHeaders): string | undefined {
  if (origin !== undefined && !isOwn(origin)) return 'the page that sends it is not from this machine (Origin)';
  if (host !== undefined && !isOwn(`http://${host}`)) return 'it asks for a name that is not of this machine (Host)';
  return undefined;
}

/** Loopback, or a name without a dot, which is one of a network of containers. */
function isOwn(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return loopback.test(hostname) || /^([a-z0-9-]+|.+\.localhost)$/i.test(hostname);
}
