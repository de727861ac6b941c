import openapiTypeScript, { astToString } from 'openapi-typescript';
import { type BundledDocument, isObject } from '../../spec/document.ts';
import { rulesInWords } from './rules-in-words.ts';

/** TypeScript types of the document: `paths`, `operations`, `components`. */
export async function types(document: BundledDocument): Promise<string> {
  // Its types of a document are narrower than what it reads, so it gets the text.
  const nodes = await openapiTypeScript(JSON.stringify(forTypes(document)), { defaultNonNullable: false });
  return `/* ${document['x-generated']} */\n\n${astToString(nodes)}`;
}

/**
 * A copy whose fields say in words what types do not. Without discriminators: the `const` of each form says the same, and a
 * discriminator would replace the text of the field.
 */
function forTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forTypes);
  if (!isObject(value)) return value;
  const { discriminator, ...rest } = value;
  const kept = isObject(discriminator) && typeof discriminator.propertyName === 'string' ? rest : value;
  return withWords(Object.fromEntries(Object.entries(kept).map(([key, item]) => [key, forTypes(item)])));
}

function withWords(node: { [key: string]: unknown }): object {
  const { type, description } = node;
  if (typeof type !== 'string' || typeof description !== 'string') return node;
  return { ...node, description: [description, ...rulesInWords(node)].join(' ') };
}
