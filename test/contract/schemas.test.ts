/** What the checker makes of schemas that a document may have. */
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import type { BundledDocument, Schema } from '../../spec/document.ts';

const ok = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };

/** The document with other schemas, and an operation whose success has the fields that are given. */
function withSchemas(schemas: Record<string, unknown>, fields: Record<string, unknown>, required: string[] = []) {
  const copy = structuredClone(readDocument());
  Object.assign(copy.components.schemas, schemas);
  const { properties } = copy.components.schemas.Success ?? {};
  Object.assign(properties ?? expect.unreachable(), fields);
  copy.components.schemas.Success?.required?.push(...required);
  return copy;
}

function findingsIn(document: BundledDocument): (body: object) => string[] {
  const checker = createChecker(document);
  const operation = 'destroyOfficialAccount';
  return (body) =>
    checker
      .checkAnswer({ operation, body: { ...ok, ...body } })
      .map(({ severity, pointer, rule }) => `${severity} ${pointer} ${rule}`);
}

const element = (type: string, fields: Record<string, Schema>): Schema => ({
  type: 'object',
  required: ['MsgType', ...Object.keys(fields)],
  properties: { MsgType: { const: type }, ...fields },
});

const elements = {
  Text: element('Text', { Text: { type: 'string', maxLength: 9 } }),
  Place: element('Place', { Latitude: { type: 'number' }, Longitude: { type: 'number' } }),
  Relay: element('Relay', { MsgList: { type: 'array', items: { $ref: '#/components/schemas/Element' } } }),
  Element: {
    oneOf: ['Text', 'Place', 'Relay'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
    discriminator: { propertyName: 'MsgType', mapping: { Text: '#/components/schemas/Text' } },
  },
};

describe('a checker', () => {
  it('finds one fault where one element of many forms lacks one field', () => {
    const find = findingsIn(
      withSchemas(elements, { Body: { type: 'array', items: { $ref: '#/components/schemas/Element' } } }),
    );
    expect(find({ Body: [{ MsgType: 'Text', Text: 'a' }] })).toStrictEqual([]);
    expect(find({ Body: [{ MsgType: 'Place', Latitude: 1 }] })).toStrictEqual(['breaking /Body/0/Longitude required']);
    expect(find({ Body: [{ MsgType: 'Other' }] })).toStrictEqual(['breaking /Body/0 discriminator']);
    expect(find({ Body: ['Text', { MsgType: 'Text', Text: 'a' }] })).toStrictEqual(['breaking /Body/0 type']);
    expect(find({ Body: [{ Text: 'a' }] })).toContain('breaking /Body/0 discriminator');
  });

  it('knows the fields of the form that an element has, and not those of others', () => {
    const find = findingsIn(
      withSchemas(elements, { Body: { type: 'array', items: { $ref: '#/components/schemas/Element' } } }),
    );
    expect(find({ Body: [{ MsgType: 'Text', Text: 'a', Latitude: 1 }] })).toStrictEqual([
      'additive /Body/0/Latitude field',
    ]);
  });

  it('follows a schema that holds itself as deep as a body goes', () => {
    const find = findingsIn(withSchemas(elements, { Body: { $ref: '#/components/schemas/Element' } }));
    const relayed = (inner: object): object => ({ MsgType: 'Relay', MsgList: [inner] });
    expect(find({ Body: relayed(relayed({ MsgType: 'Text', Text: 7, New: 1 })) })).toStrictEqual([
      'breaking /Body/MsgList/0/MsgList/0/Text type',
      'additive /Body/MsgList/0/MsgList/0/New field',
    ]);
    let deep: object = { MsgType: 'Text', Text: 'a' };
    for (let depth = 0; depth < 30_000; depth += 1) deep = relayed(deep);
    expect(find({ Body: deep })).toStrictEqual(['breaking  depth']);
  });

  it('counts bytes where the document does', () => {
    const find = findingsIn(withSchemas({}, { Name: { type: 'string', maxLength: 6, 'x-max-bytes': 6 } }));
    expect(find({ Name: 'abcdef' })).toStrictEqual([]);
    expect(find({ Name: '名前' })).toStrictEqual([]);
    expect(find({ Name: '名前a' })).toStrictEqual(['breaking /Name x-max-bytes']);
    expect(find({ Name: 7 })).toStrictEqual(['breaking /Name type']);
  });

  it('says at the first use of an operation that its schema cannot be compiled, and serves the others', () => {
    const copy = structuredClone(readDocument());
    const [[path, { post }] = expect.unreachable()] = Object.entries(copy.paths).filter(
      ([, one]) => one.post.operationId === 'destroyOfficialAccount',
    );
    const broken = structuredClone(post);
    broken.operationId = 'brokenOperation';
    broken.requestBody.content['application/json'].schema = { $ref: '#/components/schemas/Nowhere' };
    copy.paths['/v4/broken/operation'] = { post: broken };
    const checker = createChecker(copy);
    expect(checker.checkAnswer({ operation: path, body: ok })).toStrictEqual([]);
    expect(checker.checkAnswer({ operation: 'brokenOperation', body: ok })).toStrictEqual([]);
    const request = { operation: 'brokenOperation', query: new URLSearchParams(), body: '{}' };
    expect(() => checker.checkRequest(request)).toThrow(
      /^The request of brokenOperation cannot be checked: .*components\/schemas\/Nowhere/,
    );
  });

  it('does not mind keywords that it does not know', () => {
    const find = findingsIn(withSchemas({}, { Name: { type: 'string', 'x-other': true, contentMediaType: 'a/b' } }));
    expect(find({ Name: 'a' })).toStrictEqual([]);
  });
});
