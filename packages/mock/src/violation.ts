/** What is wrong with a value by its schema: the field by its path, and in plain words what is expected of it. */
import { isObject, type Schema, wholeSchema } from '@chat-openapi/openapi/document';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';

/** A rule of the document that a value breaks. */
export interface Violation {
  /** The names and indexes that lead to the field; a field that is missing is not among them. */
  readonly path: readonly string[];
  /** Whether something is missing or has the wrong type, rather than a wrong value. */
  readonly isForm: boolean;
  /** The schema that is broken, as far as it is known. */
  readonly schema: Schema;
  /** A sentence, such as `Official_Account must be a string.` */
  readonly text: string;
}

/** @param whole What the value is called as a whole: `The body`. */
export function judge<T>(
  document: object,
  validate: ValidateFunction<T>,
  value: unknown,
  whole: string,
): { value: T } | { violation: Violation } {
  try {
    if (validate(value)) return { value };
  } catch (error) {
    // A schema that holds itself is followed as deeply as the value goes.
    if (!(error instanceof RangeError)) throw error;
    const text = `${whole} must not be nested so deeply.`;
    return { violation: { path: [], isForm: true, schema: {}, text } };
  }
  const error = closest(validate.errors ?? []);
  if (error === undefined) throw new Error('A value was refused without an error.');
  return { violation: describeError(document, error, whole) };
}

/** Of several errors, as branches leave them, the deepest one; the last is about all branches together. */
function closest(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  return errors.reduce<ErrorObject | undefined>((found, error) => {
    if (found === undefined) return error;
    const isBetter = error.keyword === 'if' ? depth(error) > depth(found) : depth(error) >= depth(found);
    return isBetter ? error : found;
  }, undefined);
}

function describeError(document: object, error: ErrorObject, whole: string): Violation {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const inside = [error.params.missingProperty, error.params.additionalProperty, error.params.tag].find(
    (name): name is string => typeof name === 'string',
  );
  const field = writePath(inside === undefined ? path : [...path, inside]);
  return {
    path,
    isForm: ['required', 'type'].includes(error.keyword) || error.params.error === 'tag',
    schema: parentOf(error),
    text: `${field === '' ? whole : field} must ${expectationOf(document, error)}.`,
  };
}

/** The schema that the broken rule stands in. */
function parentOf({ parentSchema }: ErrorObject): Schema {
  return isSchema(parentSchema) ? parentSchema : {};
}

const isSchema = (value: unknown): value is Schema => isObject(value);

/** `MsgBody[0].MsgContent.Text`, cut where somebody has made it long. */
function writePath(path: readonly string[]): string {
  const text = path.reduce((before, part) => {
    if (/^\d+$/.test(part)) return `${before}[${part}]`;
    return before === '' ? part : `${before}.${part}`;
  }, '');
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** What is expected, as it goes on after "must". */
function expectationOf(document: object, error: ErrorObject): string {
  const { keyword, schema } = error;
  const parentSchema = parentOf(error);
  const count = (many: string): string => `${schema} ${schema === 1 ? many.replace(/s$/, '') : many}`;
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return 'be given';
    case 'type':
      return `be ${[schema]
        .flat()
        .map((name) => typeNames[String(name)] ?? name)
        .join(' or ')}`;
    case 'const':
      return `be ${JSON.stringify(schema)}`;
    case 'enum':
      return `be one of ${listed(schema)}`;
    case 'discriminator':
      return `be one of ${listed(tagValues(document, parentSchema, error.params.tag))}`;
    case 'pattern':
      return `match the pattern ${schema}${suchAs(parentSchema)}`;
    case 'format':
      return `be written as ${schema}${suchAs(parentSchema)}`;
    case 'minLength':
      return `have at least ${count('characters')}`;
    case 'maxLength':
      return `have at most ${count('characters')}`;
    case 'x-max-bytes':
      return `have at most ${count('bytes')} in UTF-8`;
    case 'minItems':
      return `have at least ${count('items')}`;
    case 'maxItems':
      return `have at most ${count('items')}`;
    case 'uniqueItems':
      return 'not hold an item twice';
    case 'minimum':
      return `be at least ${schema}`;
    case 'maximum':
      return `be at most ${schema}`;
    case 'exclusiveMinimum':
      return `be more than ${schema}`;
    case 'exclusiveMaximum':
      return `be less than ${schema}`;
    case 'multipleOf':
      return `be a multiple of ${schema}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'not be given';
    case 'not':
      return isObject(schema) && Array.isArray(schema.enum)
        ? `be none of ${listed(schema.enum)}`
        : 'not have the form that the reference excludes';
    case 'oneOf':
    case 'anyOf':
      return 'have one of the forms in the reference';
    default:
      return `fit the rule ${keyword} of its schema`;
  }
}

const listed = (values: unknown): string =>
  [values]
    .flat()
    .map((value) => JSON.stringify(value))
    .join(', ');

function suchAs({ examples }: Schema): string {
  return Array.isArray(examples) && examples.length > 0 ? `, such as ${JSON.stringify(examples[0])}` : '';
}

/** The values of the field that tells branches apart. */
function tagValues(document: object, { oneOf = [] }: Schema, tag: string): unknown[] {
  return oneOf.flatMap((branch) => {
    const { properties = {} } = wholeSchema(document, branch);
    const field = properties[tag];
    if (field === undefined) return [];
    const schema = wholeSchema(document, field);
    return schema.enum ?? [schema.const];
  });
}

/** The code that the schema has for a wrong value at a path: that of the innermost field which has one. */
export function invalidCode(document: object, schema: Schema, violation: Violation): number | undefined {
  let outer: number | undefined;
  let at: Schema | undefined = wholeSchema(document, schema);
  for (const [index, part] of violation.path.entries()) {
    const next: Schema | undefined = at?.properties?.[part] ?? (/^\d+$/.test(part) ? at?.items : undefined);
    at = next === undefined ? undefined : wholeSchema(document, next);
    const own = at?.['x-invalid-code'];
    // What stands beside a reference counts more than what it leads to.
    if (own !== undefined && index === violation.path.length - 1) return own;
    outer = own ?? outer;
  }
  return violation.schema['x-invalid-code'] ?? outer;
}
