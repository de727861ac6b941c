/**
 * Says what a value is, for errors about options: of a text only how long it is, because it may be a secret.
 *
 * @param secret Whether it stands where a secret belongs. Then of a number, too, only the type is said.
 */
export function whatCame(value: unknown, secret = false): string {
  if (isUnset(value)) return `It is ${value === '' ? 'empty' : value}. Is the variable that should hold it set?`;
  if (typeof value === 'string') return `It is a string of ${value.length} characters.`;
  if (!secret && (typeof value === 'number' || typeof value === 'boolean')) return `It is ${value}.`;
  return `It is ${Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`}.`;
}

const unset: readonly unknown[] = [undefined, null, '', 'undefined', 'null'];

/** What a variable gives that is not set, also where it has become a word. */
export const isUnset = (value: unknown): boolean => unset.includes(value);
