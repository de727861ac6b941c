/** Who may use `/_mock/` and the page: no page of another origin, and nobody who comes by a name that is not the mock's. */
import { isIP, isIPv4 } from 'node:net';
import type { Settings } from './settings.ts';

/** Says why a request may not look into the mock; undefined when it may. */
export type Guard = (host: string | undefined, origin: string | undefined) => string | undefined;

export function createGuard({ host: ownHost, allowHosts }: Pick<Settings, 'host' | 'allowHosts'>): Guard {
  const names = new Set([ownHost, ...allowHosts].map((name) => hostnameOf(name.includes(':') ? `[${name}]` : name)));
  return (host, origin) => {
    if (host && !isOwnName(host, names)) {
      return (
        `The Host ${JSON.stringify(host.slice(0, 100))} is not a name of this mock. ` +
        'Call it by its address, or start it with --allow-host and that name.'
      );
    }
    if (origin === undefined || isLoopbackOrigin(origin) || isSameOrigin(origin, host)) return undefined;
    return (
      `Pages of ${JSON.stringify(origin.slice(0, 100))} may not look into the mock. ` +
      'Those of localhost may, on any port, and whatever sends no Origin.'
    );
  };
}

/** A name without a dot belongs to the machine or to its network of containers; nobody can register one. */
function isOwnName(host: string, names: ReadonlySet<string | undefined>): boolean {
  const name = hostnameOf(host);
  return name !== undefined && (isLoopback(name) || names.has(name) || (!/[.:]/.test(name) && isIP(name) === 0));
}

/** Its own pages, also behind a proxy that adds TLS. */
const isSameOrigin = (origin: string, host: string | undefined): boolean =>
  host !== undefined && host !== '' && origin.toLowerCase().replace(/^https?:\/\//, '') === host.toLowerCase();

function isLoopbackOrigin(origin: string): boolean {
  const [, host] = /^https?:\/\/([^/]+)$/i.exec(origin) ?? [];
  const name = host === undefined ? undefined : hostnameOf(host);
  return name !== undefined && isLoopback(name);
}

/** @param name As `hostnameOf` writes it. */
export function isLoopback(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost') || name === '[::1]') return true;
  return (isIPv4(name) && name.startsWith('127.')) || /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(name);
}

/** The name or address in a `Host`, without its port, as browsers write it; undefined when it is none. */
export function hostnameOf(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  const { hostname } = new URL(`http://${host}`);
  return hostname.endsWith('.localhost.') || hostname === 'localhost.' ? hostname.slice(0, -1) : hostname;
}
