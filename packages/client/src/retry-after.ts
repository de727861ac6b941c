/** These say with the header when to come again. */
const statuses = [408, 429, 503];

/**
 * What `Retry-After` asks to wait, in milliseconds. It may give seconds, or a date in one of the three forms of HTTP, of which
 * the oldest names no time zone.
 */
export function readRetryAfter(status: number, value: string | undefined): number | undefined {
  if (value === undefined || !statuses.includes(status)) return undefined;
  const text = value.trim();
  if (/^\d{1,15}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2,8},? [\w: -]{15,25}$/.test(text)) return undefined;
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
