import type { Schema } from '../../../spec/document.ts';
import type { Api, Union } from '../api.ts';
import { literal, lowerFirst } from './source-text.ts';

/** `unions.ts`: guards for components that have one of several forms. */
export function unions(api: Api): string {
  if (api.unions.length === 0) return 'export {};\n';
  return `import type { components } from './schema.js';

/** The type of each field that a form requires; for an object those of its own fields. */
interface Fields {
  readonly [name: string]: string | Fields;
}

/** Whether a value has all fields that are required of it. Where the fields lead to lists, their items are not looked at. */
function hasFields(value: unknown, fields: Fields): boolean {
  return Object.entries(fields).every(([name, type]) => {
    const field: unknown = Object.getOwnPropertyDescriptor(Object(value), name)?.value;
    if (typeof type !== 'string') return typeof field === 'object' && field !== null && hasFields(field, type);
    return type === 'array' ? Array.isArray(field) : typeof field === type;
  });
}
${api.unions.map((union) => ofUnion(api, union)).join('')}`;
}

function ofUnion(api: Api, { name, tag, forms }: Union): string {
  const table = `${lowerFirst(name)}Fields`;
  const rows = forms.map(([value, schema]) => `  ${literal(value)}: ${literal(requiredFields(api, schema))},`);
  return `
export type ${name} = components['schemas'][${literal(name)}];

/** What tells the forms of ${name} apart. */
export type ${name}${tag} = ${name}[${literal(tag)}];

/** The required fields of each form of ${name}. */
const ${table}: { readonly [K in ${name}${tag}]: Fields } = {
${rows.join('\n')}
};

/**
 * Whether an object is the form of ${name} that is named, with every field that it requires. What was written by an old SDK or a
 * newer service may lack some, or be of a form that is not known here.
 *
 * @param value What has been read: its type is open.
 */
export function is${name}<T extends ${name}${tag}>(
  value: { readonly ${tag}: string },
  ${lowerFirst(tag)}: T,
): value is Extract<${name}, { ${tag}: T }> {
  return value.${tag} === ${lowerFirst(tag)} && hasFields(value, ${table}[${lowerFirst(tag)}]);
}
`;
}

type Fields = { [name: string]: string | Fields };

function requiredFields(api: Api, schema: Schema): Fields {
  const { properties = {}, required = [] } = api.whole(schema);
  return Object.fromEntries(
    required.map((name): [string, string | Fields] => {
      const field = api.whole(properties[name] ?? {});
      if (field.properties !== undefined) return [name, requiredFields(api, field)];
      return [name, field.type === 'integer' ? 'number' : (field.type ?? 'object')];
    }),
  );
}
