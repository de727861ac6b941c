import { createRequire } from 'node:module';
import type { OperationId } from '@chat-openapi/openapi';

/** The parts of the document that the mock reads itself; Prism reads the rest. */
export interface Document {
  servers: { url: string; 'x-region': string }[];
  paths: Record<string, { post: DocumentOperation }>;
  components: { examples: Record<string, { value: Envelope }>; schemas: Record<string, Schema> };
}

export interface DocumentOperation {
  operationId: OperationId;
  requestBody: { content: { 'application/json': { schema: Schema } } };
  /** The keys of the examples are codes, 0 for success. */
  responses: { 200: { content: { 'application/json': { examples: Record<string, unknown> } } } };
}

export interface Schema {
  $ref?: string;
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  'x-invalid-code'?: number;
}

/** The three fields of every answer. */
export interface Envelope {
  ActionStatus: string;
  ErrorInfo: string;
  ErrorCode: number;
}

/** A new copy of the document each time, because Prism changes what it is given. */
export function readDocument(): Document {
  const require = createRequire(import.meta.url);
  return structuredClone(require('@chat-openapi/openapi/openapi.json'));
}

/** The schema itself, where a reference into the components stands for it. Fields beside the reference win. */
export function resolveSchema(document: Document, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...beside } = schema;
  const target = document.components.schemas[$ref.replace('#/components/schemas/', '')];
  if (target === undefined) throw new Error(`The document refers to ${$ref}, which it does not hold.`);
  return { ...resolveSchema(document, target), ...beside };
}
