/** The fields of a schema as a tree, with an id for each by its path. What is shown already is not shown again. */
import { type BundledDocument, type Schema, type SourceKind, wholeSchema } from '../../../spec/document.ts';
import type { Language } from '../languages.ts';
import { code, english, type Inline, joined } from './inline.ts';

export interface FieldList {
  fields: Field[];
  /** The forms that the object can have, of which each value has one. */
  kinds: Kind[];
}

export interface Field {
  id: string;
  name: string;
  type: Inline;
  isRequired: boolean;
  text: Inline;
  /** What a value has to be like. */
  rules: Inline[];
  /** How well it is known, where no page of the vendor simply says it. */
  doubts: SourceKind[];
  /** Why recordings show the value. */
  publicReason?: string;
  /** What is in it. */
  inner?: Inner;
}

export interface Inner extends FieldList {
  /** What has these fields, such as `ImageInfoArray[]`. */
  of: string;
  /** The place on the page that shows them, where that is elsewhere. */
  sameAs?: string;
}

export interface Kind extends FieldList {
  id: string;
  name: string;
  text?: Inline;
}

interface Composed {
  properties: Record<string, Schema>;
  required: string[];
  choices: Schema[];
  /** The field whose value tells the forms from each other. */
  tellBy: string | undefined;
}

type Words = Pick<Language, 't' | 'label'>;

/** Reads the schemas of one page, so that no id stands on it twice and no schema is shown twice. */
export class FieldReader {
  readonly #document: BundledDocument;
  readonly #words: Words;
  readonly #ids = new Set<string>();
  /** Where the fields of a named schema are shown. */
  readonly #shown = new Map<string, string>();

  constructor(document: BundledDocument, words: Words) {
    this.#document = document;
    this.#words = words;
  }

  /**
   * The fields of an object, and its forms.
   *
   * @param path What the ids begin with, such as `request`.
   */
  read(schema: Schema, path: string): FieldList {
    const { properties, required, choices, tellBy } = this.#merge(schema);
    return {
      fields: [
        ...Object.entries(properties).map(([name, field]) => this.#field(name, field, required.includes(name), path)),
        ...this.#anyOther(schema, path),
      ],
      kinds: choices.map((choice, index) => this.#kind(choice, tellBy, path, index)),
    };
  }

  #field(name: string, property: Schema, isRequired: boolean, path: string): Field {
    const schema = wholeSchema(this.#document, property);
    const id = this.#take(`${path}.${name}`);
    const [reason, inner] = [schema['x-public'], this.#inner(property, name, id)];
    return {
      id,
      name,
      type: this.#type(schema),
      isRequired,
      text: english(schema.description ?? ''),
      rules: this.#rules(schema),
      doubts: doubtsOf(schema),
      ...(reason === undefined ? {} : { publicReason: reason }),
      ...(inner === undefined ? {} : { inner }),
    };
  }

  /** The fields of an object, or of the objects in a list. */
  #inner(property: Schema, name: string, id: string): Inner | undefined {
    const { schema, references, of } = this.#innermost(property, name);
    if (!this.#hasFields(schema)) return undefined;
    const known = references.map((reference) => this.#shown.get(reference)).find((place) => place !== undefined);
    if (known !== undefined && (this.#isOpen(known) || this.#weight(schema) > 3)) {
      return { of, sameAs: known, fields: [], kinds: [] };
    }
    for (const reference of references) this.#shown.set(reference, id);
    this.#open.push(id);
    const list = this.read(schema, id);
    this.#open.pop();
    return { of, ...list };
  }

  /** The fields that are being read at the moment: one that holds itself would never end. */
  readonly #open: string[] = [];
  #isOpen(id: string): boolean {
    return this.#open.includes(id);
  }

  /** A schema without the lists around it, and by which references it was reached. */
  #innermost(property: Schema, name: string): { schema: Schema; references: string[]; of: string } {
    const references: string[] = [];
    let [current, of] = [property, name];
    for (let depth = 0; depth < 8; depth++) {
      if (current.$ref !== undefined) references.push(current.$ref);
      const schema = wholeSchema(this.#document, current);
      if (schema.items === undefined) return { schema, references, of };
      [current, of] = [schema.items, `${of}[]`];
    }
    return { schema: {}, references, of };
  }

  #hasFields(schema: Schema): boolean {
    return this.#weight(schema) > 0;
  }

  #weight(schema: Schema): number {
    const { properties, choices } = this.#merge(schema);
    return Object.keys(properties).length + choices.length + this.#anyOtherSchema(schema).length;
  }

  #kind(choice: Schema, tellBy: string | undefined, path: string, index: number): Kind {
    const schema = wholeSchema(this.#document, choice);
    const name = this.#fixed(schema, tellBy) ?? schema.title ?? choice.$ref?.split('/').at(-1) ?? String(index + 1);
    const id = this.#take(`${path}.${name}`);
    if (choice.$ref !== undefined) {
      const known = this.#shown.get(choice.$ref);
      if (known !== undefined && this.#isOpen(known)) return { id, name, fields: [], kinds: [] };
      this.#shown.set(choice.$ref, id);
    }
    this.#open.push(id);
    const list = this.read(schema, id);
    this.#open.pop();
    return { id, name, ...(schema.description === undefined ? {} : { text: english(schema.description) }), ...list };
  }

  /** The value that a field of an object always has. */
  #fixed(schema: Schema, field: string | undefined): string | undefined {
    const property = field === undefined ? undefined : this.#merge(schema).properties[field];
    const value = property === undefined ? undefined : wholeSchema(this.#document, property).const;
    return value === undefined ? undefined : String(value);
  }

  /** What an object is composed of: its own fields, those of all its parts, and the forms it can have. */
  #merge(schema: Schema, depth = 0): Composed {
    const whole = wholeSchema(this.#document, schema);
    const { properties = {}, required = [], allOf = [], oneOf, anyOf, discriminator } = whole;
    const parts = depth > 8 ? [] : allOf.map((part) => this.#merge(part, depth + 1));
    const choices = (oneOf ?? anyOf ?? []).filter((choice) => depth > 8 || this.#isObject(choice, depth + 1));
    return {
      properties: Object.assign({}, ...parts.map((part) => part.properties), properties),
      required: [...parts.flatMap((part) => part.required), ...required],
      choices: [...parts.flatMap((part) => part.choices), ...choices],
      tellBy: discriminator?.propertyName ?? parts.find((part) => part.tellBy !== undefined)?.tellBy,
    };
  }

  #isObject(schema: Schema, depth: number): boolean {
    const { properties, choices } = this.#merge(schema, depth);
    return Object.keys(properties).length + choices.length > 0;
  }

  /** The values of keys that have no names of their own, where they have fields. */
  #anyOther(schema: Schema, path: string): Field[] {
    return this.#anyOtherSchema(schema).map((value) => this.#field('*', value, false, path));
  }

  #anyOtherSchema(schema: Schema): Schema[] {
    const { additionalProperties: other } = wholeSchema(this.#document, schema);
    return typeof other === 'object' ? [other] : [];
  }

  #take(wanted: string): string {
    const base = wanted.replace(/[^\p{L}\p{N}._*-]+/gu, '-');
    let id = base;
    for (let count = 2; this.#ids.has(id); count++) id = `${base}-${count}`;
    this.#ids.add(id);
    return id;
  }

  #type(schema: Schema): Inline {
    const { t } = this.#words;
    if (schema.items !== undefined) {
      return t('type.array', { type: this.#type(wholeSchema(this.#document, schema.items)) });
    }
    const { choices } = this.#merge(schema);
    if (choices.length > 1) return t('type.kinds', { count: choices.length });
    const others = (schema.oneOf ?? schema.anyOf ?? []).map((choice) =>
      this.#type(wholeSchema(this.#document, choice)),
    );
    if (others.length > 0) return joined(others, ' | ');
    return schema.type ?? (this.#hasFields(schema) ? 'object' : t('rule.any'));
  }

  #rules(schema: Schema): Inline[] {
    const { t } = this.#words;
    const { const: constant, enum: values, not, pattern, default: preset } = schema;
    const limits = (['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'] as const).flatMap(
      (key) => {
        const value = schema[key];
        return value === undefined ? [] : [t(`rule.${key}`, { value })];
      },
    );
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
}

const value = (content: unknown): Inline => code(typeof content === 'string' ? content : JSON.stringify(content));

function doubtsOf(schema: Schema): SourceKind[] {
  const kinds = [schema['x-source'] ?? []].flat().map(({ evidence }) => evidence);
  return [...new Set(kinds)].filter((kind) => kind !== 'documented');
}

/** How many fields and forms there are at the top. */
export const countOf = ({ fields, kinds }: FieldList): number => fields.length + kinds.length;
