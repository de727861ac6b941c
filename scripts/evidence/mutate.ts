import { createChecker } from '../../packages/contract/src/check.ts';
import type { Finding } from '../../packages/contract/src/findings.ts';
import { pointerOf } from '../../packages/contract/src/json.ts';
import { branchesOf, querySchema } from '../../packages/contract/src/operations.ts';
import { partsOf, propertiesOf } from '../../packages/contract/src/schema.ts';
import {
  type BundledDocument,
  errorsOf,
  isObject,
  type JsonObject,
  resolve,
  type Schema,
} from '../../spec/document.ts';

/** A copy of something valid in which one rule of a schema is broken. */
export interface Mutant {
  /** Operation, part, pointer and rule. */
  name: string;
  /** The rule that is broken, and the pointer that a finding has to have. */
  rule: string;
  pointer: string;
  findings: Finding[];
}

export interface Kills {
  killed: number;
  /** Names of the mutants that were not caught. */
  survivors: string[];
}

type Key = string | number;

/** A schema that something has to obey: a valid sample of it, and what finds faults in copies of the sample. */
interface Target {
  name: string;
  schema: unknown;
  sample: unknown;
  /** Whether all values are sent as text. */
  isText?: boolean;
  check(copy: unknown): Finding[];
}

/** Breaks each rule of the document once. A mutant counts as caught when the broken rule itself is reported in its place. */
export function killAll(document: BundledDocument): Kills {
  const mutants = targetsOf(document).flatMap((target) => mutantsOf(document, target));
  const survivors = mutants.filter((mutant) => !isCaught(mutant)).map(({ name }) => name);
  return { killed: mutants.length - survivors.length, survivors };
}

/**
 * What tells success and failure apart decides by which rules the rest is judged: broken, the answer becomes one of the other
 * kind, and any finding about that will do.
 */
const isDiscriminator = ({ pointer, rule }: Mutant): boolean =>
  pointer === '/ErrorCode' && (rule === 'const' || rule === 'not');

function isCaught(mutant: Mutant): boolean {
  const broken = mutant.findings.filter(({ severity }) => severity === 'breaking');
  return broken.some(
    ({ pointer, rule }) => isDiscriminator(mutant) || (pointer === mutant.pointer && rule === mutant.rule),
  );
}

export function targetsOf(document: BundledDocument): Target[] {
  const checker = createChecker(document);
  return Object.entries(document.paths).flatMap(([path, { post }]): Target[] => {
    const { operationId } = post;
    const body = post.requestBody.content['application/json'];
    const [success, failure] = branchesOf(document, post);
    const answer = (name: string, schema: Schema | undefined, code: number): Target => ({
      name: `${operationId} ${name}`,
      schema,
      sample: sampleOf(document, schema, exampleOf(document, post.responses['200'].content['application/json'], code)),
      check: (copy) => checker.checkAnswer({ operation: path, status: 200, body: JSON.stringify(copy) }),
    });
    const [firstError] = errorsOf(document, post);
    const query = querySchema(document, post);
    const given = Object.fromEntries(
      post.parameters.map((parameter) => resolve(document, parameter)).map(({ name, example }) => [name, example]),
    );
    const querySample = sampleOf(document, query, given);
    const bodySample = sampleOf(
      document,
      body.schema,
      Object.values(body.examples).map((one) => resolve(document, one).value)[0],
    );
    return [
      answer('success', success, 0),
      answer('failure', failure, firstError?.code ?? 60002),
      {
        name: `${operationId} request`,
        schema: body.schema,
        sample: bodySample,
        check: (copy) =>
          checker.checkRequest({ operation: path, query: asQuery(querySample), body: JSON.stringify(copy) }),
      },
      {
        name: `${operationId} query`,
        schema: query,
        sample: querySample,
        isText: true,
        check: (copy) =>
          checker
            .checkRequest({ operation: path, query: asQuery(copy), body: JSON.stringify(bodySample) })
            .map((finding) => ({ ...finding, pointer: finding.pointer.replace(/^\?/, '') })),
      },
    ];
  });
}

function asQuery(sample: unknown): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(isObject(sample) ? sample : {})) {
    for (const item of [value].flat()) query.append(name, String(item));
  }
  return query;
}

function exampleOf(
  document: BundledDocument,
  { examples }: BundledDocument['paths'][string]['post']['responses']['200']['content']['application/json'],
  code: number,
): unknown {
  const example = examples[code];
  return example === undefined ? undefined : resolve(document, example).value;
}

export function mutantsOf(document: BundledDocument, target: Target): Mutant[] {
  const faults = target.check(target.sample).filter(({ severity }) => severity === 'breaking');
  if (faults.length > 0) {
    throw new Error(`${target.name}: the sample to break is no valid one: ${JSON.stringify(faults[0])}.`);
  }
  const mutants: Mutant[] = [];
  const visit = (schema: unknown, keys: Key[]): void => {
    const parts = partsOf(document, schema);
    const value = at(target.sample, keys);
    for (const part of parts) {
      for (const keyword of Object.keys(part)) {
        for (const { where = [], broken } of breakRule(document, target.isText ?? false, part, keyword, value)) {
          const place = [...keys, ...where];
          const copy = replaced(target.sample, place, broken);
          const pointer = pointerOf(place);
          mutants.push({
            name: `${target.name} ${pointer || '/'} ${keyword}`,
            rule: keyword,
            pointer,
            findings: target.check(copy),
          });
        }
      }
      if (isObject(part.items) && Array.isArray(value)) visit(part.items, [...keys, 0]);
    }
    for (const [name, schemas] of propertiesOf(parts)) for (const one of schemas) visit(one, [...keys, name]);
  };
  visit(target.schema, []);
  return mutants;
}

interface Break {
  /** Below the value whose schema has the rule. */
  where?: Key[];
  /** What to put there; undefined takes it away. */
  broken: unknown;
}

/** Keywords that demand nothing by themselves, or whose schemas are walked into. */
const silent = new Set([
  '$ref',
  '$comment',
  'allOf',
  'components',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'format',
  'items',
  'properties',
  'readOnly',
  'title',
  'writeOnly',
]);

const ofType: Record<string, unknown> = {
  string: 'text',
  integer: 7,
  number: 7.5,
  boolean: true,
  array: [],
  object: {},
  null: null,
};

/** Values that break one rule and, as far as that is possible, no other one. */
function breakRule(
  document: BundledDocument,
  isText: boolean,
  schema: JsonObject,
  keyword: string,
  value: unknown,
): Break[] {
  const rule = schema[keyword];
  const number = Number(rule);
  const list = Array.isArray(value) ? value : [];
  switch (keyword) {
    case 'type': {
      const types = [rule].flat().map(String);
      const fits = (type: string): boolean => types.includes(type) || (type === 'integer' && types.includes('number'));
      const wrong = Object.keys(ofType).filter((type) => !fits(type));
      // In a query everything is text, and only what does not read as the type is wrong, or what comes twice.
      const texts: unknown[] = fits('string') ? [['1', '2']] : ['text', ['1', '2']];
      return (isText ? texts : wrong.map((type) => ofType[type])).map((broken) => ({ broken }));
    }
    case 'required':
      return (Array.isArray(rule) ? rule : []).map((name) => ({ where: [String(name)], broken: undefined }));
    case 'const':
      return [{ broken: otherThan([rule]) }];
    case 'enum':
      return [{ broken: otherThan(Array.isArray(rule) ? rule : []) }];
    case 'not':
      return [{ broken: sampleOf(document, rule) }];
    case 'minimum':
      return [{ broken: number - 1 }];
    case 'maximum':
      return [{ broken: number + 1 }];
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return [{ broken: number }];
    case 'multipleOf':
      return [{ broken: number * 1.5 }];
    case 'minLength':
      return [{ broken: String(value).slice(0, number - 1) }];
    case 'maxLength':
      return [{ broken: String(value).padEnd(number + 1, 'x') }];
    case 'pattern':
      return [{ broken: againstPattern(String(rule), String(value)) }];
    case 'minItems':
      return [{ broken: list.slice(0, number - 1) }];
    case 'maxItems':
      return [{ broken: Array.from({ length: number + 1 }, (_, index) => distinct(list[0], index)) }];
    case 'uniqueItems':
      return rule === true ? [{ broken: [list[0], list[0]] }] : [];
    case 'minProperties':
      return [{ broken: {} }];
    case 'additionalProperties':
      return rule === false ? [{ broken: { ...(isObject(value) ? value : {}), notDocumented: 1 } }] : [];
    default:
      if (silent.has(keyword) || keyword.startsWith('x-')) return [];
      throw new Error(
        `The mutation does not know how to break the rule "${keyword}". Teach it in scripts/contract/mutate.ts.`,
      );
  }
}

function otherThan(allowed: readonly unknown[]): unknown {
  const [first] = allowed;
  if (typeof first === 'string') return `${allowed.join('')}x`;
  if (typeof first === 'boolean') return !first;
  return Math.max(...allowed.map(Number)) + 1;
}

function againstPattern(pattern: string, value: string): string {
  const expression = new RegExp(pattern, 'u');
  const tries = ['', '\u0000', value.slice(1), `${value}\u0000`, `\u0000${value}`];
  const broken = tries.find((text) => !expression.test(text));
  if (broken === undefined) throw new Error(`No text is known that breaks the pattern ${pattern}.`);
  return broken;
}

function distinct(item: unknown, index: number): unknown {
  if (typeof item === 'string') return item + index;
  if (typeof item === 'number') return item + index;
  return item;
}

/** A value that obeys a schema: what is given, and all documented fields that it leaves out. */
export function sampleOf(document: BundledDocument, schema: unknown, given?: unknown): unknown {
  const parts = partsOf(document, schema);
  const rule = (keyword: string): unknown => parts.find((part) => part[keyword] !== undefined)?.[keyword];
  const properties = propertiesOf(parts);
  if (properties.size > 0 && (given === undefined || isObject(given))) {
    const fields = [...properties].map(([name, schemas]): [string, unknown] => [
      name,
      sampleOf(document, schemas.length === 1 ? schemas[0] : { allOf: schemas }, given?.[name]),
    ]);
    return { ...given, ...Object.fromEntries(fields) };
  }
  if (Array.isArray(given)) {
    const items = rule('items');
    const first = sampleOf(document, items, given[0]);
    return [first, ...given.slice(1)];
  }
  if (given !== undefined) return given;
  const examples = rule('examples');
  const known = [rule('const'), rule('example'), Array.isArray(examples) ? examples[0] : undefined];
  const choices = rule('enum');
  const [type] = [rule('type')].flat();
  const made = [...known, Array.isArray(choices) ? choices[0] : undefined, make(document, String(type), rule)];
  return made.find((value) => value !== undefined);
}

function make(document: BundledDocument, type: string, rule: (keyword: string) => unknown): unknown {
  const least = (keyword: string, otherwise: number): number => Number(rule(keyword) ?? otherwise);
  switch (type) {
    case 'array':
      return Array.from({ length: Math.max(1, least('minItems', 1)) }, (_, index) =>
        distinct(sampleOf(document, rule('items') ?? {}), index),
      );
    case 'string':
      return 'text'.padEnd(least('minLength', 0), 'x').slice(0, least('maxLength', 10_000));
    case 'integer':
    case 'number':
      return rule('minimum') === undefined ? Math.min(7, least('maximum', 7)) : least('minimum', 7);
    default:
      return ofType[type];
  }
}

function at(value: unknown, keys: readonly Key[]): unknown {
  return keys.reduce<unknown>(
    (item, key) => (typeof item === 'object' && item !== null ? Reflect.get(item, key) : undefined),
    value,
  );
}

/** A copy in which another value stands in one place, or none when it is undefined. */
function replaced(value: unknown, keys: readonly Key[], other: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return other;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, other) : item));
  if (!isObject(value)) throw new Error(`The sample to break has no ${pointerOf(keys)}.`);
  const entries = Object.entries({ ...value, [key]: replaced(value[key], rest, other) });
  return Object.fromEntries(entries.filter(([name, item]) => name !== key || item !== undefined));
}
