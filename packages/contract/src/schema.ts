/** Which schemas of a document speak of a place in a body. */
import { follow, isObject, type JsonObject } from '@chat-openapi/openapi/document';
import { pointerOf } from './json.ts';

/** A schema with what its references point at: each part of it has to be obeyed. */
export function partsOf(document: object, schema: unknown): JsonObject[] {
  const parts: JsonObject[] = [];
  const open: unknown[] = [schema];
  const seen = new Set<unknown>();
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (!isObject(part) || seen.has(part)) continue;
    seen.add(part);
    parts.push(part);
    if (typeof part.$ref === 'string') open.push(follow(document, part.$ref));
    if (Array.isArray(part.allOf)) open.push(...part.allOf);
  }
  return parts;
}

/** The schemas of an object's properties, all of its parts taken together. */
export function propertiesOf(parts: readonly JsonObject[]): Map<string, unknown[]> {
  const properties = new Map<string, unknown[]>();
  for (const part of parts) {
    for (const [name, schema] of Object.entries(isObject(part.properties) ? part.properties : {})) {
      properties.set(name, [...(properties.get(name) ?? []), schema]);
    }
  }
  return properties;
}

/** All schemas that speak of one place in a body. They are looked through at the first visit and kept. */
export interface Place {
  /** What they say of a value: where a field tells the forms of an object apart, only the form that this one has. */
  shapeOf(value: unknown): Shape;
}

export interface Shape {
  /** The schemas, their references followed. */
  parts: readonly JsonObject[];
  fields: ReadonlyMap<string, Place>;
  /** What fields of other names have to obey. */
  others: Place | undefined;
  items: Place | undefined;
}

export type PlaceOf = (...schemas: unknown[]) => Place;

/** Finds the places of a document's bodies. A schema that holds itself is no problem: nothing is looked at ahead. */
export function createPlaces(document: object): PlaceOf {
  const known = new WeakMap<object, Place>();
  const placeOf: PlaceOf = (...schemas) => {
    const [only] = schemas;
    if (schemas.length !== 1 || !isObject(only)) return createPlace(document, schemas, placeOf);
    const place = known.get(only) ?? createPlace(document, schemas, placeOf);
    known.set(only, place);
    return place;
  };
  return placeOf;
}

function createPlace(document: object, schemas: readonly unknown[], placeOf: PlaceOf): Place {
  const shapes = new Map<string, Shape>();
  let tags: Tag[] | undefined;
  return {
    shapeOf(value) {
      tags ??= collect(document, schemas).tags;
      const chosen = tags.map((tag) => chosenForm(tag, value));
      const key = chosen.join('\n');
      const shape = shapes.get(key) ?? makeShape(collect(document, schemas, value).parts, placeOf);
      shapes.set(key, shape);
      return shape;
    },
  };
}

/** A field that says which of several forms an object has, and its values. */
interface Tag {
  field: string;
  values: ReadonlySet<string>;
}

const chosenForm = ({ field, values }: Tag, value: unknown): string => {
  const given = isObject(value) ? value[field] : undefined;
  return typeof given === 'string' && values.has(given) ? given : '';
};

/** The parts of schemas and of their alternatives; with a value only of those alternatives that its tags leave open. */
function collect(document: object, schemas: readonly unknown[], ...values: unknown[]) {
  const parts: JsonObject[] = [];
  const tags: Tag[] = [];
  const seen = new Set<unknown>();
  const open = [...schemas];
  for (let schema = open.shift(); schema !== undefined; schema = open.shift()) {
    for (const part of partsOf(document, schema)) {
      if (seen.has(part)) continue;
      seen.add(part);
      parts.push(part);
      const field = isObject(part.discriminator) ? part.discriminator.propertyName : undefined;
      const forms = Array.isArray(part.oneOf) ? part.oneOf : [];
      if (Array.isArray(part.anyOf)) open.push(...part.anyOf);
      if (typeof field !== 'string') {
        open.push(...forms);
        continue;
      }
      const named = forms.map((form) => ({ form, values: tagValues(document, form, field) }));
      tags.push({ field, values: new Set(named.flatMap((one) => one.values)) });
      const [value] = values;
      const given = isObject(value) ? value[field] : undefined;
      const fitting = values.length === 0 ? named : named.filter((one) => one.values.some((tag) => tag === given));
      open.push(...fitting.map(({ form }) => form));
    }
  }
  return { parts, tags };
}

function tagValues(document: object, form: unknown, field: string): string[] {
  const schemas = propertiesOf(partsOf(document, form)).get(field) ?? [];
  const values = schemas
    .flatMap((schema) => partsOf(document, schema))
    .flatMap((part) => [part.const, ...(Array.isArray(part.enum) ? part.enum : [])]);
  return values.filter((value) => typeof value === 'string');
}

function makeShape(parts: readonly JsonObject[], placeOf: PlaceOf): Shape {
  const fields = [...propertiesOf(parts)].map(([name, schemas]): [string, Place] => [name, placeOf(...schemas)]);
  const of = (keyword: string): Place | undefined => {
    const schemas = parts.map((part) => part[keyword]).filter(isObject);
    return schemas.length === 0 ? undefined : placeOf(...schemas);
  };
  return { parts, fields: new Map(fields), others: of('additionalProperties'), items: of('items') };
}

/** Pointers to the fields of a value that its schema does not speak of. Where it names no field, any is fine. */
export function unknownFields(place: Place, value: unknown): string[] {
  const found: string[] = [];
  visit(place, value, [], found);
  return found;
}

function visit(place: Place, value: unknown, keys: (string | number)[], found: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  const { fields, others, items } = place.shapeOf(value);
  if (Array.isArray(value)) {
    if (items === undefined) return;
    for (const [index, item] of value.entries()) visit(items, item, [...keys, index], found);
    return;
  }
  if (fields.size === 0 && others === undefined) return;
  for (const [name, item] of Object.entries(value)) {
    const field = fields.get(name) ?? others;
    if (field === undefined) found.push(pointerOf([...keys, name]));
    else visit(field, item, [...keys, name], found);
  }
}
