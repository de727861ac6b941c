import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../../document.ts';
import { fieldOf, fieldsOf } from '../fields.ts';
import { type Context, follow, type Rule } from '../redocly.ts';

/**
 * Forms that a field tells apart: each has one value of the field, under `mapping`, and requires it. Without `mapping` the types
 * get the names of components as values; where the field is not required, validators cannot tell the forms apart. A form for
 * unknown values excludes exactly the known ones.
 */
export const discriminator: Rule = () => ({
  Schema(schema, context) {
    if (!isObject(schema)) return;
    if (isObject(schema.discriminator)) checkForms(schema, schema.discriminator, context);
    if (Array.isArray(schema.anyOf)) checkOpenForm(schema.anyOf, context);
  },
});

function checkForms(schema: JsonObject, { propertyName, mapping }: JsonObject, context: Context): void {
  const location = context.location.child('discriminator');
  const report = (message: string): void => context.report({ message, location });
  const tag = String(propertyName);
  const forms: unknown[] = Array.isArray(schema.oneOf) ? schema.oneOf : [];
  if (forms.length === 0) report('A `discriminator` tells the forms of `oneOf` apart. List them there.');
  const targets = isObject(mapping) ? mapping : {};
  for (const form of forms) {
    const reference = isObject(form) ? String(form.$ref) : '';
    const fields = fieldsOf(context, form, context.location.source.absoluteRef);
    const value = fieldOf(fields, tag, context)?.const;
    if (typeof value !== 'string' || !fields.required.has(tag)) {
      report(`The form ${reference} does not require \`${tag}\` with a \`const\`. Give it both.`);
    } else if (targets[value] !== reference) {
      report(`\`mapping\` does not lead from ${value} to ${reference}. Add it: types and generators go by it.`);
    }
  }
  for (const [value, target] of Object.entries(targets)) {
    if (forms.some((form) => isObject(form) && form.$ref === target)) continue;
    report(`\`mapping\` leads from ${value} to ${target}, which is not under \`oneOf\`. Add it there, or correct it.`);
  }
}

/** Of `anyOf`: the known forms, and one for all others. */
function checkOpenForm(branches: unknown[], context: Context): void {
  const from = context.location.source.absoluteRef;
  const known = branches.map((branch) => follow(context, branch, from).node).find(isDiscriminated);
  if (known === undefined) return;
  const tag = known.discriminator.propertyName;
  const values = Object.keys(known.discriminator.mapping ?? {});
  const others = branches.filter((branch) => follow(context, branch, from).node !== known);
  const excludes = (branch: unknown): boolean => {
    const field = fieldOf(fieldsOf(context, branch, from), tag, context);
    const not = isObject(field?.not) ? field.not.enum : undefined;
    return Array.isArray(not) && isDeepStrictEqual(not.toSorted(), values.toSorted());
  };
  if (others.every(excludes)) return;
  context.report({
    message: `The form for unknown values of \`${tag}\` has to exclude the known ones, or a known form that lost a field passes as unknown. Write \`not: { enum: [${values.join(', ')}] }\` at its \`${tag}\`.`,
    location: context.location.child('anyOf'),
  });
}

interface Discriminated {
  discriminator: { propertyName: string; mapping?: object };
}

const isDiscriminated = (value: unknown): value is Discriminated =>
  isObject(value) && isObject(value.discriminator) && typeof value.discriminator.propertyName === 'string';
