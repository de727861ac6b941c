/** Reads schemas as trees of fields, with an id for each by its path. What is shown already is not shown again. */
import { type BundledDocument, fieldsOf, type ObjectFields, type Schema, wholeSchema } from '../../../spec/document.ts';
import type { Language } from '../languages.ts';
import { doubtsOf, rulesOf } from './field-rules.ts';
import type { Field, FieldList, Inner, Kind } from './fields.ts';
import { english, type Inline, joined } from './inline.ts';

interface Composed extends ObjectFields {
  choices: Schema[];
  /** The field whose value tells the forms from each other. */
  tellBy: string | undefined;
}

type Words = Pick<Language, 't' | 'label'>;

/** An object of so many plain fields is shown again rather than linked to. */
const fewFields = 3;

/** Reads the schemas of one page, so that no id stands on it twice and no schema is shown twice. */
export class FieldReader {
  readonly #document: BundledDocument;
  readonly #words: Words;
  readonly #ids = new Set<string>();
  /** Where the fields of a named schema are shown. */
  readonly #shown = new Map<string, string>();
  /** Where the fields stand that are being read at the moment, by the names of their schemas. */
  readonly #open = new Map<string, string>();

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
      rules: rulesOf(this.#words, schema),
      doubts: doubtsOf(schema),
      ...(reason === undefined ? {} : { publicReason: reason }),
      ...(inner === undefined ? {} : { inner }),
    };
  }

  /** The fields of an object, or of the objects in a list. */
  #inner(property: Schema, name: string, id: string): Inner | undefined {
    const { schema, references, of } = this.#innermost(property, name);
    if (!this.#hasFields(schema)) return undefined;
    const all = [...references, ...this.#parts(schema)];
    const open = all.map((reference) => this.#open.get(reference)).find((place) => place !== undefined);
    const shown = references.map((reference) => this.#shown.get(reference)).find((place) => place !== undefined);
    const sameAs = open ?? (this.#isSmall(schema) ? undefined : shown);
    if (sameAs !== undefined) return { of, sameAs, fields: [], kinds: [] };
    for (const reference of references) this.#shown.set(reference, id);
    return { of, ...this.#readInside(schema, id, all) };
  }

  /** Reads the fields of named schemas: what refers to one of them from inside would never end. */
  #readInside(schema: Schema, id: string, references: readonly string[]): FieldList {
    const added = references.filter((reference) => !this.#open.has(reference));
    for (const reference of added) this.#open.set(reference, id);
    const list = this.read(schema, id);
    for (const reference of added) this.#open.delete(reference);
    return list;
  }

  /** The named schemas that a schema is composed of. */
  #parts(schema: Schema, depth = 0): string[] {
    const { allOf = [] } = wholeSchema(this.#document, schema);
    if (depth > 8) return [];
    return allOf.flatMap((part) => [...(part.$ref === undefined ? [] : [part.$ref]), ...this.#parts(part, depth + 1)]);
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

  #isSmall(schema: Schema): boolean {
    const { properties } = this.#merge(schema);
    const isPlain = Object.values(properties).every(
      (property) => !this.#hasFields(this.#innermost(property, '').schema),
    );
    return this.#weight(schema) <= fewFields && isPlain;
  }

  #weight(schema: Schema): number {
    const { properties, choices } = this.#merge(schema);
    return Object.keys(properties).length + choices.length + this.#anyOtherSchema(schema).length;
  }

  #kind(choice: Schema, tellBy: string | undefined, path: string, index: number): Kind {
    const schema = wholeSchema(this.#document, choice);
    const name = this.#fixed(schema, tellBy) ?? schema.title ?? choice.$ref?.split('/').at(-1) ?? String(index + 1);
    const id = this.#take(`${path}.${name}`);
    const references = [...(choice.$ref === undefined ? [] : [choice.$ref]), ...this.#parts(choice)];
    const text = schema.description === undefined ? {} : { text: english(schema.description) };
    if (references.some((reference) => this.#open.has(reference))) return { id, name, ...text, fields: [], kinds: [] };
    if (choice.$ref !== undefined) this.#shown.set(choice.$ref, id);
    return { id, name, ...text, ...this.#readInside(schema, id, references) };
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
    const { allOf = [], oneOf, anyOf, discriminator } = whole;
    const parts = depth > 8 ? [] : allOf.map((part) => this.#merge(part, depth + 1));
    const choices = (oneOf ?? anyOf ?? []).filter((choice) => depth > 8 || this.#isObject(choice, depth + 1));
    return {
      ...fieldsOf(this.#document, schema),
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
}
