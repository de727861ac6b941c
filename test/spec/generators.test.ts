/** What generators of other people's clients read out of the committed document. */
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { type BundledDocument, isObject, resolve } from '../../spec/document.ts';

const document: BundledDocument = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
const { schemas } = document.components;

/** Every object in the document, with the keys that lead to it. */
function* objectsIn(node: unknown, keys: string[] = []): Generator<[Record<string, unknown>, string[]]> {
  if (typeof node !== 'object' || node === null) return;
  if (isObject(node)) yield [node, keys];
  for (const [key, value] of Object.entries(node)) yield* objectsIn(value, [...keys, key]);
}

it('titles each schema with the name of its component', () => {
  for (const [name, { title }] of Object.entries(schemas)) expect(title).toBe(name);
});

it('says by enum what it says by const', () => {
  const constants = [...objectsIn(document)].filter(([node]) => 'const' in node);
  expect(constants.length).toBeGreaterThan(3);
  for (const [node, keys] of constants) expect(node.enum, keys.join('/')).toStrictEqual([node.const]);
});

it('excludes success at the object of a failure, and not inside ErrorCode', () => {
  for (const { post } of Object.values(document.paths)) {
    const { schema } = post.responses['200'].content['application/json'];
    const [, failure] = resolve(document, schema).oneOf ?? [];
    const { not, properties } = resolve(document, failure ?? {});
    expect(not).toMatchObject({ required: ['ErrorCode'], properties: { ErrorCode: { const: 0 } } });
    expect(properties?.ErrorCode).not.toHaveProperty('not');
    const validate = new Ajv2020({ strict: false }).compile(resolve(document, failure ?? {}));
    expect([{ ErrorCode: 1 }, { ErrorCode: 0 }, {}, { ErrorCode: '1' }].map((body) => validate(body))).toStrictEqual([
      true,
      false,
      false,
      false,
    ]);
  }
});

it('gives examples of a failure that are failures', () => {
  const { examples = [], ...failure } = schemas.Failure ?? {};
  const validate = new Ajv2020({ strict: false }).compile(failure);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(validate(example)).toBe(true);
});

it('has no format that a generator would make a type of its own of', () => {
  expect([...objectsIn(document)].filter(([node]) => typeof node.format === 'string')).toStrictEqual([]);
});

it('names a contact, and has no table in its description', () => {
  expect(document.info).toMatchObject({ contact: { name: 'chat-openapi', url: document.externalDocs.url } });
  expect(document.info.description).not.toMatch(/^\s*\||<details|130004/m);
  expect(document.info.description.split('\n').length).toBeLessThan(40);
});
