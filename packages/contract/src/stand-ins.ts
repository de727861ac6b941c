/**
 * What stands in place of the values of a body. A value that its schema accepts gets a stand-in that the schema accepts, one that
 * it refuses gets one that is refused, for the same reason where that is possible: so a recording can be checked like the answer.
 */
import { fitsBytes, isObject, type JsonObject } from '@chat-openapi/openapi/document';

/** The stand-ins of one exchange: the same text gets the same one wherever the schema lets it. */
export interface StandIns {
  text(value: string, parts?: readonly JsonObject[]): string;
  number(value: number, parts: readonly JsonObject[]): number;
  boolean(value: boolean, parts: readonly JsonObject[]): boolean;
  /** Each text that was replaced so far, with its first stand-in. */
  replaced(): [value: string, standIn: string][];
}

export function createStandIns(): StandIns {
  const made = new Map<string, { plain: string; texts: Set<string> }>();
  return {
    text(value, parts = []) {
      const known = made.get(value) ?? { plain: `redacted-${made.size + 1}`, texts: new Set() };
      made.set(value, known);
      const standIn = choose(value, parts, () => [...known.texts, ...textsLike(known.plain, parts)]) ?? known.plain;
      known.texts.add(standIn);
      return standIn;
    },
    number: (value, parts) => choose(value, parts, () => numbersLike(parts)) ?? 0,
    boolean: (value, parts) => choose(value, parts, () => [false, true]) ?? false,
    replaced: () =>
      [...made].map(
        ([
          value,
          {
            plain,
            texts: [first = plain],
          },
        ]) => [value, first],
      ),
  };
}

/** The first candidate that keeps and breaks the same rules as the value, or else the same schemas. */
function choose<T>(value: T, parts: readonly JsonObject[], candidates: () => T[]): T | undefined {
  const rules = verdicts(parts, value);
  const all = candidates();
  return (
    all.find((one) => same(rules, verdicts(parts, one), String)) ??
    all.find((one) => same(rules, verdicts(parts, one), (verdict) => String(verdict.every(Boolean))))
  );
}

const same = (a: boolean[][], b: boolean[][], digest: (verdict: boolean[]) => string): boolean =>
  a.map(digest).join() === b.map(digest).join();

function textsLike(plain: string, parts: readonly JsonObject[]): string[] {
  const number = plain.replace(/\D/g, '');
  const examples = examplesOf(parts).filter((one) => typeof one === 'string');
  const lengths = parts.flatMap(({ minLength, maxLength, 'x-max-bytes': maxBytes }) =>
    [Number(minLength), Number(maxLength) + 1, Number(maxBytes) + 1].filter((length) => length <= maxPadding),
  );
  return [
    plain,
    // `@TOA#_redacted-1` after the example `@TOA#_news`.
    ...examples.flatMap((example) => Array.from(example, (_, index) => example.slice(0, index + 1) + plain)),
    ...examples.map((example) => example.slice(0, -number.length) + number),
    ...examples,
    `r${number}`,
    number,
    '',
    ...lengths.map((length) => plain.padEnd(length, '-').slice(0, length)),
  ];
}

/** A stand-in is not made longer than this to be as wrong as the value. */
const maxPadding = 100_000;

function numbersLike(parts: readonly JsonObject[]): number[] {
  const limits = parts.flatMap(({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }) =>
    [minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf].filter((limit) => typeof limit === 'number'),
  );
  const examples = examplesOf(parts).filter((one) => typeof one === 'number');
  return [0, 1, ...limits, ...examples, ...limits.flatMap((limit) => [limit + 1, limit - 1]), 0.5, -1, -0.5];
}

const examplesOf = (parts: readonly JsonObject[]): unknown[] =>
  parts.flatMap(({ examples, example }) => [...(Array.isArray(examples) ? examples : []), example]);

/** What each rule of each schema says of a value that is neither object nor list. */
const verdicts = (parts: readonly JsonObject[], value: unknown): boolean[][] =>
  parts.map((part) => Object.entries(part).map(([keyword, rule]) => holds(keyword, rule, value)));

function holds(keyword: string, rule: unknown, value: unknown): boolean {
  const limit = Number(rule);
  switch (keyword) {
    case 'type':
      return [rule].flat().some((type) => typeof type === 'string' && isOfType(type, value));
    case 'const':
      return rule === value;
    case 'enum':
      return Array.isArray(rule) && rule.includes(value);
    case 'not':
      return !isObject(rule) || verdicts([rule], value).flat().includes(false);
    default:
      return typeof value === 'string'
        ? holdsForText(keyword, rule, value)
        : typeof value !== 'number' || holdsForNumber(keyword, limit, value);
  }
}

/** Whether a value is of a type as JSON Schema names them. */
export const isOfType = (type: string, value: unknown): boolean =>
  type === 'integer' ? Number.isInteger(value) : type === typeof value;

function holdsForText(keyword: string, rule: unknown, value: string): boolean {
  switch (keyword) {
    case 'pattern':
      return new RegExp(String(rule), 'u').test(value);
    case 'minLength':
      return [...value].length >= Number(rule);
    case 'maxLength':
      return [...value].length <= Number(rule);
    case 'x-max-bytes':
      return fitsBytes(value, Number(rule));
    default:
      return true;
  }
}

function holdsForNumber(keyword: string, limit: number, value: number): boolean {
  switch (keyword) {
    case 'minimum':
      return value >= limit;
    case 'maximum':
      return value <= limit;
    case 'exclusiveMinimum':
      return value > limit;
    case 'exclusiveMaximum':
      return value < limit;
    case 'multipleOf':
      return Number.isInteger(value / limit);
    default:
      return true;
  }
}
