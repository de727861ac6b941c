import type { Schema, SourceKind } from '../../../spec/document.ts';
import type { Language } from '../languages.ts';
import { code, type Inline, joined } from './inline.ts';

/** What a value has to be like, in words. */
export function rulesOf({ t }: Pick<Language, 't'>, schema: Schema): Inline[] {
  const { const: constant, enum: values, not, pattern, default: preset } = schema;
  const limits = limitsOf(schema).map(([key, values]) => t(`rule.${key}`, values));
  return [
    ...(constant === undefined ? [] : [t('rule.always', { value: value(constant) })]),
    ...(not?.const === undefined ? [] : [t('rule.not', { value: value(not.const) })]),
    ...(values === undefined || constant !== undefined
      ? []
      : [t('rule.one', { values: joined(values.map(value), ', ') })]),
    ...limits,
    ...(pattern === undefined ? [] : [t('rule.pattern', { value: code(pattern) })]),
    ...(schema.format === undefined ? [] : [code(schema.format)]),
    ...(preset === undefined ? [] : [t('rule.default', { value: value(preset) })]),
  ];
}

/** The bounds of a value, those of both sides as one. */
function limitsOf(schema: Schema): [key: string, values: Record<string, number>][] {
  const { minimum, maximum, minItems, maxItems } = schema;
  const both: [string, Record<string, number>][] = [];
  if (minimum !== undefined && maximum !== undefined) both.push(['range', { minimum, maximum }]);
  if (minItems !== undefined && minItems === maxItems) both.push(['items', { value: minItems }]);
  const said = new Set(both.flatMap(([key]) => (key === 'range' ? ['minimum', 'maximum'] : ['minItems', 'maxItems'])));
  const single = (['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const).flatMap(
    (key): [string, Record<string, number>][] => {
      const bound = schema[key];
      return bound === undefined || said.has(key) ? [] : [[key, { value: bound }]];
    },
  );
  return [...both, ...single];
}

const value = (content: unknown): Inline => code(typeof content === 'string' ? content : JSON.stringify(content));

/** How well a field is known, where no page of the vendor simply says it. */
export function doubtsOf(schema: Schema): SourceKind[] {
  const kinds = [schema['x-source'] ?? []].flat().map(({ evidence }) => evidence);
  return [...new Set(kinds)].filter((kind) => kind !== 'documented');
}
