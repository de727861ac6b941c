/** A change of the document for each rule that rates one. */
import { readFileSync } from 'node:fs';
import type { Rate } from '../../scripts/diff/ratings.ts';
import { readDocumentText } from '../../scripts/diff/versions.ts';
import { inRoot } from '../../scripts/paths.ts';
import { isObject, type JsonObject } from '../../spec/document.ts';

export const documentText = readFileSync(inRoot('generated', 'openapi.json'), 'utf8');

const path = '/v4/official_account_open_http_svc/destroy_official_account';

/** Short names of places in the document. */
const places: Record<string, string[]> = {
  post: ['paths', path, 'post'],
  answer: ['paths', path, 'post', 'responses', '200', 'content', 'application/json'],
  request: ['components', 'schemas', 'DestroyOfficialAccountRequest'],
  response: ['components', 'schemas', 'DestroyOfficialAccountResponse'],
  id: ['components', 'schemas', 'OfficialAccountId'],
  success: ['components', 'schemas', 'Success'],
  failure: ['components', 'schemas', 'Failure'],
  hook: ['webhooks', 'Closed', 'post', 'requestBody', 'content', 'application/json', 'schema'],
};

/** What stands at a place afterwards: nothing, a value, or what a function makes of what was there. */
type Made = unknown | ((old: unknown) => unknown);

/** Changes a document at places such as `id maxLength`. */
export function change(document: JsonObject, ...changes: [place: string, made: Made][]): JsonObject {
  // Not a structured clone: parts that are written once would stay one.
  const copy = JSON.parse(JSON.stringify(document));
  for (const [place, made] of changes) {
    const [first = '', ...rest] = place.split(' ');
    const keys = [...(places[first] ?? [first]), ...rest];
    const last = keys.pop() ?? '';
    let node: unknown = copy;
    for (const key of keys) node = Reflect.get(Object(node), key);
    const holder = Object(node);
    const value = typeof made === 'function' ? made(holder[last]) : made;
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return copy;
}

const add =
  (...items: unknown[]) =>
  (old: unknown): unknown[] => [...(Array.isArray(old) ? old : []), ...items];
const drop =
  (index: number) =>
  (old: unknown): unknown[] =>
    Array.isArray(old) ? old.toSpliced(index, 1) : [];
const reverse = (old: unknown): unknown => (Array.isArray(old) ? old.toReversed() : old);
const rename =
  (from: string, to: string) =>
  (old: unknown): unknown =>
    isObject(old) ? Object.fromEntries(Object.entries(old).map(([key, item]) => [key === from ? to : key, item])) : old;

const kind = { type: 'string', enum: ['a', 'b'] };
const text = { type: 'string' };
const rules = {
  when: 'before',
  timeout: 2,
  answers: { allow: { code: 0 }, refuse: { code: 1 }, swap: { code: 0, fields: ['a'] } },
};
const paging = { items: 'List', cursor: { Next: 'Next' }, end: { Next: '' } };
const results = { list: 'List', code: 'Result', ok: [0] };
const parameter = { name: 'page', in: 'query', schema: { type: 'integer' } };
const webhook = {
  post: {
    operationId: 'onClosed',
    requestBody: {
      content: {
        'application/json': { schema: { type: 'object', required: ['a'], properties: { a: text, b: text } } },
      },
    },
    responses: { 200: { description: 'Done.' } },
  },
};

const ownSchemas = [places.request, places.response, places.id, places.success, places.failure].map((keys) =>
  keys?.at(-1),
);

/** One operation and its schemas: most rows have a copy of them. */
const oneOperation = change(
  readDocumentText(documentText, 'generated/openapi.json'),
  ['paths', (old: unknown) => ({ [path]: Object(old)[path] })],
  [
    'components schemas',
    (old: unknown) => Object.fromEntries(Object.entries(Object(old)).filter(([name]) => ownSchemas.includes(name))),
  ],
);

/** The document with what it may have one day, so that every rule has something to work on. */
export const fullDocument = change(
  oneOperation,
  ['request properties Kind', kind],
  [
    'request properties Either',
    {
      oneOf: [
        { title: 'text', type: 'string' },
        { title: 'number', type: 'integer' },
      ],
    },
  ],
  ['request properties Title', { type: 'string', maxLength: 9, 'x-max-bytes': 9 }],
  ['success properties Kind', { ...kind, 'x-public': 'It is one of two words.' }],
  // A field that has the name of a keyword.
  ['success properties description', { type: 'string', maxLength: 9 }],
  ['post responses 200 headers', { 'X-Id': { schema: text } }],
  ['post parameters', add(parameter)],
  ['post x-rate-limit', add({ calls: 9, seconds: 9, code: 10023 })],
  ['post x-pagination', paging],
  ['post x-item-results', results],
  ['request properties Number', { type: 'integer', minimum: 0, maximum: 4294967295, 'x-filled': 'random' }],
  ['request properties Either discriminator', { propertyName: 'Kind', mapping: { a: 'A' } }],
  ['webhooks', { Closed: structuredClone(webhook), Plain: webhook }],
  ['webhooks Closed post x-webhook', rules],
  ['post x-webhooks', ['Closed']],
  ['servers', add({ url: 'https://plain.example.com', 'x-region': 'moon' })],
  ['other', { a: 1 }],
);

const server = { url: 'https://example.com', 'x-region': 'mars' };
const schemas = '#/components/schemas';

export type Row = [
  what: string,
  rate: Rate,
  rule: string,
  place: string,
  made: Made,
  ...more: [place: string, made: Made][],
];

/** One change each, the rate that it has to get, and the rule that has to give it. */
export const documentChanges: Row[] = [
  // What callers send.
  [
    'a required field added',
    'breaking',
    'required-properties-added',
    'request properties Name',
    text,
    ['request required', add('Name')],
  ],
  ['an optional field added', 'additive', 'not-breaking', 'request properties Name', text],
  ['a field of the request removed', 'breaking', 'property-removed', 'request properties Kind', undefined],
  ['a field no longer required', 'additive', 'not-breaking', 'request required', []],
  ['a field that becomes required', 'breaking', 'required-properties-added', 'request required', add('Kind')],
  ['a narrower bound', 'breaking', 'schema-constraint-changed', 'id maxLength', 40],
  ['a wider bound', 'additive', 'not-breaking', 'id maxLength', 60],
  ['a bound where none was', 'breaking', 'schema-constraint-changed', 'id minLength', 8],
  ['a bound taken away', 'additive', 'not-breaking', 'id maxLength', undefined],
  ['another pattern', 'breaking', 'schema-constraint-changed', 'id pattern', '^x'],
  ['another type in the request', 'breaking', 'schema-type-changed', 'id type', 'integer'],
  ['a wider type in the request', 'additive', 'not-breaking', 'id type', ['string', 'integer']],
  ['a value taken from the request', 'breaking', 'enum-values-removed', 'request properties Kind enum', ['a']],
  ['a value added to the request', 'additive', 'not-breaking', 'request properties Kind enum', add('c')],
  [
    'an alternative taken from the request',
    'breaking',
    'schema-combinator-changed',
    'request properties Either oneOf',
    drop(1),
  ],
  ['a closed request', 'breaking', 'schema-constraint-changed', 'request additionalProperties', false],
  ['a format', 'breaking', 'schema-constraint-changed', 'id format', 'uuid'],
  ['a default', 'additive', 'not-breaking', 'id default', '@TOA#_a'],
  [
    'a required parameter added',
    'breaking',
    'parameter-became-required',
    'post parameters',
    add({ ...parameter, name: 'z', required: true }),
  ],
  ['an optional parameter added', 'additive', 'not-breaking', 'post parameters', add({ ...parameter, name: 'z' })],
  ['a parameter removed', 'breaking', 'parameter-removed', 'post parameters', drop(2)],
  ['a shared parameter removed', 'breaking', 'parameter-removed', 'post parameters', drop(0)],
  ['a parameter that becomes required', 'breaking', 'parameter-became-required', 'post parameters 2 required', true],
  ['a parameter renamed', 'breaking', 'parameter-removed', 'components parameters Random name', 'rnd'],
  [
    'a parameter written otherwise',
    'breaking',
    'parameter-serialization-changed',
    'post parameters 2 style',
    'pipeDelimited',
  ],
  ['the body removed', 'breaking', 'request-body-removed', 'post requestBody', undefined],
  [
    'another media type',
    'breaking',
    'media-type-removed',
    'post requestBody content',
    rename('application/json', 'text/plain'),
  ],
  // What callers read.
  ['a field of the answer added', 'additive', 'not-breaking', 'success properties New', text],
  ['a field of the answer removed', 'breaking', 'property-removed', 'success properties ErrorInfo', undefined],
  ['a field of the answer no longer required', 'breaking', 'required-properties-removed', 'success required', []],
  ['a field of the answer that becomes required', 'additive', 'not-breaking', 'success required', add('ErrorInfo')],
  ['another type in the answer', 'breaking', 'schema-type-changed', 'success properties ErrorInfo type', 'integer'],
  [
    'a wider type in the answer',
    'breaking',
    'schema-type-changed',
    'success properties ErrorInfo type',
    ['string', 'null'],
  ],
  ['another const in the answer', 'breaking', 'schema-constraint-changed', 'success properties ErrorCode const', 1],
  [
    'a const taken from the answer',
    'breaking',
    'schema-constraint-changed',
    'success properties ErrorCode const',
    undefined,
  ],
  ['a "not" taken from the answer', 'breaking', 'schema-constraint-changed', 'failure not', undefined],
  [
    'a bound taken from the answer',
    'breaking',
    'schema-constraint-changed',
    'success properties description maxLength',
    undefined,
  ],
  ['a value added to the answer', 'breaking', 'enum-values-added', 'success properties Kind enum', add('c')],
  ['a value taken from the answer', 'additive', 'not-breaking', 'success properties Kind enum', ['a']],
  ['a form of answer added', 'breaking', 'schema-combinator-changed', 'response oneOf', add({ type: 'object' })],
  ['another status', 'breaking', 'response-removed', 'post responses', rename('200', '201')],
  ['a status added', 'additive', 'not-breaking', 'post responses 400', { description: 'No.' }],
  ['a header removed', 'breaking', 'response-header-removed', 'post responses 200 headers', undefined],
  // What the service calls.
  ['a webhook removed', 'breaking', 'path-removed', 'webhooks', {}],
  ['all webhooks removed', 'breaking', 'path-removed', 'webhooks', undefined],
  ['a webhook added', 'additive', 'not-breaking', 'webhooks Opened', webhook],
  ['a field of a webhook removed', 'breaking', 'property-removed', 'hook properties b', undefined],
  ['a field of a webhook added', 'additive', 'not-breaking', 'hook properties c', text],
  ['a field of a webhook that becomes required', 'additive', 'not-breaking', 'hook required', add('b')],
  // Where, and as whom.
  ['a path renamed', 'breaking', 'path-removed', 'paths', rename(path, '/v4/other')],
  [
    'an operation added',
    'additive',
    'not-breaking',
    'paths /v4/other',
    { post: { operationId: 'other', responses: {} } },
  ],
  ['another method', 'breaking', 'operation-removed', `paths ${path}`, rename('post', 'put')],
  ['another operationId', 'breaking', 'operation-id-changed', 'post operationId', 'terminate'],
  ['an operation deprecated', 'additive', 'not-breaking', 'post deprecated', true],
  ['a host replaced', 'breaking', 'server-removed', 'servers 0 url', 'https://example.com'],
  ['a region removed', 'breaking', 'server-removed', 'servers', drop(0)],
  ['a region added', 'additive', 'not-breaking', 'servers', add(server)],
  ['a region renamed', 'breaking', 'server-removed', 'servers 0 x-region', 'mars'],
  ['the regions in another order', 'documentation', 'order-changed', 'servers', reverse],
  [
    'a credential more',
    'breaking',
    'security-requirement-changed',
    'security 0 extra',
    [],
    ['components securitySchemes extra', { type: 'apiKey', in: 'query', name: 'extra' }],
  ],
  ['a credential less', 'additive', 'not-breaking', 'security 0 usersig', undefined],
  ['a credential elsewhere', 'breaking', 'security-scheme-changed', 'components securitySchemes usersig in', 'header'],
  [
    'a component renamed',
    'breaking',
    'component-removed',
    'components schemas',
    rename('DestroyOfficialAccountRequest', 'Termination'),
    ['post requestBody content application/json schema $ref', `${schemas}/Termination`],
  ],
  [
    'a reference to another schema',
    'breaking',
    'schema-type-changed',
    'components schemas Other',
    { type: 'integer' },
    ['request properties Official_Account $ref', `${schemas}/Other`],
  ],
  ['another version of the format', 'breaking', 'openapi-version-changed', 'openapi', '3.2.0'],
  ['another patch version of the format', 'additive', 'not-breaking', 'openapi', '3.1.1'],
  // Extensions.
  ['a code removed', 'breaking', 'operation-error-removed', 'post x-errors', drop(2)],
  ['a code added', 'additive', 'operation-error-added', 'post x-errors', add({ code: 7, name: 'New', retry: 'never' })],
  ['another retry class', 'breaking', 'operation-error-retry-changed', 'post x-errors 0 retry', 'transient'],
  ['a code that a new signature mends', 'additive', 'operation-error-renews-added', 'post x-errors 0 renews', true],
  [
    'a code of the catalogue that a new signature mends',
    'additive',
    'error-renews-added',
    'x-error-catalogue account 70003 renews',
    true,
  ],
  [
    'a code that a new signature no longer mends',
    'breaking',
    'error-renews-removed',
    'x-error-catalogue account 70001 renews',
    undefined,
  ],
  ['another name of a code', 'breaking', 'operation-error-changed', 'post x-errors 0 name', 'Other'],
  ['another meaning of a code', 'documentation', 'documentation-changed', 'post x-errors 0 meaning', 'Other.'],
  ['the codes in another order', 'documentation', 'order-changed', 'post x-errors', reverse],
  ['a code taken from the catalogue', 'breaking', 'error-removed', 'x-error-catalogue access 60002', undefined],
  ['a code added to the catalogue', 'additive', 'error-added', 'x-error-catalogue access 7', { code: 7 }],
  [
    'another retry class in the catalogue',
    'breaking',
    'error-retry-changed',
    'x-error-catalogue access 60002 retry',
    'transient',
  ],
  ['common codes removed', 'breaking', 'common-errors-removed', 'x-common-errors', drop(0)],
  ['common codes added', 'additive', 'common-errors-added', 'x-common-errors', add('group')],
  ['a lower limit', 'breaking', 'rate-limit-lowered', 'post x-rate-limit 0 calls', 100],
  ['a longer window', 'breaking', 'rate-limit-lowered', 'post x-rate-limit 0 seconds', 2],
  ['a higher limit', 'additive', 'rate-limit-raised', 'post x-rate-limit 0 calls', 300],
  ['no limit', 'additive', 'rate-limit-raised', 'post x-rate-limit', undefined],
  ['a limit that is no number', 'breaking', 'rate-limit-lowered', 'post x-rate-limit 0 calls', 'many'],
  ['a limit by a field', 'breaking', 'rate-limit-key-changed', 'post x-rate-limit 0 by', 'Official_Account'],
  ['another code of a limit', 'breaking', 'rate-limit-code-changed', 'post x-rate-limit 1 code', 6017],
  ['the code of a limit', 'additive', 'rate-limit-code-added', 'post x-rate-limit 0 code', 10023],
  ['a further limit', 'breaking', 'rate-limit-lowered', 'post x-rate-limit', add({ calls: 1, seconds: 2 })],
  ['no longer idempotent', 'breaking', 'idempotency-changed', 'post x-idempotent', undefined],
  ['idempotent now', 'additive', 'idempotency-added', 'webhooks Closed post x-idempotent', {}],
  ['a backup host', 'additive', 'backup-host-added', 'servers 8 x-backup-url', 'https://example.com'],
  ['another replay code', 'breaking', 'idempotency-changed', 'post x-idempotent replayCode', 130002],
  [
    'another source of the replay code',
    'documentation',
    'documentation-changed',
    'post x-idempotent source date',
    '2027-01-01',
  ],
  ['another code for a wrong value', 'breaking', 'invalid-code-changed', 'id x-invalid-code', 20001],
  ['a code for a wrong value', 'additive', 'invalid-code-added', 'request x-invalid-code', 20001],
  ['fewer bytes', 'breaking', 'byte-limit-lowered', 'request properties Title x-max-bytes', 8],
  ['bytes that are counted now', 'breaking', 'byte-limit-lowered', 'id x-max-bytes', 48],
  ['more bytes', 'additive', 'byte-limit-raised', 'request properties Title x-max-bytes', 10],
  [
    'bytes that are no longer counted',
    'additive',
    'byte-limit-raised',
    'request properties Title x-max-bytes',
    undefined,
  ],
  ['pages', 'additive', 'pagination-added', 'webhooks Closed post x-pagination', paging],
  ['another cursor', 'breaking', 'pagination-changed', 'post x-pagination cursor', { Offset: 'Next' }],
  ['no pages', 'breaking', 'pagination-changed', 'post x-pagination', undefined],
  ['results of items', 'additive', 'item-results-added', 'webhooks Closed post x-item-results', results],
  ['another good result', 'breaking', 'item-results-changed', 'post x-item-results ok', add(1)],
  ['no results of items', 'breaking', 'item-results-changed', 'post x-item-results', undefined],
  ['a field that is filled in', 'additive', 'filled-field-added', 'id x-filled', 'random'],
  [
    'a field that is no longer filled in',
    'breaking',
    'filled-field-removed',
    'request properties Number x-filled',
    undefined,
  ],
  ['why it is not repeated', 'documentation', 'documentation-changed', 'post x-not-idempotent', { source: {} }],
  [
    'a field that tells forms apart',
    'additive',
    'discriminator-added',
    'response discriminator',
    { propertyName: 'ErrorCode' },
  ],
  [
    'another form of a value',
    'breaking',
    'discriminator-changed',
    'request properties Either discriminator mapping a',
    'B',
  ],
  ['what a webhook needs, said at last', 'additive', 'webhook-rules-added', 'webhooks Plain post x-webhook', rules],
  ['a further answer', 'additive', 'webhook-answer-added', 'webhooks Closed post x-webhook answers drop', { code: 2 }],
  ['codes of its own', 'additive', 'webhook-answer-added', 'webhooks Closed post x-webhook answers refuse own', {}],
  [
    'a further field',
    'additive',
    'webhook-answer-added',
    'webhooks Closed post x-webhook answers swap fields',
    add('b'),
  ],
  ['a first field', 'breaking', 'webhook-answer-changed', 'webhooks Closed post x-webhook answers allow fields', ['b']],
  ['no such answer', 'breaking', 'webhook-answer-changed', 'webhooks Closed post x-webhook answers swap', undefined],
  ['another code', 'breaking', 'webhook-answer-changed', 'webhooks Closed post x-webhook answers refuse code', 3],
  ['more time', 'additive', 'webhook-timeout-raised', 'webhooks Closed post x-webhook timeout', 5],
  ['less time', 'breaking', 'webhook-changed', 'webhooks Closed post x-webhook timeout', 1],
  ['another moment', 'breaking', 'webhook-changed', 'webhooks Closed post x-webhook when', 'after'],
  ['other fields that tell apart', 'breaking', 'webhook-changed', 'webhooks Closed post x-webhook key', ['b']],
  ['a webhook of a call', 'additive', 'operation-webhook-added', 'post x-webhooks', add('Closed')],
  ['no webhook of a call', 'breaking', 'operation-webhook-removed', 'post x-webhooks', drop(0)],
  ['a field that recordings show', 'additive', 'public-added', 'request x-public', 'It is no secret.'],
  ['a field that recordings hide', 'additive', 'public-removed', 'success properties Kind x-public', undefined],
  [
    'another reason to show it',
    'documentation',
    'documentation-changed',
    'success properties Kind x-public',
    'Why not.',
  ],
  ['another backup host', 'breaking', 'backup-host-changed', 'servers 0 x-backup-url', 'https://example.com'],
  ['no backup host', 'breaking', 'backup-host-changed', 'servers 0 x-backup-url', undefined],
  ['an extension that no rule knows', 'breaking', 'extension-unrated', 'post x-other', 1],
  ['a keyword that no rule knows', 'breaking', 'unrated', 'other a', 2],
  // What only readers see.
  ['another description', 'documentation', 'documentation-changed', 'post description', 'Other.'],
  ['another example', 'documentation', 'documentation-changed', 'answer examples 0 value ErrorInfo', 'fine'],
  ['another version', 'documentation', 'documentation-changed', 'info version', '9.0.0'],
  ['another tag', 'documentation', 'documentation-changed', 'post tags', ['other']],
  ['another source', 'documentation', 'documentation-changed', 'post x-source', { page: '1' }],
  ['another sample', 'documentation', 'documentation-changed', 'post x-codeSamples', [{ lang: 'shell', source: 'x' }]],
];

const ownPlaces = new Set(['post', 'answer', 'request', 'response', 'id', 'success', 'failure']);

/** Whether a row changes nothing but an operation and its schemas, so that it can stand beside others in one document. */
export const isLocal = ([, , , place, made, ...more]: Row): boolean =>
  [[place, made] as const, ...more].every(([one]) => ownPlaces.has(one.split(' ')[0] ?? ''));

/** The documents before and after all of some local rows: each row has an operation and schemas of its own. */
export function mergeRows(rows: Row[]): { before: JsonObject; after: JsonObject } {
  const copies = rows.map(([, , , place, made, ...more], number) => ({
    before: numbered(fullDocument, number),
    after: numbered(change(fullDocument, [place, made], ...more), number),
  }));
  const merge = (parts: Copy[]): JsonObject =>
    change(
      fullDocument,
      ['paths', Object.assign({}, ...parts.map(({ paths }) => paths))],
      ['components schemas', Object.assign({}, ...parts.map(({ schemas }) => schemas))],
    );
  return { before: merge(copies.map((copy) => copy.before)), after: merge(copies.map((copy) => copy.after)) };
}

/** Whether a place belongs to the row of a number. */
export const isOfRow = (pointer: string, number: number): boolean => pointer.includes(`-row${number}/`);

interface Copy {
  paths: unknown;
  schemas: unknown;
}

function numbered(document: JsonObject, number: number): Copy {
  const { paths, components } = JSON.parse(
    JSON.stringify(document).replaceAll(/"(#\/components\/schemas\/\w+)"/g, `"$1-row${number}"`),
  );
  const rename = (from: object): unknown =>
    Object.fromEntries(Object.entries(from).map(([name, item]) => [`${name}-row${number}`, item]));
  return { paths: rename(paths), schemas: rename(components.schemas) };
}
