/** The parts of the bundled document that are read here. The lint rules have checked these shapes before. */
export interface BundledDocument {
  openapi: string;
  /** What is said to whoever opens a generated file. */
  'x-generated': string;
  info: { title: string; version: string; summary: string; description: string };
  externalDocs: { url: string };
  servers: Server[];
  tags: { name: string; description: string }[];
  paths: Record<string, { post: BundledOperation }>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    securitySchemes: Record<string, SecurityScheme>;
    examples: Record<string, Example>;
  };
  'x-error-catalogue': Record<string, Record<string, CatalogueError>>;
  'x-common-errors': string[];
}

export interface Reference {
  $ref: string;
}

export interface Source {
  page?: string;
  url?: string;
  date: string;
  evidence: 'documented' | 'observed' | 'inferred';
  covers?: string;
  note?: string;
}

export interface Server {
  url: string;
  description: string;
  'x-region': string;
  'x-backup-url'?: string;
  'x-backup-source'?: Source;
}

export interface Schema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  const?: unknown;
  enum?: unknown[];
  not?: Schema;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description: string;
  schema: Schema;
  example?: unknown;
}

export interface SecurityScheme {
  name: string;
  description: string;
}

export interface Example {
  summary: string;
  value: unknown;
}

export type RetryClass = 'never' | 'throttled' | 'transient';

export interface CatalogueError {
  code: number;
  name: string;
  meaning: string;
  remedy: string;
  retry: RetryClass;
  listed: 'current' | 'former';
  source: Source;
  disagreement?: { meaning: string; source: Source }[];
}

interface MediaType {
  schema: Schema;
  examples: Record<string, Example | Reference>;
}

/** A program that calls the operation; what `lang` and `label` can be stands in spec/plugin/samples.ts. */
export interface CodeSample {
  lang: string;
  label: string;
  source: string;
}

export interface BundledOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  externalDocs?: { url: string; description?: string };
  parameters: (Parameter | Reference)[];
  requestBody: { content: { 'application/json': MediaType } };
  responses: { '200': { description: string; content: { 'application/json': MediaType } } };
  'x-source': Source | Source[];
  'x-rate-limit': { calls: number; seconds: number };
  'x-idempotent'?: { replayCode: number };
  'x-errors': CatalogueError[];
  'x-codeSamples'?: CodeSample[];
}

/** What a node is or, when it is a reference inside the document, what it points at. */
export function resolve<T extends object>(document: BundledDocument, node: T | Reference): T;
export function resolve(document: BundledDocument, node: object): unknown {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node;
  let target: unknown = document;
  for (const key of node.$ref.slice(2).split('/')) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    target = typeof target === 'object' && target !== null ? Reflect.get(target, name) : undefined;
  }
  if (typeof target !== 'object' || target === null) throw new Error(`${node.$ref} points at nothing.`);
  return resolve(document, target);
}
