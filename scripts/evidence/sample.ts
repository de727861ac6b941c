/** Values that obey a schema. */
import { partsOf, propertiesOf } from '../../packages/contract/src/schema.ts';
import { type BundledDocument, isObject, type JsonObject } from '../../spec/document.ts';

export const ofType: Record<string, unknown> = {
  string: 'text',
  integer: 7,
  number: 7.5,
  boolean: true,
  array: [],
  object: {},
  null: null,
};

/**
 * A value that obeys a schema: what is given, and all documented fields that it leaves out. Of an object with several forms it is
 * the form of what is given, or the first. A schema that holds itself is not followed again: undefined.
 */
export function sampleOf(
  document: BundledDocument,
  schema: unknown,
  given?: unknown,
  above: ReadonlySet<unknown> = new Set(),
): unknown {
  const own = partsOf(document, schema);
  if (own.some((part) => above.has(part))) return undefined;
  const within = new Set([
    ...above,
    ...own.filter((part) => part.properties !== undefined || part.oneOf !== undefined),
  ]);
  const form = formsOf(document, own)
    .filter(({ parts }) => !parts.some((part) => within.has(part)))
    .toSorted((a, b) => Number(isFormOf(b, given)) - Number(isFormOf(a, given)))[0];
  const parts = [...own, ...(form?.parts ?? [])];
  const rule = (keyword: string): unknown => parts.find((part) => part[keyword] !== undefined)?.[keyword];
  const properties = propertiesOf(parts);
  if (properties.size > 0 && (given === undefined || isObject(given))) {
    const fields = [...properties].map(([name, schemas]): [string, unknown] => [
      name,
      sampleOf(document, schemas.length === 1 ? schemas[0] : { allOf: schemas }, given?.[name], within),
    ]);
    return { ...given, ...Object.fromEntries(fields.filter(([, value]) => value !== undefined)) };
  }
  if (Array.isArray(given)) {
    const first = sampleOf(document, rule('items'), given[0], within);
    return first === undefined ? given : [first, ...given.slice(1)];
  }
  if (given !== undefined) return given;
  const examples = rule('examples');
  const known = [rule('const'), rule('example'), Array.isArray(examples) ? examples[0] : undefined];
  const choices = rule('enum');
  const [type] = [rule('type')].flat();
  const made = [...known, Array.isArray(choices) ? choices[0] : undefined, make(document, String(type), rule, within)];
  return made.find((value) => value !== undefined);
}

/** One of the forms that a field tells apart. */
export interface Form {
  schema: unknown;
  parts: readonly JsonObject[];
  /** The field that tells them apart, and its value. */
  tag: string;
  value: unknown;
}

/** The forms of an object; none where no discriminator tells any apart. */
export function formsOf(document: BundledDocument, parts: readonly JsonObject[]): Form[] {
  return parts.flatMap(({ discriminator, oneOf, anyOf }): Form[] => {
    if (Array.isArray(anyOf)) return anyOf.flatMap((one) => formsOf(document, partsOf(document, one)));
    if (!Array.isArray(oneOf) || !isObject(discriminator)) return [];
    const tag = String(discriminator.propertyName);
    return oneOf.map((schema) => {
      const own = partsOf(document, schema);
      const tags = (propertiesOf(own).get(tag) ?? []).flatMap((one) => partsOf(document, one));
      return { schema, parts: own, tag, value: tags.find((part) => part.const !== undefined)?.const };
    });
  });
}

const isFormOf = ({ tag, value }: Form, given: unknown): boolean => isObject(given) && given[tag] === value;

function make(
  document: BundledDocument,
  type: string,
  rule: (keyword: string) => unknown,
  above: ReadonlySet<unknown>,
): unknown {
  const min = (keyword: string, otherwise: number): number => Number(rule(keyword) ?? otherwise);
  switch (type) {
    case 'array': {
      const items = rule('items') ?? {};
      const item = sampleOf(document, items, undefined, above);
      if (item === undefined) return [];
      return Array.from({ length: Math.max(1, min('minItems', 1)) }, (_, index) =>
        distinct(document, items, item, index),
      );
    }
    case 'string':
      return 'text'.padEnd(min('minLength', 0), 'x').slice(0, min('maxLength', 10_000));
    case 'integer':
    case 'number':
      return rule('minimum') === undefined ? Math.min(7, min('maximum', 7)) : min('minimum', 7);
    default:
      return ofType[type];
  }
}

/** An item that is another one at each index, as far as its schema has another one. */
export function distinct(document: BundledDocument, schema: unknown, item: unknown, index: number): unknown {
  const parts = partsOf(document, schema);
  const allowed = parts.flatMap((part) => (Array.isArray(part.enum) ? part.enum : []));
  if (allowed.length > 0) return allowed[(allowed.indexOf(item) + index) % allowed.length];
  if (index === 0 || parts.some((part) => part.const !== undefined)) return item;
  if (typeof item === 'string') return item + index;
  if (typeof item === 'number') return item + index;
  if (!isObject(item)) return item;
  const properties = propertiesOf([...parts, ...formsOf(document, parts).flatMap((form) => form.parts)]);
  const fields = Object.entries(item).map(([name, value]): [string, unknown] => [
    name,
    distinct(document, { allOf: properties.get(name) ?? [] }, value, index),
  ]);
  return Object.fromEntries(fields);
}
