import { fieldsOf, type Schema, wholeSchema } from '../../../spec/document.ts';
import { english, inLanguage, type View } from '../view.ts';
import { type Html, html } from './html.ts';
import { badge } from './sources.ts';
import { table } from './table.ts';

/** The fields of an object, with rule and meaning. Fields of objects in it follow below it. */
export function fields(view: View, schema: Schema): Html {
  const { label } = view;
  return table(
    'fields',
    [label('field.name'), label('field.rule'), label('field.meaning')],
    fieldRows(view, schema).map(({ name, field, required }) => ({
      cells: [
        html`<code>${name}</code>`,
        html`${rule(view, field)}${required ? html`, <strong>${view.t('field.required')}</strong>` : ''}`,
        html`${english(view, field.description ?? '')}${doubts(view, field)}${publicReason(view, field)}`,
      ],
    })),
  );
}

/** How well a field is known, where a page of the vendor does not simply say it. */
function doubts(view: View, field: Schema): Html {
  const kinds = [field['x-source'] ?? []].flat().map(({ evidence }) => evidence);
  const shown = [...new Set(kinds)].filter((kind) => kind !== 'documented');
  return html`${shown.map((kind) => html` ${badge(view, kind)}`)}`;
}

function publicReason(view: View, { 'x-public': reason }: Schema): Html {
  return reason === undefined ? html`` : html` ${view.t('field.public', { reason: inLanguage(view, 'en', reason) })}`;
}

interface FieldRow {
  name: string;
  field: Schema;
  required: boolean;
}

function fieldRows(view: View, schema: Schema, prefix = ''): FieldRow[] {
  const { properties, required } = fieldsOf(view.site.document, schema);
  return Object.entries(properties).flatMap(([key, property]) => {
    const field = wholeSchema(view.site.document, property);
    const name = prefix + key;
    const inner = field.items === undefined ? field : wholeSchema(view.site.document, field.items);
    const below = `${name}${field.items === undefined ? '' : '[]'}.`;
    // A schema that holds itself ends here.
    const rows = prefix.split('.').length > 4 ? [] : fieldRows(view, inner, below);
    return [{ name, field, required: required.includes(key) }, ...rows];
  });
}

/** What a value has to be like. */
export function rule({ t }: View, schema: Schema): Html {
  const { type, const: constant, not, minimum, maximum, maxLength, pattern, enum: values } = schema;
  const { minItems, maxItems, default: preset, 'x-max-bytes': maxBytes } = schema;
  const parts: (Html | undefined)[] = [
    html`${type ?? t('rule.any')}`,
    constant === undefined ? undefined : t('rule.always', { value: code(constant) }),
    not?.const === undefined ? undefined : t('rule.not', { value: code(not.const) }),
    not?.enum === undefined ? undefined : t('rule.none', { values: list(not.enum) }),
    values === undefined || constant !== undefined ? undefined : t('rule.one', { values: list(values) }),
    minimum === undefined ? undefined : t('rule.from', { value: minimum }),
    maximum === undefined ? undefined : t('rule.to', { value: maximum }),
    maxLength === undefined || maxBytes !== undefined ? undefined : t('rule.length', { value: maxLength }),
    maxBytes === undefined ? undefined : t('rule.bytes', { value: maxBytes }),
    minItems === undefined ? undefined : t('rule.minItems', { value: minItems }),
    maxItems === undefined ? undefined : t('rule.maxItems', { value: maxItems }),
    pattern === undefined ? undefined : code(pattern),
    preset === undefined ? undefined : t('rule.default', { value: code(preset) }),
  ];
  return html`${parts.filter((part) => part !== undefined).map((part, index) => html`${index > 0 ? ', ' : ''}${part}`)}`;
}

const code = (value: unknown): Html => html`<code>${String(value)}</code>`;

const list = (values: unknown[]): Html =>
  html`${values.map((value, index) => html`${index > 0 ? ', ' : ''}${code(value)}`)}`;
