import { type OperationId, operations, type RateLimit } from '@chat-openapi/openapi';
import type { QuotaLimit } from './quota.ts';

/** The limits of a call, from its operation and its body as JSON text. */
export type LimitsOf = (operation: OperationId, body: string) => readonly QuotaLimit[];

/** @param rate Calls a second in place of what the document allows to the operation as a whole. */
export function createLimits(sdkAppId: number, rate: number | undefined): LimitsOf {
  const known = new Map<OperationId, readonly QuotaLimit[]>();
  return (operation, body) => {
    const made = known.get(operation);
    if (made !== undefined) return made;
    const rateLimits = replaceRate(operations[operation].rateLimits, rate);
    const isByBody = rateLimits.some(({ by }) => by !== undefined);
    const fields = isByBody ? parse(body) : {};
    const limits = rateLimits.map((limit) => toQuotaLimit(limit, `${sdkAppId}:${operation}`, fields));
    if (!isByBody) known.set(operation, limits);
    return limits;
  };
}

/** Limits over more than a second, and those by a field, stay: a number says nothing of them. */
function replaceRate(limits: readonly RateLimit[], rate: number | undefined): readonly RateLimit[] {
  if (rate === undefined) return limits;
  return [{ calls: rate, seconds: 1 }, ...limits.filter(({ seconds, by }) => seconds !== 1 || by !== undefined)];
}

function toQuotaLimit({ calls, seconds, by }: RateLimit, prefix: string, fields: Record<string, unknown>): QuotaLimit {
  // Limits of one operation over different times are not counted together.
  const time = seconds === 1 ? '' : `:${seconds}s`;
  const value = by === undefined ? '' : `:${by}=${textOf(fields[by])}`;
  return { key: `${prefix}${time}${value}`, calls, seconds };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
