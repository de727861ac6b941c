/** What a request is for. */
export interface Target {
  /** The host that an absolute target names, as proxies are sent it; it counts more than the header `Host`. */
  readonly host: string | undefined;
  readonly path: string;
  /** Without the question mark. */
  readonly search: string;
}

const absolute = /^https?:\/\/([^/?#]*)([^#]*)/i;

export function parseTarget(target: string): Target {
  if (target.startsWith('/')) return split(target, undefined);
  const [, host, local = ''] = absolute.exec(target) ?? [];
  if (host === undefined) return split(target, undefined);
  return split(local.startsWith('/') ? local : `/${local}`, host);
}

function split(target: string, host: string | undefined): Target {
  const question = target.indexOf('?');
  if (question === -1) return { host, path: target, search: '' };
  return { host, path: target.slice(0, question), search: target.slice(question + 1) };
}
