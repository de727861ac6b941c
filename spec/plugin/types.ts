import { isObject, retryClasses, sourceKinds, webhookTimes } from '../document.ts';
import type { NodeType, NodeTypes } from './redocly.ts';

const text = { type: 'string' };
const retry = { enum: [...retryClasses] };
const listed = { enum: ['current', 'former'] };
const evidence = { enum: [...sourceKinds] };
const sources = (value: unknown): string => (Array.isArray(value) ? 'ChatSourceList' : 'ChatSource');

/** A code with what one operation says of it otherwise; where several operations say the same, it stands in components/errors. */
const isErrorUse = (value: unknown): boolean =>
  isObject(value) && ('error' in value || String(value.$ref).includes('components/errors/'));

const errorProperties = {
  name: text,
  meaning: text,
  remedy: text,
  retry,
  renews: { enum: [true] },
  guide: text,
  tool: text,
  listed,
  source: 'ChatSource',
  disagreement: 'ChatDisagreementList',
};

/**
 * The shapes of this document's own keys. Redocly's `struct` rule checks them like any other part of OpenAPI, and only a
 * key that is declared here has the references below it resolved.
 */
const chatTypes: NodeTypes = {
  ChatSource: {
    properties: { page: text, url: text, date: text, evidence, covers: text, note: text },
    required: ['evidence', 'date'],
  },
  ChatSourceList: { properties: {}, items: 'ChatSource' },
  ChatRateLimit: {
    properties: {
      calls: { type: 'integer', minimum: 1 },
      seconds: { type: 'integer', minimum: 1 },
      by: text,
      code: { type: 'integer' },
      source: 'ChatSource',
    },
    required: ['calls', 'seconds'],
  },
  ChatRateLimitList: { properties: {}, items: 'ChatRateLimit' },
  ChatPagination: {
    properties: {
      items: text,
      cursor: { type: 'object', additionalProperties: text },
      first: { type: 'object' },
      end: { type: 'object' },
      emptyPageEnds: { enum: [true] },
    },
    required: ['items', 'cursor'],
  },
  ChatItemResults: {
    properties: { list: text, code: text, ok: { type: 'array', items: { type: 'integer' } } },
    required: ['list', 'code', 'ok'],
  },
  ChatCodeRange: { properties: { from: { type: 'integer' }, to: { type: 'integer' } }, required: ['from', 'to'] },
  ChatWebhookAnswer: {
    properties: {
      code: { type: 'integer' },
      given: { type: 'integer' },
      own: 'ChatCodeRange',
      fields: { type: 'array', items: text },
    },
    required: ['code'],
  },
  ChatWebhookAnswers: { properties: {}, additionalProperties: 'ChatWebhookAnswer' },
  ChatWebhook: {
    properties: {
      when: { enum: [...webhookTimes] },
      timeout: { type: 'integer', minimum: 1 },
      key: { type: 'array', items: text },
      answers: 'ChatWebhookAnswers',
    },
    required: ['when', 'timeout'],
  },
  ChatUnrepeatable: { properties: { source: 'ChatSource' }, required: ['source'] },
  ChatIdempotent: {
    properties: { replayCode: { type: 'integer' }, source: 'ChatSource' },
  },
  ChatDisagreement: { properties: { meaning: text, source: 'ChatSource' }, required: ['meaning', 'source'] },
  ChatDisagreementList: { properties: {}, items: 'ChatDisagreement' },
  ChatError: {
    properties: { code: { type: 'integer' }, ...errorProperties },
    required: ['code', 'name', 'meaning', 'remedy', 'retry', 'source'],
  },
  ChatErrorUse: { properties: { error: 'ChatError', ...errorProperties }, required: ['error'] },
  ChatErrorList: {
    properties: {},
    items: (value: unknown): string => (isErrorUse(value) ? 'ChatErrorUse' : 'ChatError'),
  },
  ChatTagGroup: { properties: { name: text, tags: { type: 'array', items: text } }, required: ['name', 'tags'] },
  ChatTagGroupList: { properties: {}, items: 'ChatTagGroup' },
  ChatErrorFamily: { properties: {}, additionalProperties: 'ChatError' },
  ChatErrorCatalogue: { properties: {}, additionalProperties: 'ChatErrorFamily' },
};

const additions: Record<string, Record<string, unknown>> = {
  Root: {
    'x-error-catalogue': 'ChatErrorCatalogue',
    'x-tagGroups': 'ChatTagGroupList',
    'x-common-errors': { type: 'array', items: text },
    'x-generated': text,
  },
  Tag: { 'x-displayName': text },
  Info: { 'x-source': sources },
  Server: { 'x-region': text, 'x-source': sources, 'x-backup-url': text, 'x-backup-source': 'ChatSource' },
  SecurityScheme: { 'x-source': sources },
  Parameter: { 'x-source': sources },
  Schema: {
    'x-source': sources,
    'x-invalid-code': { type: 'integer' },
    'x-filled': { enum: ['random'] },
    'x-max-bytes': { type: 'integer', minimum: 1 },
    'x-public': text,
  },
  Operation: {
    'x-source': sources,
    'x-rate-limit': 'ChatRateLimitList',
    'x-idempotent': 'ChatIdempotent',
    'x-not-idempotent': 'ChatUnrepeatable',
    'x-pagination': 'ChatPagination',
    'x-item-results': 'ChatItemResults',
    'x-errors': 'ChatErrorList',
    'x-webhooks': { type: 'array', items: text },
    'x-webhook': 'ChatWebhook',
  },
};

/** Redocly's types of OpenAPI 3 with this document's own keys added. */
export function extendTypes(types: NodeTypes): NodeTypes {
  const extended: NodeTypes = { ...types, ...chatTypes };
  for (const [name, properties] of Object.entries(additions)) {
    const type: NodeType | undefined = types[name];
    if (type) extended[name] = { ...type, properties: { ...type.properties, ...properties } };
  }
  return extended;
}
