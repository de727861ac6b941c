import type { Api } from '../api.ts';
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
`;
}
