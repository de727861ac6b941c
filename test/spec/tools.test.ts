/** The form of the document for other tools, and what is lost on the way to it. */
import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forTools } from '../../scripts/generate/tools/main.ts';
import { plainSchema } from '../../scripts/generate/tools/schema.ts';
import { inRoot } from '../../scripts/paths.ts';
import { binary, runNode } from '../../scripts/run.ts';
import { type BundledDocument, follow, isObject, type JsonObject, type Schema } from '../../spec/document.ts';

const readDocument = async (): Promise<BundledDocument> =>
  JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
const document = await readDocument();
const plain = forTools(document);

/** Every object in a value, with the keys that lead to it. */
function* objectsIn(node: unknown, keys: string[] = []): Generator<[JsonObject, string]> {
  if (isObject(node)) yield [node, keys.join('/')];
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) yield* objectsIn(value, [...keys, key]);
}

const at = (pointer: string): unknown => follow(plain, `#/${pointer}`);

describe('the document for other tools', () => {
  it('is the one that is committed, and valid OpenAPI 3.0', async () => {
    expect(JSON.parse(await readFile(inRoot('generated', 'openapi.tools.json'), 'utf8'))).toStrictEqual(plain);
    expect(plain.openapi).toBe('3.0.3');
    const args = ['lint', inRoot('generated', 'openapi.tools.json'), '--extends', 'spec', '--format', 'stylish'];
    const { code, output } = await runNode(binary('@redocly/cli', 'bin/cli.js'), args, { capture: true });
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('is valid') });
  });

  it('has the credentials as parameters of each operation, before its own', () => {
    const credentials = Object.values(document.components.securitySchemes).map(({ name }) => name);
    expect(credentials).toStrictEqual(['sdkappid', 'identifier', 'usersig']);
    expect(Object.keys(Object(plain.paths))).toStrictEqual(Object.keys(document.paths));
    for (const item of Object.values(Object(plain.paths))) {
      const parameters: { $ref: string }[] = Object(item).post.parameters;
      const found = parameters.map(({ $ref }) => Object(follow(plain, $ref)));
      expect(found.map(({ name }) => name)).toStrictEqual([...credentials, 'random', 'contenttype']);
      for (const parameter of found) expect(parameter).toMatchObject({ in: 'query', required: true });
    }
    const text = JSON.stringify(plain);
    expect(text).not.toMatch(/"(security|securitySchemes|apiKey)"/);
  });

  it('has no key of our own, no example of a code, and no reference that leads nowhere', () => {
    const keys = [...objectsIn(plain)].flatMap(([node, place]) => Object.keys(node).map((key) => `${place}/${key}`));
    expect(keys.filter((key) => /\/x-[^/]*$/.test(key))).toStrictEqual([]);
    expect(keys.filter((key) => /responses.*\/examples$|components\/examples/.test(key))).toStrictEqual([]);
    for (const [{ $ref }, place] of objectsIn(plain)) {
      if (typeof $ref === 'string') expect(follow(plain, $ref), place).toBeDefined();
    }
    for (const item of Object.values(Object(plain.paths))) {
      expect(Object(item).post.responses['200'].content['application/json'].example.ErrorCode).toBe(0);
    }
  });

  it('keeps fields, headers and components that are called like a key of ours', () => {
    const copy = structuredClone(document);
    const request = copy.components.schemas.DestroyOfficialAccountRequest;
    if (request?.properties === undefined) throw new Error('The test has to follow the document.');
    request.properties['x-trace'] = { type: 'string', examples: [{ 'x-kept': 1 }], 'x-public': 'no secret' };
    request.default = { 'x-kept': 2 };
    for (const { post } of Object.values(copy.paths)) {
      post.parameters.push({ name: 'x', in: 'query', description: 'x', schema: { $ref: '#/components/schemas/x-id' } });
    }
    copy.components.schemas['x-id'] = { type: 'string', 'x-public': 'no secret' };
    expect(follow(forTools(copy), '#/components/schemas/DestroyOfficialAccountRequest')).toMatchObject({
      properties: { 'x-trace': { type: 'string', example: { 'x-kept': 1 } } },
      default: { 'x-kept': 2 },
    });
    expect(follow(forTools(copy), '#/components/schemas/x-id')).toStrictEqual({ type: 'string' });
  });

  it('is not made when a parameter is named like a credential', () => {
    const copy = structuredClone(document);
    copy.components.parameters.Other = { name: 'usersig', in: 'query', description: 'x', schema: {} };
    expect(() => forTools(copy)).toThrow('A parameter is named like the credential usersig.');
  });

  it('lets the success of an answer be tried first, because a failure without ActionStatus looks like one', () => {
    const answers = Object.keys(document.components.schemas).filter((name) => name.endsWith('Response'));
    expect(answers).toHaveLength(Object.keys(document.paths).length);
    for (const answer of answers) {
      const [success] = document.components.schemas[answer]?.oneOf ?? [];
      expect(success?.$ref, answer).toMatch(/Success$/);
      expect(at(`components/schemas/${answer}`), answer).toMatchObject({
        anyOf: [success, { $ref: '#/components/schemas/Failure' }],
      });
    }
    expect(at('components/schemas/Failure/not')).toBeUndefined();
  });
});

describe('a schema of 3.1', () => {
  const schemas: Record<string, Schema> = {
    Id: { title: 'Id', type: 'string', maxLength: 3, description: 'An id.' },
    Thing: { type: 'object', properties: { Id: { $ref: '#/components/schemas/Id' } } },
    Tree: { type: 'array', items: { $ref: '#/components/schemas/Tree', description: 'Branches.' } },
  };
  const within = { components: { schemas } };

  it.each<[string, object, object]>([
    ['`const`', { const: 'a', type: 'string' }, { enum: ['a'], type: 'string' }],
    ['a type or null', { type: ['string', 'null'] }, { type: 'string', nullable: true }],
    ['several types', { type: ['string', 'integer'], title: 'x' }, { title: 'x' }],
    ['`examples`', { type: 'string', examples: ['a', 'b'] }, { type: 'string', example: 'a' }],
    ['an excluded bound', { exclusiveMinimum: 1, maximum: 9 }, { minimum: 1, exclusiveMinimum: true, maximum: 9 }],
    ['two bounds', { exclusiveMaximum: 9, maximum: 3, exclusiveMinimum: 3, minimum: 4 }, { maximum: 3, minimum: 4 }],
    ['a list of anything', { type: 'array' }, { type: 'array', items: {} }],
    ['named patterns', { patternProperties: { '^a': true }, additionalProperties: false }, {}],
    ['a condition', { if: { minimum: 1 }, else: { maximum: 3 }, not: { const: 2 } }, {}],
    [
      'a text by reference',
      { $ref: '#/components/schemas/Id', description: 'x' },
      { type: 'string', maxLength: 3, description: 'x' },
    ],
    [
      'an object by reference',
      { $ref: '#/components/schemas/Thing', description: 'x' },
      { allOf: [{ $ref: '#/components/schemas/Thing' }], description: 'x' },
    ],
    ['a bare reference', { $ref: '#/components/schemas/Id', 'x-source': [] }, { $ref: '#/components/schemas/Id' }],
    [
      'a circle',
      { $ref: '#/components/schemas/Tree', title: 'x' },
      { allOf: [{ $ref: '#/components/schemas/Tree' }], title: 'x' },
    ],
    [
      'two choices',
      { anyOf: [{ type: 'string' }], oneOf: [true] },
      { allOf: [{ anyOf: [{ type: 'string' }] }, { anyOf: [{}] }] },
    ],
    [
      'a choice by a field',
      { oneOf: [{ const: 1 }], discriminator: { propertyName: 'a' } },
      { oneOf: [{ enum: [1] }], discriminator: { propertyName: 'a' } },
    ],
  ])('with %s is one of 3.0', (_, given, expected) => {
    expect(plainSchema(within, given)).toStrictEqual(expected);
  });

  it('loses nothing that it accepts', () => {
    const names = fc.constantFrom('a', 'b', 'x-c');
    const leaves = [null, 0, 1, 2.5, '', 'a', 'aaaa', true];
    const values = [...leaves, [], {}, ...leaves.flatMap((one) => [[one], [0, one], { a: one }, { 'x-c': one, b: 1 }])];
    const leaf = fc.constantFrom(...leaves);
    const type = fc.constantFrom('string', 'integer', 'number', 'object', 'array', 'null', 'boolean');
    const { schema } = fc.letrec<{ schema: object | boolean; keywords: object }>((tie) => {
      const list = fc.array(tie('schema'), { minLength: 1, maxLength: 2 });
      const keyword = <T>(name: string, value: fc.Arbitrary<T>) => value.map((one) => ({ [name]: one }));
      return {
        schema: fc.oneof(
          { maxDepth: 3, depthIdentifier: 'schema' },
          fc.constantFrom<object | boolean>(true, { type: 'object' }, { $ref: '#/components/schemas/Id' }),
          fc.constant({ $ref: '#/components/schemas/Thing', minProperties: 1 }),
          fc.array(tie('keywords'), { minLength: 1, maxLength: 3 }).map((parts) => Object.assign({}, ...parts)),
        ),
        keywords: fc.oneof(
          keyword('type', fc.oneof(type, fc.uniqueArray(type, { minLength: 2, maxLength: 2 }))),
          keyword('const', leaf),
          keyword('enum', fc.uniqueArray(leaf, { minLength: 1, maxLength: 3 })),
          keyword('minimum', fc.integer({ min: 0, max: 2 })),
          keyword('maxLength', fc.integer({ min: 0, max: 2 })),
          keyword('required', fc.uniqueArray(names, { maxLength: 1 })),
          keyword('properties', fc.dictionary(names, tie('schema'), { maxKeys: 2 })),
          fc.record({ patternProperties: keyword('^x-', tie('schema')), additionalProperties: tie('schema') }),
          keyword('additionalProperties', tie('schema')),
          keyword('items', tie('schema')),
          fc.record({ prefixItems: fc.tuple(tie('schema')), items: tie('schema') }),
          ...['oneOf', 'anyOf', 'allOf'].map((name) => keyword(name, list)),
          // Not that of everything, for which Ajv makes code that does not run.
          keyword('not', tie('keywords')),
          fc.record({ if: tie('schema'), else: tie('schema') }),
        ),
      };
    });
    const components = {
      schemas: Object.fromEntries(Object.keys(schemas).map((name) => [name, plainSchema(within, schemas[name])])),
    };
    const options = { strict: false, logger: false, meta: false, validateSchema: false } as const;
    let accepted = 0;
    fc.assert(
      fc.property(schema, (given) => {
        const before = new Ajv2020(options).compile({ allOf: [given], ...within });
        const after = new Ajv(options).compile({ allOf: [plainSchema(within, given)], components });
        const good = values.filter((one) => before(one));
        accepted += good.length;
        expect(good.filter((one) => !after(one))).toStrictEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(500);
  });
});
