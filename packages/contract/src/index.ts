export type {
  BundledDocument,
  BundledOperation,
  BundledWebhook,
  CatalogueError,
  Example,
  Idempotent,
  JsonObject,
  MediaType,
  Parameter,
  RateLimit,
  Reference,
  Schema,
  SecurityScheme,
  Server,
  Source,
  Tag,
  WebhookAnswerRules,
  WebhookRules,
} from '@chat-openapi/openapi/document';
export { type Answer, type Checker, createChecker, type Request, type WebhookEvent } from './check.ts';
export { checkLines } from './check-lines.ts';
export type { Finding, Severity } from './findings.ts';
export type { Remark } from './json.ts';
export { type AnswerLine, readLines, type UnusableLine } from './lines.ts';
export { readDocument } from './read-document.ts';
export { asJunit, asMarkdown, asSarif, asText, type Checked, isExpected, sentence } from './report.ts';
