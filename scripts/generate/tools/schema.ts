import { isObject, type JsonObject, resolve } from '../../../spec/document.ts';

/** What a schema may say in OpenAPI 3.0, but for what is made below. `not` is left out: generators make a type of it. */
const keywords: ReadonlySet<string> = new Set([
  'default',
  'deprecated',
  'description',
  'discriminator',
  'enum',
  'example',
  'externalDocs',
  'format',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'multipleOf',
  'pattern',
  'readOnly',
  'required',
  'title',
  'uniqueItems',
  'writeOnly',
]);

/** Keys of the schemas within a schema. */
const holding = ['additionalProperties', 'allOf', 'anyOf', 'items', 'oneOf', 'properties'];

/**
 * A schema of OpenAPI 3.1 as one of 3.0, without keys of our own. What 3.0 cannot say is left out, so that it accepts whatever
 * the given one accepts.
 *
 * @param document Where its references lead.
 */
export function plainSchema(document: object, schema: unknown): JsonObject {
  if (!isObject(schema)) return {};
  const { $ref, ...own } = schema;
  if (typeof $ref === 'string') return plainReference(document, $ref, own);
  const said = Object.entries(schema).filter(([key]) => keywords.has(key));
  return {
    ...plainType(schema),
    ...Object.fromEntries(said),
    ...plainValues(schema),
    ...plainBounds(schema),
    ...plainParts(document, schema),
    ...plainChoices(document, schema),
  };
}

/** In 3.0 nothing may stand beside a reference. So what holds schemas is referred to from within, and the rest written out. */
function plainReference(document: object, $ref: string, own: JsonObject): JsonObject {
  const beside = plainSchema(document, own);
  if (Object.keys(beside).length === 0) return { $ref };
  const target: unknown = resolve(document, { $ref });
  if (isObject(target) && holding.some((key) => key in target)) return { allOf: [{ $ref }], ...beside };
  const { title: _, ...written } = plainSchema(document, target);
  return { ...written, ...beside };
}

function plainType({ type }: JsonObject): JsonObject {
  const types: unknown[] = Array.isArray(type) ? type : [type];
  const [only, ...others] = types.filter((one) => one !== 'null');
  if (typeof only !== 'string' || others.length > 0) return {};
  return types.includes('null') ? { type: only, nullable: true } : { type: only };
}

function plainValues(schema: JsonObject): JsonObject {
  const examples: unknown[] = Array.isArray(schema.examples) ? schema.examples : [];
  return {
    ...('const' in schema ? { enum: [schema.const] } : {}),
    ...(examples.length > 0 && !('example' in schema) ? { example: examples[0] } : {}),
  };
}

/** A bound that is excluded is a mark beside the bound in 3.0. */
function plainBounds(schema: JsonObject): JsonObject {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const excludesMinimum =
    typeof exclusiveMinimum === 'number' && !(typeof minimum === 'number' && minimum > exclusiveMinimum);
  const excludesMaximum =
    typeof exclusiveMaximum === 'number' && !(typeof maximum === 'number' && maximum < exclusiveMaximum);
  return {
    ...(excludesMinimum ? { minimum: exclusiveMinimum, exclusiveMinimum: true } : {}),
    ...(excludesMaximum ? { maximum: exclusiveMaximum, exclusiveMaximum: true } : {}),
  };
}

/** The schemas within a schema. */
function plainParts(document: object, schema: JsonObject): JsonObject {
  const plain = (part: unknown): JsonObject => plainSchema(document, part);
  const { properties, additionalProperties, patternProperties, type, items, prefixItems } = schema;
  const fields = isObject(properties) ? Object.entries(properties) : [];
  const isArray = type === 'array' || (Array.isArray(type) && type.includes('array'));
  // What a further field or item has to be may depend on its name or place, which 3.0 cannot say.
  const further = patternProperties === undefined ? additionalProperties : undefined;
  return {
    ...(fields.length > 0 ? { properties: Object.fromEntries(fields.map(([name, part]) => [name, plain(part)])) } : {}),
    ...(further === undefined ? {} : { additionalProperties: typeof further === 'boolean' ? further : plain(further) }),
    ...(isArray || items !== undefined ? { items: prefixItems === undefined ? plain(items) : {} } : {}),
  };
}

/**
 * Branches that exclude each other in the given schema may not do so here, and a tool that demands one match alone would refuse
 * what fits two. So the first that fits counts, but where a field tells which one it is.
 */
function plainChoices(document: object, { allOf, anyOf, oneOf, discriminator }: JsonObject): JsonObject {
  const plain = (branches: unknown): JsonObject[] =>
    Array.isArray(branches) ? branches.map((branch: unknown) => plainSchema(document, branch)) : [];
  const all = plain(allOf);
  const isMarked = isObject(discriminator);
  const choices = [
    ...(anyOf === undefined ? [] : [{ anyOf: plain(anyOf) }]),
    ...(oneOf === undefined ? [] : [isMarked ? { oneOf: plain(oneOf) } : { anyOf: plain(oneOf) }]),
  ];
  const [only, ...more] = choices;
  if (more.length > 0) return { allOf: [...all, ...choices] };
  return { ...(all.length > 0 ? { allOf: all } : {}), ...only };
}
