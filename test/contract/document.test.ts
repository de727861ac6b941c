/** The examples and the rules of the document. */
import { type MockCall, startMock } from '@chat-openapi/mock';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { examplesOf, faultyExamples, inlineExamples } from '../../scripts/evidence/examples.ts';
import { killAll, mutantsOf, targetsOf } from '../../scripts/evidence/mutate.ts';
import { isObject, type Schema } from '../../spec/document.ts';
import { writePrograms } from '../programs.ts';

const document = readDocument();
const destroy = '/v4/official_account_open_http_svc/destroy_official_account';

/** A copy of the document with one operation, in which one schema is different. */
function withSchema(name: string, change: (schema: Schema) => unknown): typeof document {
  const copy = structuredClone(document);
  const schema = copy.components.schemas[name];
  if (schema === undefined) throw new Error(`There is no schema ${name}; the test has to follow the document.`);
  change(schema);
  copy.paths = { [destroy]: copy.paths[destroy] ?? expect.unreachable() };
  return copy;
}

describe('the examples of the document', () => {
  it('fit their schemas, and every documented code has one', () => {
    expect(faultyExamples(document)).toStrictEqual([]);
    expect(inlineExamples(document).length).toBeGreaterThan(2);
    for (const { place, schema, value } of inlineExamples(document)) {
      const ajv = new Ajv2020({ strict: false, logger: false });
      expect(ajv.validate({ ...schema, components: document.components }, value), place).toBe(true);
    }
  });

  it('are reported when one does not fit, or is missing', () => {
    const copy = structuredClone(document);
    const { post } = copy.paths[destroy] ?? expect.unreachable();
    const { examples } = post.responses['200'].content['application/json'];
    const { 130004: _, ...rest } = examples;
    post.responses['200'].content['application/json'].examples = {
      ...rest,
      6017: { summary: '', value: { ActionStatus: 'FAIL', ErrorCode: 20001, ErrorInfo: 7 } },
    };
    post.requestBody.content['application/json'].examples = { wrong: { summary: '', value: {} } };
    expect(faultyExamples(copy)).toStrictEqual([
      "destroyOfficialAccount, request wrong: breaking at /Official_Account: found nothing, expected must have required property 'Official_Account'",
      'destroyOfficialAccount, answer 6017: its ErrorCode is 20001',
      'destroyOfficialAccount, answer 6017: breaking at /ErrorInfo: found 7, expected must be string',
      'destroyOfficialAccount, the code 130004 has no example',
    ]);
  });

  it('go through the real client to the mock and back, typed from end to end', async () => {
    const all = examplesOf(document);
    const code = programOf(all);
    const program = { file: 'examples', heading: '', language: 'ts', code, line: 1 };
    const written = await writePrograms('contract-examples', [program]);
    onTestFinished(() => written.remove());
    const calls: MockCall[] = [];
    await using mock = await startMock({ check: true, onCall: (call) => calls.push(call) });
    // One after the other: a compiler leaves a mock on a busy machine no time to answer.
    expect(await written.compile()).toBe('');
    const stdout = await written.run(program, mock.url);
    expect(JSON.parse(stdout)).toStrictEqual(
      all.flatMap(({ operation, answers, requests }) =>
        [...answers, ...requests].map(([key, value]) => [
          operation,
          key,
          isObject(value) && 'ErrorCode' in value ? value : 0,
        ]),
      ),
    );
    expect(calls.map(({ operation, body, valid }) => ({ operation, body, valid }))).toStrictEqual(
      all.flatMap(({ operation, answers, requests }) =>
        [...answers.map(() => requests[0]), ...requests].map((request) => ({
          operation,
          body: request?.[1],
          valid: true,
        })),
      ),
    );
  });
});

/** A program in which every example is a value of its type, and which calls the client for each answer and each request. */
function programOf(all: ReturnType<typeof examplesOf>): string {
  const literal = (value: unknown): string => JSON.stringify(value);
  const calls = all.flatMap(({ operation, answers, requests }) => {
    const type = (name: string): string => `${name}<'${operation}'>`;
    const body = literal(requests[0]?.[1]);
    const send = (client: string, given: string): string =>
      `${client}.${operation}(${given} satisfies ${type('Body')})`;
    return [
      ...answers.map(([key, value]) =>
        key === '0'
          ? `{ const expected: ${type('Success')} = ${literal(value)};
  equal('${operation}', '0', await ${send("answering('0')", body)}, expected); }`
          : `{ const expected: ${type('Failure')} = ${literal(value)};
  equal('${operation}', '${key}', await ${send(`answering('${key}')`, body)}.then(refuse, bodyOf), expected); }`,
      ),
      ...requests.map(
        ([key, value]) => `await reset();
seen.push(['${operation}', '${key}', (await ${send('chat', literal(value))}).ErrorCode]);`,
      ),
    ];
  });
  return `import { deepStrictEqual } from 'node:assert';
import { type ChatClient, createChatClient, isChatApiError } from '@chat-openapi/client';
import type { Body, Failure, Success } from '@chat-openapi/openapi';

const options = { region: 'singapore', sdkAppId: 1, identifier: 'contract', userSig: 'any', retry: 0, quota: false } as const;
const chat = createChatClient(options);
const seen: [string, string, unknown][] = [];

/** A client whose calls ask the mock for the example of a code. */
const answering = (code: string): ChatClient =>
  createChatClient({
    ...options,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, prefer: \`example=\${code}\` } }),
  });
const equal = <T>(operation: string, key: string, found: unknown, expected: T): void => {
  deepStrictEqual(found, expected);
  seen.push([operation, key, found]);
};
const reset = () => fetch(\`\${process.env.MOCK_URL}/_mock/reset\`, { method: 'POST' });
const refuse = (): never => {
  throw new Error('It should have failed.');
};
const bodyOf = (error: unknown): unknown => {
  if (!isChatApiError(error)) throw error;
  return error.body;
};
${calls.join('\n')}
console.log(JSON.stringify(seen));
`;
}

describe('the rules of the document', () => {
  it('are all caught when they are broken one at a time', () => {
    const { killed, survivors } = killAll(document);
    expect(survivors).toStrictEqual([]);
    expect(killed).toBeGreaterThan(80);
    console.info(`${killed} rules of the document broken, ${killed} caught, kill rate 100 %`);
  });

  it('are all of those that its schemas have', () => {
    const rules = new Set(targetsOf(document).flatMap((target) => mutantsOf(document, target).map(({ name }) => name)));
    for (const name of [
      'destroyOfficialAccount success /ErrorCode const',
      'destroyOfficialAccount success /ErrorCode required',
      'destroyOfficialAccount success /ActionStatus type',
      'destroyOfficialAccount failure / not',
      'destroyOfficialAccount failure / type',
      'destroyOfficialAccount request /Official_Account required',
      'destroyOfficialAccount request /Official_Account pattern',
      'destroyOfficialAccount request /Official_Account maxLength',
      'destroyOfficialAccount query /random maximum',
      'destroyOfficialAccount query /contenttype const',
      'destroyOfficialAccount query /usersig required',
    ]) {
      expect(rules).toContain(name);
    }
  });

  it('are found wherever a new operation puts them', () => {
    const changed = withSchema('Success', (schema) => {
      schema.required = ['ErrorCode', 'List'];
      Object.assign(schema.properties ?? {}, {
        List: {
          type: 'array',
          minItems: 1,
          maxItems: 2,
          items: {
            allOf: [
              {
                type: 'object',
                required: ['Id'],
                properties: { Id: { $ref: '#/components/schemas/OfficialAccountId' } },
              },
              {
                properties: {
                  Flag: { enum: ['A', 'B'] },
                  Share: { type: 'number', exclusiveMinimum: 0, multipleOf: 5 },
                },
              },
            ],
          },
        },
      });
    });
    // The example of the success has to have what is required now.
    const { post } = changed.paths[destroy] ?? expect.unreachable();
    Object.assign(post.responses['200'].content['application/json'].examples, {
      0: { summary: '', value: { ErrorCode: 0, List: [{ Id: '@TOA#_a', Share: 10 }] } },
    });
    const [success] = targetsOf(changed);
    const rules = mutantsOf(changed, success ?? expect.unreachable()).map(({ name }) =>
      name.split(' ').slice(2).join(' '),
    );
    expect(rules).toEqual(
      expect.arrayContaining([
        '/List minItems',
        '/List maxItems',
        '/List/0/Id required',
        '/List/0/Id pattern',
        '/List/0/Id maxLength',
        '/List/0/Flag enum',
        '/List/0/Share exclusiveMinimum',
        '/List/0/Share multipleOf',
      ]),
    );
    expect(killAll(changed).survivors).toStrictEqual([]);
  });

  it('are found in each form of an element, in lists of a few words, and where bytes are counted', () => {
    const changed = withSchema('Success', (schema) => {
      Object.assign(schema.properties ?? {}, {
        Types: {
          type: 'array',
          minItems: 2,
          maxItems: 3,
          uniqueItems: true,
          items: { type: 'string', enum: ['A', 'B', 'C'] },
        },
        Name: { type: 'string', maxLength: 5, 'x-max-bytes': 10 },
        Body: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Element' } },
      });
    });
    const element = (type: string, fields: Record<string, Schema>): Schema => ({
      type: 'object',
      required: ['MsgType', ...Object.keys(fields)],
      properties: { MsgType: { const: type }, ...fields },
    });
    Object.assign(changed.components.schemas, {
      Text: element('Text', { Text: { type: 'string', maxLength: 9 } }),
      Place: element('Place', { Latitude: { type: 'number', maximum: 90 } }),
      Relay: element('Relay', { List: { type: 'array', items: { $ref: '#/components/schemas/Element' } } }),
      Element: {
        oneOf: ['Text', 'Place', 'Relay'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
        discriminator: { propertyName: 'MsgType' },
      },
    });
    const [success] = targetsOf(changed);
    const rules = mutantsOf(changed, success ?? expect.unreachable()).map(({ name }) =>
      name.split(' ').slice(2).join(' '),
    );
    expect(rules).toEqual(
      expect.arrayContaining([
        '/Types/0 enum',
        '/Types minItems',
        '/Types maxItems',
        '/Types uniqueItems',
        '/Name maxLength',
        '/Name x-max-bytes',
        '/Body/0 discriminator',
        'Text /Body/0/Text maxLength',
        'Place /Body/0/Latitude maximum',
        'Place /Body/0/Latitude required',
        'Relay /Body/0/List type',
        'Relay Place /Body/0/List/0/Latitude maximum',
      ]),
    );
    expect(killAll(changed).survivors).toStrictEqual([]);
  });

  it('count as not caught when nothing looks at them, and stop the count when nobody knows how to break them', () => {
    const [target] = targetsOf(document);
    const blind = { ...(target ?? expect.unreachable()), check: () => [] };
    expect(mutantsOf(document, blind).every(({ findings }) => findings.length === 0)).toBe(true);
    const strange = withSchema('Success', (schema) => Object.assign(schema, { dependentRequired: { a: ['b'] } }));
    expect(() => killAll(strange)).toThrow('does not know how to break the rule "dependentRequired"');
  });
});
