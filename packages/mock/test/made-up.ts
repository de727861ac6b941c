/** A small document, and rules for it, with what the real one does not have yet. */
// Loaded beforehand, so that it does not count for the time of the first test that needs it.
import '../src/prism.ts';
import { onTestFinished } from 'vitest';
import type { Mock } from '../src/index.ts';
import type { MockDocument } from '../src/operations.ts';
import type { MockOptions } from '../src/options.ts';
import type { BeforeEvents, RuleOf, Rules } from '../src/rules/rule.ts';
import { checkOptions } from '../src/settings.ts';
import { serve } from '../src/start-mock.ts';

const success = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
const failure = (code: number) => ({
  summary: 'It failed.',
  value: { ActionStatus: 'FAIL', ErrorInfo: 'It failed.', ErrorCode: code },
});

function operationOf(operationId: string, body: object, answer: object, example: object, more: object = {}) {
  return {
    post: {
      operationId,
      tags: ['things'],
      summary: operationId,
      parameters: [{ $ref: '#/components/parameters/Random' }],
      requestBody: { content: { 'application/json': { schema: body, examples: {} } } },
      responses: {
        200: {
          description: 'Every outcome.',
          content: {
            'application/json': {
              schema: { oneOf: [answer, { $ref: '#/components/schemas/Failure' }] },
              examples: {
                0: { summary: 'Done', value: { ...success, ...example } },
                7001: failure(7001),
                60007: { $ref: '#/components/examples/60007' },
              },
            },
          },
        },
      },
      'x-rate-limit': [],
      'x-errors': [],
      ...more,
    },
  };
}

const plain = { type: 'object', required: ['ErrorCode'], properties: { ErrorCode: { const: 0 } } };
const thing = {
  type: 'object',
  required: ['ErrorCode', 'Name', 'Count'],
  properties: { ErrorCode: { const: 0 }, Name: { type: 'string' }, Count: { type: 'integer' } },
};

const answer = {
  type: 'object',
  required: ['ActionStatus', 'ErrorCode', 'ErrorInfo'],
  properties: { ErrorCode: { type: 'integer' }, Size: { type: 'integer' } },
};
const webhookOf = (event: object, rules: object) => ({
  post: {
    requestBody: { content: { 'application/json': { schema: event } } },
    responses: { 200: { content: { 'application/json': { schema: answer } } } },
    'x-webhook': rules,
  },
});

const document: MockDocument = Object({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1.0.0' },
  'x-error-catalogue': {},
  paths: {
    '/things/get': operationOf('getThing', { $ref: '#/components/schemas/Key' }, thing, {
      Name: 'of the document',
      Count: 1,
    }),
    '/things/list': operationOf('listThings', { type: 'object' }, thing, { Name: 'of the document', Count: 1 }),
    '/things/send': operationOf('sendThing', { $ref: '#/components/schemas/Parcel' }, plain, {}),
    '/things/limited': operationOf(
      'limitThing',
      { type: 'object' },
      plain,
      {},
      {
        'x-rate-limit': [
          { calls: 4, seconds: 3600 },
          { by: 'Key', calls: 2, seconds: 3600, code: 7001 },
        ],
      },
    ),
  },
  webhooks: {
    'Thing.Before': webhookOf(
      { type: 'object', required: ['Items'] },
      {
        when: 'before',
        timeout: 60,
        answers: {
          allow: { code: 0 },
          refuse: { code: 3, given: 7001, own: { from: 10, to: 20 } },
          shrink: { code: 0, fields: ['Size'] },
        },
      },
    ),
    'Thing.After': webhookOf({ type: 'object', required: ['Name'] }, { when: 'after', timeout: 60 }),
  },
  components: {
    parameters: { Random: { name: 'random', in: 'query', required: true, schema: { type: 'integer' } } },
    examples: Object.fromEntries([6017, 20001, 60003, 60007, 60025].map((code) => [code, failure(code)])),
    schemas: {
      Failure: { type: 'object', required: ['ErrorCode'], properties: { ErrorCode: { not: { const: 0 } } } },
      Key: { type: 'object', required: ['Key'], properties: { Key: { type: 'string', maxLength: 20 } } },
      Parcel: {
        type: 'object',
        required: ['Items'],
        properties: {
          Items: { type: 'array', minItems: 1, maxItems: 2, items: { $ref: '#/components/schemas/Item' } },
          Note: { type: 'string', maxLength: 6, 'x-max-bytes': 6, 'x-invalid-code': 7002 },
        },
      },
      Item: {
        oneOf: [{ $ref: '#/components/schemas/Text' }, { $ref: '#/components/schemas/Box' }],
        discriminator: {
          propertyName: 'Type',
          mapping: { Text: '#/components/schemas/Text', Box: '#/components/schemas/Box' },
        },
      },
      Text: {
        type: 'object',
        required: ['Type', 'Content'],
        properties: {
          Type: { const: 'Text' },
          Content: {
            type: 'object',
            required: ['Text'],
            properties: { Text: { type: 'string', minLength: 1, 'x-invalid-code': 7003 }, Size: { enum: [1, 2] } },
          },
        },
      },
      // Holds itself: a box may hold boxes.
      Box: {
        type: 'object',
        required: ['Type', 'Items'],
        properties: {
          Type: { const: 'Box' },
          Items: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
        },
      },
    },
  },
});

interface GetThingSuccess {
  ActionStatus?: 'OK';
  ErrorCode: 0;
  ErrorInfo?: string;
  Name: string;
  Count?: number;
}

const getThing: RuleOf<{ Key: string }, GetThingSuccess, 7001 | 7002> = ({ Key }, { identifier, refuse }) => {
  if (Key === 'none') return refuse(7001, 'There is none. Ask for another.');
  if (Key === 'wrong') return JSON.parse('{"Name": 7}');
  return { Name: `${Key} of ${identifier}`, Count: 3 };
};

const sendThing: RuleOf<{ Items: object[] }, Omit<GetThingSuccess, 'Name' | 'Count'>, 7001> = (_body, context) => {
  const heard: { name?: string } = Object(context.heard)('Thing.Before') ?? {};
  context.tell({ about: 'parcels', command: 'Thing.After', fields: { Name: heard.name ?? 'as it was' } });
  return {};
};

/** A mock of that document, for one test. */
export async function startMadeUp(options: MockOptions = {}): Promise<Mock> {
  const rules: Rules = Object({ getThing, sendThing });
  const beforeEvents: BeforeEvents = Object({
    sendThing: ({ Items }: { Items: object[] }) => ({ about: '', command: 'Thing.Before', fields: { Items } }),
  });
  const mock = await serve(checkOptions({ check: true, ...options }), document, { rules, beforeEvents });
  onTestFinished(() => mock.close());
  return mock;
}

/** A call of one of its operations with a body, as JSON unless it is text: the body of the answer with its reason, or the text that came instead. */
export async function askMadeUp({ url }: Mock, name: string, body: unknown, headers = {}): Promise<unknown> {
  const target = `${url}/things/${name}?sdkappid=1&identifier=me&usersig=any&random=1`;
  const response = await fetch(target, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  if (response.status !== 200) return response.text();
  return { ...Object(await response.json()), reason: response.headers.get('x-mock-reason') };
}
