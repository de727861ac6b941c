import type { BundledDocument, BundledOperation, CatalogueError, RetryClass, Schema, Server } from './bundled.ts';
import { resolve } from './bundled.ts';

export interface ApiOperation {
  id: string;
  path: string;
  /** The descriptions as they were written, without the table that the expansion adds. */
  prose: string;
  /** Codes whose name or retry class differs from the catalogue's on this operation. */
  overrides: CatalogueError[];
  requestSchema: Schema;
  operation: BundledOperation;
}

/** The document, arranged for the tables and the site. */
export interface Api {
  banner: string;
  docsUrl: string;
  servers: Server[];
  operations: ApiOperation[];
  /** Each code of the catalogue once, by number. */
  errors: CatalogueError[];
  commonCodes: number[];
}

export function readApi(document: BundledDocument): Api {
  const families = document['x-error-catalogue'];
  const errors = Object.values(families)
    .flatMap((family) => Object.values(family))
    .sort((a, b) => a.code - b.code);
  const catalogue = new Map(errors.map((error) => [error.code, error]));
  const operations = Object.entries(document.paths).map(([path, { post: operation }]): ApiOperation => {
    const request = operation.requestBody.content['application/json'].schema;
    return {
      id: operation.operationId,
      path,
      prose: operation.description.split('\n\n**Error codes of this operation.**')[0] ?? '',
      overrides: operation['x-errors'].filter((error) => differs(error, catalogue.get(error.code))),
      requestSchema: resolve(document, request),
      operation,
    };
  });
  return {
    banner: document['x-generated'],
    docsUrl: document.externalDocs.url,
    servers: document.servers,
    operations,
    errors,
    commonCodes: document['x-common-errors'].flatMap((family) => Object.keys(families[family] ?? {}).map(Number)),
  };
}

function differs(error: CatalogueError, listed: CatalogueError | undefined): boolean {
  const key = (entry: { name: string; retry: RetryClass; meaning: string; remedy: string }): string =>
    JSON.stringify([entry.name, entry.retry, entry.meaning, entry.remedy]);
  return listed === undefined || key(error) !== key(listed);
}
