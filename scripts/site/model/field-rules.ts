import type { Schema, SourceKind } from '../../../spec/document.ts';
import type { Language } from '../languages.ts';
import { code, type Inline, joined } from './inline.ts';

/** What a value has to be like, in words. */
export function rulesOf({ t, label }: Pick<Language, 't' | 'label'>, schema: Schema): Inline[] {
  const { const: constant, enum: values, not, pattern, default: preset } = schema;
  const limits = limitsOf(schema).map(([key, values]) => t(`rule.${key}`, values));
  return [
    ...(constant === undefined ? [] : [t('rule.always', { value: value(constant) })]),
    ...(not?.const === undefined ? [] : [t('rule.not', { value: value(not.const) })]),
    ...(not?.enum === undefined ? [] : [t('rule.none', { values: joined(not.enum.map(value), label('join.items')) })]),
    ...(values === undefined || constant !== undefined
      ? []
      : [t('rule.one', { values: joined(values.map(value), label('join.items')) })]),
    ...limits,
    ...(pattern === undefined ? [] : [t('rule.pattern', { value: code(pattern) })]),
    ...(schema.format === undefined ? [] : [code(schema.format)]),
    ...(preset === undefined ? [] : [t('rule.default', { value: value(preset) })]),
  ];
}

/** The bounds of a value, those of both sides as one. */
function limitsOf(schema: Schema): [key: string, values: Record<string, number>][] {
  const { minimum, maximum, minItems, maxItems, 'x-max-bytes': maxBytes } = schema;
  const both: [string, Record<string, number>][] = [];
  if (minimum !== undefined && maximum !== undefined) both.push(['range', { minimum, maximum }]);
  if (minItems !== undefined && minItems === maxItems) both.push(['items', { value: minItems }]);
  // So many bytes are never more characters.
  if (maxBytes !== undefined) both.push(['bytes', { value: maxBytes }]);
  const said = new Set(both.flatMap(([key]) => instead[key] ?? []));
  const single = (['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const).flatMap(
    (key): [string, Record<string, number>][] => {
      const bound = schema[key];
      return bound === undefined || said.has(key) ? [] : [[key, { value: bound }]];
    },
  );
  return [...both, ...single];
}

/** The bounds that one of another kind stands for. */
const instead: { readonly [key: string]: readonly string[] | undefined } = {
  range: ['minimum', 'maximum'],
  items: ['minItems', 'maxItems'],
  bytes: ['maxLength'],
};

const value = (content: unknown): Inline => code(typeof content === 'string' ? content : JSON.stringify(content));

/** How well a field is known, where no page of the vendor simply says it. */
export function doubtsOf(schema: Schema): SourceKind[] {
  const kinds = [schema['x-source'] ?? []].flat().map(({ evidence }) => evidence);
  return [...new Set(kinds)].filter((kind) => kind !== 'documented');
}
