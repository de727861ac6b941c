/** The generated rules for the bodies of requests, for whoever checks a body before it is sent. */
import type { Schema } from '../../../spec/document.ts';
import type { Api } from '../api.ts';
import { literal } from './source-text.ts';

/** `request-schemas.ts`: what a body has to be, in standard words alone, without texts. */
export function requestSchemas(api: Api): string {
  const names = new Set<string>();
  const rules = api.operations.map(({ id, requestSchema }) => `  ${id}: ${literal(rulesOf(requestSchema, names))},`);
  const definitions: string[] = [];
  // A rule may need others, which are named while it is written.
  for (const name of names) {
    definitions.push(`  ${name}: ${literal(rulesOf(api.whole({ $ref: `#/components/schemas/${name}` }), names))},`);
  }
  return `import type { OperationId } from './operations.ts';

/** Rules in the form of JSON Schema 2020-12. A reference leads to \`$defs\`, which are \`definitions\`. */
export interface Rules {
  readonly [keyword: string]: unknown;
}

/** What rules of several requests, or of several places, share. */
export const definitions: { readonly [name: string]: Rules } = {
${definitions.join('\n')}
};

/** What the body of each request has to be, but for the bytes of its texts. */
export const requestSchemas: { readonly [K in OperationId]: Rules } = {
${rules.join('\n')}
};
`;
}

/** Words that say what a value has to be. */
const limits = [
  'type',
  'required',
  'const',
  'enum',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

interface Rules {
  [keyword: string]: unknown;
}

/** @param names Gets the names of the definitions that the rules need. */
function rulesOf(schema: Schema, names: Set<string>): Rules {
  const given: Rules = { ...schema };
  const rules: Rules = {};
  for (const word of limits) if (given[word] !== undefined) rules[word] = given[word];
  // What has one value only needs no list of them, and what is counted in bytes is counted once.
  if ('const' in rules) delete rules.enum;
  if (schema['x-max-bytes'] !== undefined) delete rules.maxLength;
  const inner = (part: Schema): Rules => rulesOf(part, names);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace(/^.*\//, '');
    names.add(name);
    rules.$ref = `#/$defs/${name}`;
  }
  const { properties, items, additionalProperties, not, allOf, anyOf, oneOf, discriminator } = schema;
  if (properties !== undefined) {
    rules.properties = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, inner(field)]));
  }
  if (items !== undefined) rules.items = inner(items);
  if (not !== undefined) rules.not = inner(not);
  if (typeof additionalProperties === 'object') rules.additionalProperties = inner(additionalProperties);
  if (additionalProperties === false) rules.additionalProperties = false;
  if (allOf !== undefined) rules.allOf = allOf.map(inner);
  if (anyOf !== undefined) rules.anyOf = anyOf.map(inner);
  if (discriminator?.mapping !== undefined)
    return { ...rules, ...formsOf(discriminator.propertyName, discriminator.mapping, inner) };
  if (oneOf !== undefined) rules.oneOf = oneOf.map(inner);
  return rules;
}

/** Forms that a field tells apart, so that a mistake is found in the form that was meant, and not in all of them. */
function formsOf(tag: string, mapping: Record<string, string>, inner: (part: Schema) => Rules): Rules {
  return {
    type: 'object',
    required: [tag],
    properties: { [tag]: { enum: Object.keys(mapping) } },
    allOf: Object.entries(mapping).map(([value, $ref]) => {
      const isMeant = { required: [tag], properties: { [tag]: { const: value } } };
      return Object.fromEntries([
        ['if', isMeant],
        ['then', inner({ $ref })],
      ]);
    }),
  };
}
