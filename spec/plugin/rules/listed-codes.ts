import { isObject, type JsonObject } from '../../document.ts';
import type { Context } from '../redocly.ts';

/** The code of an entry of `x-errors`, plain, or with overrides of an `error`. */
export function codeOf(entry: JsonObject, context: Context): unknown {
  const target = 'error' in entry ? context.resolve(entry.error).node : entry;
  return isObject(target) ? target.code : undefined;
}

/** The codes that an operation lists under `x-errors`. */
export function codesOf(operation: JsonObject, context: Context): Set<unknown> {
  const list = operation['x-errors'];
  const entries = Array.isArray(list) ? list.map((raw) => context.resolve(raw).node) : [];
  return new Set(entries.map((entry) => (isObject(entry) ? codeOf(entry, context) : undefined)));
}
