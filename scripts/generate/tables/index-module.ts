import type { Api, Union } from '../api.ts';
import { typeNames } from './methods.ts';

/** `index.ts`: what the package exports. */
export function index(api: Api): string {
  const types = api.tags.map(
    (tag) => `export type {
${typeNames(tag)
  .map((name) => `  ${name},`)
  .join('\n')}
} from './methods/${tag.name}.ts';
`,
  );
  return `export type { components, operations as schemaOperations, paths } from './schema.js';
export type { RetryClass } from './document.ts';
export { type CommonCode, documentHash, errorCodes } from './errors.ts';
export {
  type Body,
  type CallBody,
  type Failure,
  type Operation,
  type OperationCode,
  type OperationId,
  type RateLimit,
  type Success,
  describeCode,
  docsUrl,
  isOperationId,
  operationIds,
  operations,
} from './operations.ts';
export { type ChatOperations, bindOperations } from './methods.ts';
${types.join('')}export { type Region, regions } from './regions.ts';
export { type PagedBody, type PagedOperationId, type PageItem, type Paging, paging } from './paging.ts';
export { type ItemResultOperationId, type ItemResults, itemResults, type ResultItem } from './item-results.ts';
export { type ChunkedOperationId, type ListLimit, listLimits } from './list-limits.ts';
export { type ByteLimit, byteLimits } from './byte-limits.ts';
${unionExports(api)}`;
}

/** What the module of unions exports; nothing where the document has none. */
function unionExports({ unions }: Api): string {
  const names = ({ name, tag }: Union): string[] => [`type ${name}`, `type ${name}${tag}`, `is${name}`];
  return unions.length === 0 ? '' : `export { ${unions.flatMap(names).join(', ')} } from './unions.ts';\n`;
}
