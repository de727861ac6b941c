/** The fields of an operation's bodies, as the rules look at them: references followed, parts of `allOf` put together. */
import { isObject, type JsonObject } from '../document.ts';
import { type Context, follow } from './redocly.ts';

/** An object of the document with its fields, each as it is written and with the file to read its references from. */
export interface Fields {
  properties: Map<string, { node: unknown; from: string }>;
  required: Set<string>;
}

/** The fields of the request. */
export function requestFields(operation: JsonObject, context: Context): Fields {
  const body = follow(context, operation.requestBody);
  return fieldsOf(context, ...schemaOf(context, body));
}

/** The fields of a success. */
export function successFields(operation: JsonObject, context: Context): Fields {
  const responses = isObject(operation.responses) ? operation.responses : {};
  const [raw, from] = schemaOf(context, follow(context, responses['200']));
  const answer = follow(context, raw, from);
  const [success] = isObject(answer.node) && Array.isArray(answer.node.oneOf) ? answer.node.oneOf : [];
  return fieldsOf(context, success, answer.from);
}

/** The fields of what an app answers to a webhook. */
export function webhookAnswerFields(operation: JsonObject, context: Context): Fields {
  const responses = isObject(operation.responses) ? operation.responses : {};
  return fieldsOf(context, ...schemaOf(context, follow(context, responses['200'])));
}

function schemaOf(context: Context, { node, from }: { node: unknown; from: string }): [unknown, string] {
  const content = isObject(node) && isObject(node.content) ? node.content : {};
  const media = follow(context, content['application/json'], from);
  return [isObject(media.node) ? media.node.schema : undefined, media.from];
}

/** The fields of any schema. */
export function fieldsOf(context: Context, raw: unknown, from: string): Fields {
  const schema = follow(context, raw, from);
  const fields: Fields = { properties: new Map(), required: new Set() };
  if (!isObject(schema.node)) return fields;
  const { properties, required, allOf } = schema.node;
  for (const part of Array.isArray(allOf) ? allOf : []) {
    const inner = fieldsOf(context, part, schema.from);
    for (const [name, field] of inner.properties) fields.properties.set(name, field);
    for (const name of inner.required) fields.required.add(name);
  }
  for (const [name, node] of Object.entries(isObject(properties) ? properties : {})) {
    fields.properties.set(name, { node, from: schema.from });
  }
  for (const name of Array.isArray(required) ? required : []) fields.required.add(String(name));
  return fields;
}

/** A field as its reference describes it; undefined where there is none of the name. */
export function fieldOf({ properties }: Fields, name: string, context: Context): JsonObject | undefined {
  const field = properties.get(name);
  const found = field === undefined ? undefined : follow(context, field.node, field.from).node;
  return isObject(found) ? found : undefined;
}

/** Names as they are told. */
export const named = (fields: Fields): string => [...fields.properties.keys()].join(', ') || '(there is none)';
