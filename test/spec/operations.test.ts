/** What every operation of the document has, by name, so that whoever adds one sees what is missing. */
import { readFile } from 'node:fs/promises';
import { operationIds } from '@chat-openapi/openapi';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { readEvidence } from '../../scripts/evidence/evidence.ts';
import { inRoot } from '../../scripts/paths.ts';
import { type BundledOperation, fieldsOf, isObject, resolve, type Schema, wholeSchema } from '../../spec/document.ts';
import { sampleFiles } from '../../spec/plugin/sample-files.ts';
import { readSamples } from '../../spec/plugin/samples.ts';

const document = readDocument();
const operations = Object.entries(document.paths).map(([path, { post }]) => ({ path, post }));

/** The operations that a test does not hold for. */
const without = (has: (post: BundledOperation) => boolean): string[] =>
  operations.flatMap(({ post }) => (has(post) ? [] : [post.operationId]));

function successOf({ responses }: BundledOperation): ReturnType<typeof fieldsOf> {
  const { oneOf: [success = {}] = [] } = resolve(document, responses['200'].content['application/json'].schema);
  return fieldsOf(document, success);
}

it('there are the twelve operations of the channel service', () => {
  expect([...operationIds].sort()).toStrictEqual([
    'addSubscriber',
    'createOfficialAccount',
    'deleteSubscriber',
    'destroyOfficialAccount',
    'getOfficialAccountHistory',
    'getOfficialAccountInfo',
    'getSubscribedOfficialAccountList',
    'getSubscriberInfo',
    'modifyOfficialAccountBaseInfo',
    'modifySubscriberInfo',
    'recallOfficialAccountMsg',
    'sendOfficialAccountMsg',
  ]);
});

it('each has a summary, a description, its page, and sources', () => {
  expect(without(({ summary }) => /^[A-Z].*[^.]$/.test(summary))).toStrictEqual([]);
  expect(without(({ description }) => description.length > 60)).toStrictEqual([]);
  expect(without(({ externalDocs }) => externalDocs?.url.startsWith('https://') ?? false)).toStrictEqual([]);
  expect(without((post) => [post['x-source']].flat().length > 0)).toStrictEqual([]);
});

it('each has a summary and a description in every language', async () => {
  for (const language of ['ja', 'zh-CN']) {
    const texts = parse(await readFile(inRoot('spec', 'docs', language, 'document.yaml'), 'utf8'));
    const has = ({ operationId }: BundledOperation): boolean => {
      const { summary, description } = Object(texts.operations[operationId]);
      return typeof summary === 'string' && typeof description === 'string';
    };
    expect(without(has), language).toStrictEqual([]);
  }
});

it('each has a sample of every kind', () => {
  expect(without(({ operationId }) => readSamples(operationId).length === sampleFiles.length)).toStrictEqual([]);
});

it('each has an example of its request with every required field, and a success with all that comes', () => {
  const hasRequest = (post: BundledOperation): boolean =>
    Object.values(post.requestBody.content['application/json'].examples).length > 0;
  expect(without(hasRequest)).toStrictEqual([]);
  const lacking = operations.flatMap(({ post }) => {
    const [example] = Object.values(post.responses['200'].content['application/json'].examples);
    const { value } = resolve(document, example ?? expect.unreachable());
    const missing = Object.keys(successOf(post).properties).filter((name) => !isObject(value) || !(name in value));
    return missing.map((name) => `${post.operationId}: ${name}`);
  });
  expect(lacking).toStrictEqual([]);
});

it('each says whether it may be repeated after an unknown outcome, with the reason', () => {
  const reasonOf = (post: BundledOperation): string | undefined =>
    (post['x-idempotent'] ?? post['x-not-idempotent'])?.source?.note;
  expect(without((post) => (reasonOf(post)?.length ?? 0) > 15)).toStrictEqual([]);
  expect(without((post) => !('x-idempotent' in post && 'x-not-idempotent' in post))).toStrictEqual([]);
  expect(without((post) => 'x-idempotent' in post)).toStrictEqual([
    'createOfficialAccount',
    'sendOfficialAccountMsg',
    'recallOfficialAccountMsg',
  ]);
});

it('each field is described, and of what no page shows it is said where it comes from', () => {
  const bare = Object.entries(document.components.schemas).flatMap(([name, schema]) => undescribed(schema, name));
  expect(bare).toStrictEqual([]);
});

function undescribed(schema: Schema, place: string): string[] {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const whole = wholeSchema(document, field);
    const own = whole.description === undefined && whole.const === undefined ? [`${place}.${name}`] : [];
    return [...own, ...undescribed(field, `${place}.${name}`)];
  });
  const parts = [...(schema.items ? [schema.items] : []), ...(schema.allOf ?? [])];
  return [...fields, ...parts.flatMap((part) => undescribed(part, place))];
}

it('each number that may be larger than 31 bits says so', () => {
  const silent = Object.entries(document.components.schemas).flatMap(([name, schema]) => largeNumbers(schema, name));
  expect(silent.map(({ place }) => place)).toContain('SendOfficialAccountMsgRequest.Random');
  expect(silent.filter(({ text }) => !text.includes('2147483647')).map(({ place }) => place)).toStrictEqual([]);
});

function largeNumbers(schema: Schema, place: string): { place: string; text: string }[] {
  const own = (schema.maximum ?? 0) > 2 ** 31 - 1 ? [{ place, text: schema.description ?? '' }] : [];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
    largeNumbers(one, `${place}.${name}`),
  );
  const parts = [...(schema.items ? [schema.items] : []), ...(schema.allOf ?? [])];
  return [...own, ...fields, ...parts.flatMap((part) => largeNumbers(part, place))];
}

it('no operation more than these is without an answer that the vendor or somebody else has printed', async () => {
  const proven = new Set((await readEvidence()).map(({ operation }) => operation));
  const unproven = operations.filter(({ path }) => !proven.has(path)).map(({ post }) => post.operationId);
  expect(unproven).toStrictEqual([
    'modifyOfficialAccountBaseInfo',
    'getOfficialAccountInfo',
    'addSubscriber',
    'deleteSubscriber',
    'getSubscribedOfficialAccountList',
    'sendOfficialAccountMsg',
    'getOfficialAccountHistory',
  ]);
});

it('each may be called 200 times a second, and a channel broadcasts at its own rate', () => {
  const isCommon = ({ calls, seconds, by }: BundledOperation['x-rate-limit'][number]): boolean =>
    calls === 200 && seconds === 1 && by === undefined;
  expect(without((post) => post['x-rate-limit'].some(isCommon))).toStrictEqual([]);
  const keyed = operations.flatMap(({ post }) =>
    post['x-rate-limit'].filter((limit) => !isCommon(limit)).map((limit) => [post.operationId, limit]),
  );
  expect(keyed).toStrictEqual([
    ['sendOfficialAccountMsg', { by: 'Official_Account', calls: 1, seconds: 1, code: 10023 }],
    ['sendOfficialAccountMsg', { by: 'Official_Account', calls: 2, seconds: 3600, code: 10023 }],
  ]);
});
