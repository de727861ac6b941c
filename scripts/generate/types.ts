import openapiTypeScript, { astToString } from 'openapi-typescript';
import { type BundledDocument, isObject, type JsonObject, wholeSchema } from '../../spec/document.ts';
import { rulesInWords } from './rules-in-words.ts';

/** TypeScript types of the document: `paths`, `operations`, `components`. */
export async function types(document: BundledDocument): Promise<string> {
  // Its types of a document are narrower than what it reads, so it gets the text.
  const nodes = await openapiTypeScript(JSON.stringify(forTypes(document, withoutIds(document))), {
    defaultNonNullable: false,
  });
  return `/* ${document['x-generated']} */\n\n${astToString(nodes)}`;
}

/** A webhook is found by its command. With an `operationId` it would stand among the operations that are called. */
function withoutIds({ webhooks = {}, ...rest }: BundledDocument): object {
  const posts = Object.entries(webhooks).map(([command, { post }]) => {
    const { operationId: _, ...others } = post;
    return [command, { post: others }];
  });
  return { ...rest, webhooks: Object.fromEntries(posts) };
}

/**
 * A copy whose fields say in words what types do not. Without discriminators: the `const` of each form says the same, and a
 * discriminator would replace the text of the field.
 */
function forTypes(document: BundledDocument, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => forTypes(document, item));
  if (!isObject(value)) return value;
  const { discriminator, ...rest } = withWords(document, value);
  const isUnion = isObject(discriminator) && typeof discriminator.propertyName === 'string';
  const kept = isUnion || discriminator === undefined ? rest : { discriminator, ...rest };
  return Object.fromEntries(Object.entries(kept).map(([key, item]) => [key, forTypes(document, item)]));
}

/** A schema with its limits in its text; a reference gets the text of what it leads to, because editors do not follow it. */
function withWords(document: BundledDocument, node: JsonObject): JsonObject {
  const isReference = typeof node.$ref === 'string' && node.$ref.startsWith('#/components/schemas/');
  if (!isReference && typeof node.type !== 'string') return node;
  const schema = wholeSchema(document, node);
  if (typeof schema.description !== 'string') return node;
  return { ...node, description: [schema.description, ...rulesInWords(schema)].join(' ') };
}
