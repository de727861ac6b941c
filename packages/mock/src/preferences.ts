/** What a request asks for by its header `Prefer` or its query, as Prism's users write it. */
import type { Query } from './query.ts';

/** The preferences that name an outcome; those that do not are none of the mock's business. */
export interface Preferences {
  /** The key of an example in the document, which is an `ErrorCode`. */
  readonly example: Preference | undefined;
  /** An HTTP status, which is always 200 here, or an `ErrorCode`. */
  readonly code: Preference | undefined;
  /** Whether answers are to be made up. */
  readonly dynamic: Preference | undefined;
}

export interface Preference {
  value: string;
  by: 'prefer' | 'query';
}

const names = ['example', 'code', 'dynamic'] as const;
const pairs = /([^\s=,;"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^,;"]*)))?/g;

const none: Preferences = { example: undefined, code: undefined, dynamic: undefined };

/** The query counts more than the header, and of what comes twice the first. */
export function readPreferences(prefer: string | undefined, query: Query): Preferences {
  const isAsked = prefer !== undefined || names.some((name) => query[`__${name}`] !== undefined);
  if (!isAsked) return none;
  const header = prefer === undefined ? {} : parsePrefer(prefer);
  const find = (name: string): Preference | undefined => {
    const inQuery = [query[`__${name}`]].flat()[0];
    if (inQuery !== undefined) return { value: inQuery, by: 'query' };
    const value = header[name];
    return value === undefined ? undefined : { value, by: 'prefer' };
  };
  return { example: find('example'), code: find('code'), dynamic: find('dynamic') };
}

function parsePrefer(header: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [, name = '', quoted, plain = ''] of header.matchAll(pairs)) {
    found[name.toLowerCase()] ??= quoted?.replace(/\\(.)/g, '$1') ?? plain.trim();
  }
  return found;
}
