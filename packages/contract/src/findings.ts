/** What can be found in a request or an answer, and how each kind of it is said. */
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { type Remark, show } from './json.ts';

/**
 * How much a difference from the document matters: `breaking`, a caller that trusts the document fails; `tolerated`,
 * something is missing that the document allows to be missing; `additive`, there is something new; `unreadable`, it could not
 * be read, so that nothing is known of it.
 */
export type Severity = 'breaking' | 'tolerated' | 'additive' | 'unreadable';

export interface Finding {
  severity: Severity;
  /** JSON pointer into the body; into the query with `?` before it. */
  pointer: string;
  /** The keyword of the schema, or the name of a rule of this API. */
  rule: string;
  found: string;
  expected: string;
  /** Whether `found` quotes the body, which may hold what is nobody else's business. */
  quotes?: boolean;
}

/** A finding that does not quote the body. */
export const breaking = (pointer: string, rule: string, found: string, expected: string): Finding => ({
  severity: 'breaking',
  pointer,
  rule,
  found,
  expected,
});

/** A finding that quotes the body. */
export const quoting = (pointer: string, rule: string, value: unknown, expected: string): Finding => ({
  ...breaking(pointer, rule, show(value), expected),
  quotes: true,
});

export const missingField = (name: string): Finding => ({
  severity: 'tolerated',
  pointer: `/${name}`,
  rule: 'present',
  found: 'nothing',
  expected: 'a string',
});

export const undocumentedField = (pointer: string): Finding => ({
  severity: 'additive',
  pointer: shorten(pointer),
  rule: 'field',
  found: 'a field',
  expected: 'only fields that the document knows',
});

export const undocumentedCode = (code: number): Finding => ({
  severity: 'additive',
  pointer: '/ErrorCode',
  rule: 'code',
  found: show(code),
  expected: 'a code that the document lists for the operation',
});

export const undocumentedOperation: Finding = {
  severity: 'additive',
  pointer: '',
  rule: 'operation',
  found: 'another path',
  expected: 'an operation of the document',
};

/**
 * The vendor documents no status but 200, and a network fault such as 502 as the exception, which is no answer of the
 * service at all.
 */
export function notTheService(status: number, isAnswer: boolean): Finding {
  const fault = status >= 500 && !isAnswer;
  return {
    severity: fault ? 'tolerated' : 'breaking',
    pointer: '',
    rule: 'status',
    found: `HTTP ${status}${isAnswer ? ' with an answer of the service' : ''}`,
    expected: fault ? 'an answer of the service, with HTTP 200' : 'HTTP 200',
  };
}

/** A request or an answer that cannot be read, and why. */
export const unreadable = (what: string, why: string): Finding => ({
  severity: 'unreadable',
  pointer: '',
  rule: why,
  found: `unreadable ${what}: ${why}`,
  expected: 'text in UTF-8 with coding gzip, deflate, br or none',
});

/** What a schema forbids in a value. */
export function violations(validate: ValidateFunction, value: unknown): Finding[] {
  try {
    return validate(value) ? [] : (validate.errors ?? []).filter(isOwn).map(violation);
  } catch (error) {
    // A schema that holds itself follows a value as deep as it goes.
    if (error instanceof RangeError) return [breaking('', 'depth', 'a value that is nested too deeply', 'less depth')];
    throw error;
  }
}

/** An `enum` beside `const` says the same, for tools that do not know `const`. */
const isOwn = ({ keyword, parentSchema }: ErrorObject): boolean =>
  keyword !== 'enum' || parentSchema === undefined || !('const' in parentSchema);

function violation({ instancePath, message, data, params, keyword }: ErrorObject): Finding {
  const value = 'allowedValue' in params ? ` ${show(params.allowedValue)}` : '';
  const list = Array.isArray(params.allowedValues) ? ` ${show(params.allowedValues)}` : '';
  const expected = `${message ?? keyword}${value}${list}`;
  if (keyword !== 'required') return quoting(instancePath, keyword, data, expected);
  return breaking(`${instancePath}/${params.missingProperty}`, keyword, 'nothing', expected);
}

/** What was lost when a body was parsed. In a field that nobody knows it does not disturb a caller. */
export function lost(remarks: readonly Remark[], unknown: readonly string[]): Finding[] {
  return remarks.map(({ kind, pointer, text }) => ({
    severity: unknown.some((field) => pointer === field || pointer.startsWith(`${field}/`)) ? 'additive' : 'breaking',
    pointer: shorten(pointer),
    rule: kind,
    found: shorten(text),
    expected: kind === 'duplicate' ? 'each key once in an object' : 'a number that a double holds',
    quotes: true,
  }));
}

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}...` : text);
