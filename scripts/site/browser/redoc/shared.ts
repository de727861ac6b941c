/** A document in which nothing of some length is written twice, and how it is read. */

export interface SharedDocument {
  document: unknown;
  /** What stands in several places. It holds references as well. */
  shared: unknown[];
}

/** In place of a value: its number among those that are shared. */
export const reference = '$';
/** In place of a text of several lines: its pieces, a number for each that is shared. */
export const pieces = '$pieces';

/** The document as it was. Nothing in it is one object in two places, so that whoever shows it may change it. */
export function unshare({ shared, document }: SharedDocument): unknown {
  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unpack);
    if (typeof value !== 'object' || value === null) return value;
    const [number, parts] = [reference, pieces].map((key): unknown => Reflect.get(value, key));
    if (typeof number === 'number') return unpack(shared[number]);
    if (Array.isArray(parts)) {
      return parts.map((part) => (typeof part === 'number' ? unpack(shared[part]) : part)).join('\n');
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpack(one)]));
  };
  return unpack(document);
}
