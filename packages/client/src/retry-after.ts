/**
 * What `Retry-After` asks to wait, in milliseconds: it gives seconds or a date. Only these statuses say with it when to come
 * again.
 */
export function readRetryAfter(status: number, value = ''): number | undefined {
  if (![408, 429, 503].includes(status)) return undefined;
  if (/^\d{1,15}$/.test(value)) return Number(value) * 1000;
  const date = value.endsWith('GMT') ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
