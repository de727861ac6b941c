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

const alternatives = (parts: readonly JsonObject[]): unknown[] =>
  parts.flatMap(({ oneOf, anyOf }) => [oneOf, anyOf]).flatMap((list) => (Array.isArray(list) ? list : []));

/** Pointers to the fields of a value that its schema does not speak of. Where it names no field, any is fine. */
export function unknownFields(document: object, schema: unknown, value: unknown): string[] {
  const found: string[] = [];
  const visit = (schemas: unknown[], item: unknown, keys: (string | number)[]): void => {
    const own = schemas.flatMap((one) => partsOf(document, one));
    const parts = [...own, ...alternatives(own).flatMap((one) => partsOf(document, one))];
    if (Array.isArray(item)) {
      const items = parts.flatMap((part) => (part.items === undefined ? [] : [part.items]));
      if (items.length > 0) item.forEach((entry, index) => void visit(items, entry, [...keys, index]));
      return;
    }
    const properties = propertiesOf(parts);
    if (!isObject(item) || properties.size === 0) return;
    for (const [name, entry] of Object.entries(item)) {
      const known = properties.get(name);
      if (known === undefined) found.push(pointerOf([...keys, name]));
      else visit(known, entry, [...keys, name]);
    }
  };
  visit([schema], value, []);
  return found;
}
