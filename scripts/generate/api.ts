import {
  type BundledDocument,
  type BundledOperation,
  type BundledWebhook,
  type CatalogueError,
  catalogueErrors,
  commonCodes,
  errorsOf,
  fieldsOf,
  hashDocument,
  type ObjectFields,
  resolve,
  type Schema,
  type Server,
  type Tag,
  wholeSchema,
} from '../../spec/document.ts';

export interface ApiOperation {
  id: string;
  path: string;
  /** The codes of its own page, with what they mean on it. */
  errors: CatalogueError[];
  /** Codes whose name, retry class or text differs from the catalogue's on this operation. */
  overrides: CatalogueError[];
  requestSchema: Schema;
  /** The fields of a success, those of every answer included. */
  success: ObjectFields;
  /** No field of the request is required. */
  bodyOptional: boolean;
  operation: BundledOperation;
}

export interface ApiWebhook {
  /** The vendor's command, the key under `webhooks`. */
  name: string;
  webhook: BundledWebhook;
}

/** The operations that stand under a tag. */
export interface ApiTag extends Tag {
  operations: ApiOperation[];
}

/** The document, arranged for the tables and the site. */
export interface Api {
  banner: string;
  docsUrl: string;
  servers: Server[];
  /** The hash of what the document demands. */
  hash: string;
  operations: ApiOperation[];
  webhooks: ApiWebhook[];
  /** Those tags that have an operation. */
  tags: ApiTag[];
  /** Each code of the catalogue once, by number. */
  errors: CatalogueError[];
  commonCodes: number[];
  /** The components whose forms a field tells apart. */
  unions: Union[];
  /** What a schema of the document says, its reference followed. */
  whole(schema: Schema): Schema;
}

/** A component that has one of several forms. */
export interface Union {
  /** The name of the component. */
  name: string;
  /** The field that tells the forms apart. */
  tag: string;
  /** By the value of that field. */
  forms: [value: string, schema: Schema][];
}

export function readApi(document: BundledDocument): Api {
  const errors = catalogueErrors(document);
  const catalogue = new Map(errors.map((error) => [error.code, error]));
  const operations = Object.entries(document.paths).map(([path, { post: operation }]): ApiOperation => {
    const own = errorsOf(document, operation);
    const requestSchema = wholeSchema(document, operation.requestBody.content['application/json'].schema);
    return {
      id: operation.operationId,
      path,
      errors: own,
      overrides: own.filter((error) => differs(error, catalogue.get(error.code))),
      requestSchema,
      success: fieldsOf(document, successSchema(document, operation)),
      bodyOptional: (requestSchema.required ?? []).length === 0,
      operation,
    };
  });
  const webhooks = Object.entries(document.webhooks ?? {}).map(
    ([name, { post: webhook }]): ApiWebhook => ({ name, webhook }),
  );
  const tags = document.tags.map((tag) => ({
    ...tag,
    operations: operations.filter(({ operation }) => operation.tags[0] === tag.name),
  }));
  return {
    banner: document['x-generated'],
    docsUrl: document.externalDocs.url,
    servers: document.servers,
    hash: hashDocument(document),
    operations,
    webhooks,
    tags: tags.filter((tag) => tag.operations.length > 0),
    errors,
    commonCodes: commonCodes(document),
    unions: unionsOf(document),
    whole: (schema) => wholeSchema(document, schema),
  };
}

function successSchema(document: BundledDocument, { responses }: BundledOperation): Schema {
  const { oneOf: [success = {}] = [] } = resolve(document, responses['200'].content['application/json'].schema);
  return success;
}

function unionsOf({ components: { schemas } }: BundledDocument): Union[] {
  return Object.entries(schemas).flatMap(([name, { discriminator }]) => {
    if (discriminator === undefined) return [];
    const { propertyName: tag, mapping = {} } = discriminator;
    const forms = Object.entries(mapping).map(([value, $ref]): [string, Schema] => [value, { $ref }]);
    return [{ name, tag, forms }];
  });
}

function differs(error: CatalogueError, listed: CatalogueError | undefined): boolean {
  if (listed === undefined) return true;
  return (['name', 'retry', 'renews', 'meaning', 'remedy'] as const).some((key) => error[key] !== listed[key]);
}
