/** The committed document, and what is added to it for Redoc. */
import { describe, expect, it } from 'vitest';
import { complete } from '../../scripts/generate/complete.ts';
import { expand } from '../../scripts/site/files/expand.ts';

const error = (code: number, name: string) => ({
  code,
  name,
  meaning: `The \`field\` of ${name}.`,
  remedy: `Mend ${name}.`,
  retry: 'never',
});

/** A small document in the form that the bundler leaves: references into the components only. */
function document() {
  const answer = (name: string) => ({
    description: 'Every outcome.',
    content: {
      'application/json': {
        schema: { $ref: `#/components/schemas/${name}` },
        examples: { '0': { summary: 'done', value: { ErrorCode: 0 } } },
      },
    },
  });
  return {
    openapi: '3.1.0',
    info: { title: 'Small', description: 'Introduction.\n' },
    paths: {
      '/v4/a/one': {
        post: {
          operationId: 'one',
          description: 'The first.',
          responses: { '200': { $ref: '#/components/responses/Shared' } },
          'x-errors': [{ error: error(7, 'Seven'), meaning: 'Another meaning.' }, error(5, 'Five')],
        },
      },
      '/v4/a/two': {
        post: {
          operationId: 'two',
          description: 'The second.',
          responses: { '200': { $ref: '#/components/responses/Shared' } },
          'x-errors': [error(7, 'Seven')],
        },
      },
    },
    components: {
      schemas: {
        Answer: { oneOf: [{ $ref: '#/components/schemas/Success' }, { $ref: '#/components/schemas/Failure' }] },
        Success: { properties: { ErrorCode: { const: 0 } } },
        Failure: { properties: { ErrorCode: { not: { const: 0 } } } },
      },
      responses: { Shared: answer('Answer') },
    },
    'x-error-catalogue': {
      own: { 5: error(5, 'Five'), 7: error(7, 'Seven') },
      access: { 60007: error(60007, 'TooFast') },
    },
    'x-common-errors': ['access'],
  };
}

const sample = { lang: 'shell', label: 'curl', source: 'curl one\n' };
const samplesOf = (operationId: string) => (operationId === 'one' ? [sample] : []);

const completed = () => complete(document());
const expanded = () => expand(completed(), samplesOf);

const mediaOf = (root: object, path: string): unknown =>
  path.split('.').reduce<unknown>((node, key) => Reflect.get(Object(node), key), root);

describe('the document as it is committed', () => {
  it('makes an example for each code, under its number, after that of success', () => {
    const examples = mediaOf(completed(), 'paths./v4/a/one.post.responses.200.content.application/json.examples');
    expect(Object.keys(Object(examples))).toStrictEqual(['0', '5', '7', '60007']);
    expect(examples).toMatchObject({
      '7': { summary: '7 Seven', value: { ActionStatus: 'FAIL', ErrorInfo: 'Another meaning.', ErrorCode: 7 } },
      '60007': { $ref: '#/components/examples/60007' },
    });
  });

  it('puts what is common or the same as in the catalogue into the components once, and writes its text without marks', () => {
    expect(mediaOf(completed(), 'components.examples')).toMatchObject({
      5: { summary: '5 Five' },
      7: { summary: '7 Seven', value: { ErrorInfo: 'The field of Seven.' } },
      60007: {
        summary: '60007 TooFast',
        value: { ActionStatus: 'FAIL', ErrorInfo: 'The field of TooFast.', ErrorCode: 60007 },
      },
    });
  });

  it('keeps the codes of operations that share an answer apart', () => {
    const root = completed();
    const examples = mediaOf(root, 'paths./v4/a/two.post.responses.200.content.application/json.examples');
    expect(Object.keys(Object(examples))).toStrictEqual(['0', '7', '60007']);
    expect(examples).toMatchObject({ '7': { $ref: '#/components/examples/7' } });
  });

  it('lets the fields of an operation win over those of the catalogue', () => {
    const own = mediaOf(completed(), 'paths./v4/a/one.post.x-errors');
    expect(own).toMatchObject([
      { code: 7, name: 'Seven', meaning: 'Another meaning.', remedy: 'Mend Seven.' },
      { $ref: '#/x-error-catalogue/own/5' },
    ]);
    expect(own).not.toHaveProperty('0.error');
  });

  it('leaves the text of operations and introduction as it was written', () => {
    const root = completed();
    expect(mediaOf(root, 'paths./v4/a/one.post.description')).toBe('The first.');
    expect(root.info.description).toBe('Introduction.\n');
  });

  it('drops a response that stands in its operations now, and keeps the schemas that it refers to', () => {
    expect(mediaOf(completed(), 'components')).not.toHaveProperty('responses');
    expect(Object.keys(Object(mediaOf(completed(), 'components.schemas')))).toStrictEqual([
      'Answer',
      'Success',
      'Failure',
    ]);
  });

  it('says what is wrong with a document that was not linted', () => {
    const root = {
      ...document(),
      'x-common-errors': ['nothing'],
      'x-error-catalogue': { nothing: { 1: { code: 1 } } },
    };
    expect(() => complete(root)).toThrow('errors/nothing: an error needs code, name and meaning');
  });
});

describe('the document for Redoc', () => {
  it('adds a list of the own codes to the description, and leaves out what every operation can give', () => {
    const root = expanded();
    const description = mediaOf(root, 'paths./v4/a/one.post.description');
    expect(description).toMatch(
      /^The first\.\n\n\*\*Error codes[\s\S]*\n- \*\*7 Seven\*\*: Another meaning\. Mend Seven\./,
    );
    expect(description).not.toContain('60007');
    const examples = mediaOf(root, 'paths./v4/a/one.post.responses.200.content.application/json.examples');
    expect(Object.keys(Object(examples))).toStrictEqual(['0', '5', '7']);
    expect(root.info.description).toBe('Introduction.\n');
  });

  it('adds the samples of an operation, and nothing to an operation without any', () => {
    const root = expanded();
    expect(mediaOf(root, 'paths./v4/a/one.post.x-codeSamples')).toStrictEqual([sample]);
    expect(mediaOf(root, 'paths./v4/a/two.post')).not.toHaveProperty('x-codeSamples');
  });

  it('leaves the document that it is made from as it was', () => {
    const root = completed();
    const before = structuredClone(root);
    expand(root, samplesOf);
    expect(root).toStrictEqual(before);
  });
});
