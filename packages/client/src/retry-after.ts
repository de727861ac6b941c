/** The three forms of a date in HTTP: today's, and two old ones, the last of which says no zone and means the same. */
const date = /^[A-Z][a-z]+(, \d\d[ -][A-Z][a-z]{2}[ -](\d\d){1,2} [\d:]{8} GMT| [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})$/;

/**
 * What `Retry-After` asks to wait, in milliseconds: it gives seconds or a date. Only these statuses say with it when to come
 * again.
 */
export function readRetryAfter(status: number, value = ''): number | undefined {
  if (![408, 429, 503].includes(status)) return undefined;
  const text = value.replace(/^[ \t]+|[ \t]+$/g, '');
  if (/^\d{1,15}$/.test(text)) return Number(text) * 1000;
  const at = date.test(text) ? Date.parse(text.replace(/(\d)$/, '$1 GMT')) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
