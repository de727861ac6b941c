import openapiTypeScript, { astToString } from 'openapi-typescript';
import type { BundledDocument } from '../../spec/document.ts';

/** TypeScript types of the document: `paths`, `operations`, `components`. */
export async function types(document: BundledDocument): Promise<string> {
  // Its types of a document are narrower than what it reads, so it gets the text.
  const nodes = await openapiTypeScript(JSON.stringify(document), { defaultNonNullable: false });
  return `/* ${document['x-generated']} */\n\n${astToString(nodes)}`;
}
