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
  type Parameter,
  resolve,
  type Schema,
  type SecurityScheme,
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

/** What stands under a tag. */
export interface ApiTag extends Tag {
  operations: ApiOperation[];
  webhooks: ApiWebhook[];
}

/** A file of `spec/errors`. */
export interface ApiFamily {
  name: string;
  isCommon: boolean;
  errors: CatalogueError[];
}

/** Tags that belong together. */
export interface ApiSection {
  name: string;
  tags: ApiTag[];
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
  /** All tags under which something stands, in the order of the sections. */
  sections: ApiSection[];
  /** Each code of the catalogue once, by number. */
  errors: CatalogueError[];
  commonCodes: number[];
  /** What stands in the query of calls to say who calls. */
  credentials: SecurityScheme[];
  /** What stands in the query of calls besides the credentials, each once. */
  parameters: Parameter[];
  /** The components whose forms a field tells apart. */
  unions: Union[];
  /** What a schema of the document says, its reference followed. */
  whole(schema: Schema): Schema;
  /** The same codes by family, those families first whose codes every operation can give. */
  families: ApiFamily[];
  info: BundledDocument['info'];
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
    webhooks: webhooks.filter(({ webhook }) => webhook.tags?.[0] === tag.name),
  }));
  return {
    banner: document['x-generated'],
    docsUrl: document.externalDocs.url,
    servers: document.servers,
    hash: hashDocument(document),
    operations,
    webhooks,
    tags: tags.filter((tag) => tag.operations.length > 0),
    sections: sectionsOf(document, tags),
    errors,
    commonCodes: commonCodes(document),
    credentials: Object.values(document.components.securitySchemes),
    parameters: parametersOf(document),
    unions: unionsOf(document),
    whole: (schema) => wholeSchema(document, schema),
    families: familiesOf(document),
    info: document.info,
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

function parametersOf(document: BundledDocument): Parameter[] {
  const all = Object.values(document.paths).flatMap(({ post }) => post.parameters.map((one) => resolve(document, one)));
  return [...new Map(all.map((parameter) => [parameter.name, parameter])).values()];
}

function familiesOf(document: BundledDocument): ApiFamily[] {
  const common = document['x-common-errors'];
  return Object.entries(document['x-error-catalogue'])
    .map(([name, errors]) => ({
      name,
      isCommon: common.includes(name),
      errors: Object.values(errors).toSorted((a, b) => a.code - b.code),
    }))
    .toSorted((a, b) => Number(b.isCommon) - Number(a.isCommon));
}

function sectionsOf(document: BundledDocument, tags: ApiTag[]): ApiSection[] {
  const groups = document['x-tagGroups'] ?? [];
  const grouped = new Set(groups.flatMap((group) => group.tags));
  const single = tags.filter(({ name }) => !grouped.has(name));
  const sections = [
    ...groups.map((group) => ({
      name: group.name,
      tags: group.tags.flatMap((name) => tags.filter((tag) => tag.name === name)),
    })),
    ...single.map((tag) => ({ name: displayName(tag), tags: [tag] })),
  ];
  return sections
    .map((section) => ({
      ...section,
      tags: section.tags.filter(({ operations, webhooks }) => operations.length + webhooks.length > 0),
    }))
    .filter((section) => section.tags.length > 0);
}

/** `group-members` as `Group members`, unless the document says it better. */
export function displayName(tag: Pick<Tag, 'name' | 'x-displayName'>): string {
  const words = tag.name.replaceAll('-', ' ');
  return tag['x-displayName'] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function differs(error: CatalogueError, listed: CatalogueError | undefined): boolean {
  if (listed === undefined) return true;
  return (['name', 'retry', 'renews', 'meaning', 'remedy'] as const).some((key) => error[key] !== listed[key]);
}
