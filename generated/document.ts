/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

/**
 * The form of the bundled document, once, for everything that reads it. Generation copies this file into `generated/`, and
 * packages import it from `@chat-openapi/openapi/document`. The lint rules check these shapes.
 */
import { createHash } from 'node:crypto';

/**
 * Whether a call that failed with a code may be repeated: `never` before something is changed; `throttled`, it was not
 * carried out and may be repeated after a pause; `transient`, it may or may not have been carried out.
 */
export const retryClasses = ['never', 'throttled', 'transient'] as const;
export type RetryClass = (typeof retryClasses)[number];

/** How well a fact is known: a page of the vendor says it, an answer showed it, or it is concluded from something else. */
export const sourceKinds = ['documented', 'observed', 'inferred'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/**
 * Where an answer comes from: this project's own recorder, a quotation by somebody who ran the service, or a sample printed
 * by the vendor. The best evidence stands first.
 */
export const evidenceKinds = ['recorded', 'observed', 'documented'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** How well it is known that an operation gives a code, the best first. */
export const proofKinds = [...evidenceKinds, 'inferred'] as const;
export type ProofKind = (typeof proofKinds)[number];

/** When the service sends a webhook: before the event, and waits for the answer, or after it. */
export const webhookTimes = ['before', 'after'] as const;
export type WebhookTime = (typeof webhookTimes)[number];

export interface BundledDocument {
  openapi: string;
  /** The do-not-edit notice of every generated file. */
  'x-generated': string;
  info: { title: string; version: string; summary: string; description: string };
  externalDocs: { url: string };
  servers: Server[];
  /** Of every operation that says nothing else: a list of requirements, each with the names of its schemes. */
  security: Record<string, string[]>[];
  tags: Tag[];
  /** The sections of the reference, in order. A tag that stands in none is a section of its own. */
  'x-tagGroups'?: TagGroup[];
  paths: Record<string, { post: BundledOperation }>;
  /** By the vendor's commands. */
  webhooks?: Record<string, { post: BundledWebhook }>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    securitySchemes: Record<string, SecurityScheme>;
    examples: Record<string, Example>;
  };
  'x-error-catalogue': Record<string, Record<string, CatalogueError>>;
  /** The families whose codes every operation can give. */
  'x-common-errors': string[];
}

export interface Reference {
  $ref: string;
}

export interface Tag {
  name: string;
  description: string;
  /** What a reader sees in place of the name. */
  'x-displayName'?: string;
}

/** A section: tags that belong together, under one name. */
export interface TagGroup {
  name: string;
  tags: string[];
}

export interface Source {
  page?: string;
  url?: string;
  date: string;
  evidence: SourceKind;
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
  additionalProperties?: boolean | Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  /** The field that tells the schemas of `oneOf` from each other. */
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
  items?: Schema;
  const?: unknown;
  enum?: unknown[];
  not?: Schema;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  default?: unknown;
  examples?: unknown[];
  /** The code that the service gives for a value that breaks the rule of this schema. */
  'x-invalid-code'?: number;
  /** The most bytes that a text may have in UTF-8. `maxLength` beside it has the same number. */
  'x-max-bytes'?: number;
  /** The client puts a random number of 32 bits there when it is missing, the same one in all attempts of a call. */
  'x-filled'?: 'random';
  /** Why recordings and reports may show the value. */
  'x-public'?: string;
  /** Left out where it is that of the operation. */
  'x-source'?: Source | Source[];
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

/** A code of the catalogue, or what one operation means by it. */
export interface CatalogueError {
  code: number;
  name: string;
  meaning: string;
  remedy: string;
  retry: RetryClass;
  /** A call that failed with it may be made again at once, with a new signature. */
  renews?: true;
  /** The guide that helps: its name, and after a `#` the heading. */
  guide?: string;
  /** The function of a package that helps, which its README shows. */
  tool?: string;
  /** `former` where the vendor's pages no longer list it. */
  listed?: 'current' | 'former';
  source: Source;
  disagreement?: { meaning: string; source: Source }[];
}

export interface MediaType {
  schema: Schema;
  /** In an answer the keys are codes, 0 for success. */
  examples: Record<string, Example | Reference>;
}

export interface BundledOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  externalDocs?: { url: string; description?: string };
  security?: Record<string, string[]>[];
  parameters: (Parameter | Reference)[];
  requestBody: { content: { 'application/json': MediaType } };
  responses: { '200': { description: string; content: { 'application/json': MediaType } } };
  'x-source': Source | Source[];
  /** All of them hold at once. */
  'x-rate-limit': RateLimit[];
  'x-idempotent'?: Idempotent;
  /** Why it must not be repeated after an unknown outcome, where a repeat may do something more. */
  'x-not-idempotent'?: { source: Source };
  'x-pagination'?: Pagination;
  'x-item-results'?: ItemResults;
  /**
   * Each code once: a reference into the catalogue or, where something is different on this operation, the whole record.
   * `errorsOf` resolves them.
   */
  'x-errors': (CatalogueError | Reference)[];
  /** The webhooks that a call may trigger, by their names under `webhooks`. */
  'x-webhooks'?: string[];
}

/** At most `calls` calls in any window of `seconds`. */
export interface RateLimit {
  calls: number;
  seconds: number;
  /** A field of the request: each value of it has a window of its own. */
  by?: string;
  /** The code of a call over this limit, where it is not 60007. */
  code?: number;
  /** Left out where it is that of the operation. */
  source?: Source;
}

/** On an operation whose repeat changes nothing more. */
export interface Idempotent {
  /** The code of a repeat that finds it done already. A read has none. */
  replayCode?: number;
  /** Left out where it is that of the operation. */
  source?: Source;
}

/** How a list comes in pages. All fields stand directly in request or answer. */
export interface Pagination {
  /** The list in the answer. */
  items: string;
  /** Fields of the next request, each with the field of the answer that it is filled from. */
  cursor: Record<string, string>;
  /** What they are in the first request. One that is not named is left out there. */
  first?: Record<string, unknown>;
  /** Fields of the answer with the values that they all have on the last page. */
  end?: Record<string, unknown>;
  /** A page without items is the last one as well. */
  emptyPageEnds?: true;
}

/** The result of each item, under an `ErrorCode` of 0. */
export interface ItemResults {
  /** The list in the answer. */
  list: string;
  /** The field of its items that has the result. */
  code: string;
  /** The values that are no failure. */
  ok: number[];
}

/** What the service sends to the app. */
export interface BundledWebhook {
  /** The vendor's command. */
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  externalDocs?: { url: string; description?: string };
  /** What stands in the address, beside what the app has put there. */
  parameters: (Parameter | Reference)[];
  /** The event. */
  requestBody: { content: { 'application/json': MediaType } };
  /** What the app answers. The keys of the examples are the names of the answers. */
  responses: { '200': { description: string; content: { 'application/json': MediaType } } };
  /** None: the credentials of calls are not those of webhooks. */
  security: [];
  'x-source': Source | Source[];
  'x-webhook': WebhookRules;
}

/** What a program has to know of a webhook. */
export interface WebhookRules {
  when: WebhookTime;
  /** Seconds until the service no longer waits for the answer. */
  timeout: number;
  /** Fields of the event that tell it from others of its kind. Without them only the whole event does. */
  key?: string[];
  /** What the answer can bring about, by names. Left out where it is ignored. */
  answers?: Record<string, WebhookAnswerRules>;
}

export interface WebhookAnswerRules {
  /** The `ErrorCode` of the answer. */
  code: number;
  /** The code that the caller of the operation gets then. */
  given?: number;
  /** Codes that the app may answer in place of `code`, to say why. */
  own?: { from: number; to: number };
  /** Fields of the answer that say more. At least one of them is there. */
  fields?: string[];
}

export type JsonObject = { [key: string]: unknown };

/** True for what is written in braces in JSON. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a pointer such as `#/components/schemas/Failure` leads to; undefined when there is nothing. */
export function follow(document: object, reference: string): unknown {
  let target: unknown = document;
  for (const part of reference.slice(1).split('/').slice(1)) {
    const key = decodePointer(part);
    target =
      typeof target === 'object' && target !== null && Object.hasOwn(target, key)
        ? Reflect.get(target, key)
        : undefined;
  }
  return target;
}

function decodePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

/**
 * A node itself or, when it is a reference inside the document, what that leads to in the end.
 *
 * @throws Error when the reference leads to nothing, or in a circle.
 */
export function resolve<T extends object>(document: object, node: T | Reference): T;
export function resolve(document: object, node: object): unknown {
  let target: unknown = node;
  const seen = new Set<string>();
  while (isObject(target) && typeof target.$ref === 'string') {
    if (seen.has(target.$ref)) throw new Error(`${target.$ref} leads in a circle.`);
    seen.add(target.$ref);
    const next = follow(document, target.$ref);
    if (typeof next !== 'object' || next === null) throw new Error(`${target.$ref} leads to nothing.`);
    target = next;
  }
  return target;
}

/** A schema, or what its reference leads to; keys next to the reference win. */
export function wholeSchema(document: object, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...own } = schema;
  return { ...resolve<Schema>(document, { $ref }), ...own };
}

/** The fields of an object and of all that it is composed of. */
export interface ObjectFields {
  properties: Record<string, Schema>;
  required: string[];
}

/**
 * Collects the fields of a schema, its references followed and its `allOf` put together.
 *
 * @param above References that led here. A part that leads back to one of them adds nothing.
 */
export function fieldsOf(document: object, schema: Schema, above: readonly string[] = []): ObjectFields {
  const { properties = {}, required = [], allOf = [] } = wholeSchema(document, schema);
  const open = schema.$ref === undefined ? above : [...above, schema.$ref];
  const parts = allOf
    .filter(({ $ref }) => $ref === undefined || !open.includes($ref))
    .map((part) => fieldsOf(document, part, open));
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), properties),
    required: [...parts.flatMap((part) => part.required), ...required],
  };
}

/**
 * A schema, or anything that holds schemas, as Ajv's option `discriminator` wants it. Ajv refuses `mapping`, which says nothing
 * that the `const` of each branch does not say; and where there is a discriminator it looks at objects only, so that anything
 * else would pass.
 */
export function forAjv(value: object): object {
  if (Array.isArray(value)) return value.map(forAjvBelow);
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, forAjvBelow(item)]));
  const { discriminator, oneOf } = copy;
  if (!isObject(discriminator) || !Array.isArray(oneOf)) return copy;
  return { type: 'object', ...copy, discriminator: { propertyName: discriminator.propertyName } };
}

const forAjvBelow = (item: unknown): unknown => (typeof item === 'object' && item !== null ? forAjv(item) : item);

/** Whether a text has at most `max` bytes in UTF-8. No character takes more than three for each unit of its length. */
export function fitsBytes(text: string, max: number): boolean {
  return text.length * 3 <= max || new TextEncoder().encode(text).length <= max;
}

/** Every code of the catalogue, by number. */
export function catalogueErrors(document: Pick<BundledDocument, 'x-error-catalogue'>): CatalogueError[] {
  return Object.values(document['x-error-catalogue'])
    .flatMap((family) => Object.values(family))
    .sort((a, b) => a.code - b.code);
}

/** The codes of an operation's own page, with what they mean on it. */
export function errorsOf(document: object, operation: Pick<BundledOperation, 'x-errors'>): CatalogueError[] {
  return operation['x-errors'].map((entry) => resolve(document, entry));
}

/** The codes that every operation can give, in the order of their families. */
export function commonErrors(
  document: Pick<BundledDocument, 'x-error-catalogue' | 'x-common-errors'>,
): CatalogueError[] {
  const families = document['x-error-catalogue'];
  return document['x-common-errors'].flatMap((family) => Object.values(families[family] ?? {}));
}

/** Their numbers alone. */
export function commonCodes(document: Pick<BundledDocument, 'x-error-catalogue' | 'x-common-errors'>): number[] {
  return commonErrors(document).map(({ code }) => code);
}

/** A limit as it is said in texts: `200 calls in a second`. */
export function limitInWords({ calls, seconds, by }: Pick<RateLimit, 'calls' | 'seconds' | 'by'>): string {
  const time = seconds === 1 ? 'a second' : seconds === 3600 ? 'an hour' : `${seconds} seconds`;
  return `${calls} ${calls === 1 ? 'call' : 'calls'} in ${time}${by === undefined ? '' : ` for each \`${by}\``}`;
}

/** Keys that say something to a reader and nothing to a program. */
export const wordKeys: ReadonlySet<string> = new Set([
  '$comment',
  'description',
  'disagreement',
  'example',
  'examples',
  'externalDocs',
  'guide',
  'info',
  'listed',
  'meaning',
  'remedy',
  'source',
  'summary',
  'tags',
  'title',
  'tool',
  'x-backup-source',
  'x-codeSamples',
  'x-displayName',
  'x-enumDescriptions',
  'x-generated',
  'x-not-idempotent',
  'x-source',
  'x-tagGroups',
]);

/** Keys whose own keys are names that the document gives. */
const namedKeys: ReadonlySet<string> = new Set(['properties', 'schemas']);

/**
 * The hash of what a document demands and promises, in 16 hex digits. Two documents that differ in words alone have the
 * same.
 */
export function hashDocument(document: object): string {
  const text = JSON.stringify(withoutWords(document, false));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function withoutWords(value: unknown, named: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutWords(item, false));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => named || !wordKeys.has(key));
  return Object.fromEntries(
    kept
      .map(([key, item]): [string, unknown] => [key, withoutWords(item, !named && namedKeys.has(key))])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
