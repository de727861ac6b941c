import { createRequire } from 'node:module';
import type { BundledDocument } from '@chat-openapi/openapi/document';

/** The document of the installed `@chat-openapi/openapi`. */
export function readDocument(): BundledDocument {
  return createRequire(import.meta.url)('@chat-openapi/openapi/openapi.json');
}
