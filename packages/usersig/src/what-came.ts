/** Says what a value is, for errors about options: of a text only how long it is, because it may be a secret. */
export function whatCame(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return `It is ${value === '' ? 'empty' : value}. Is the variable that should hold it set?`;
  }
  if (typeof value === 'string') return `It is a string of ${value.length} characters.`;
  if (typeof value === 'number' || typeof value === 'boolean') return `It is ${value}.`;
  return `It is ${Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`}.`;
}
