import { type OperationId, operationIds } from '@chat-openapi/openapi';
import { definitions, requestSchemas } from '@chat-openapi/openapi/request-schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import document from '../../../generated/openapi.json' with { type: 'json' };
import { checkBody } from '../src/check-body.ts';
import { ChatConfigError, textElement } from '../src/index.ts';

const message = { Official_Account: '@TOA#_a', MsgBody: [textElement('hi')] };
const channel = { Owner_Account: 'owner', Name: 'News' };
const pathsOf = (operation: OperationId, body: unknown): string[] => checkBody(operation, body).map(({ path }) => path);

/** The request example of each operation. */
const examples = Object.values(document.paths).flatMap(({ post }) =>
  Object.values<{ value: unknown }>(post.requestBody.content['application/json'].examples ?? {}).map(
    ({ value }): [string, unknown] => [post.operationId, value],
  ),
);

describe('a body that the document allows', () => {
  it.each(examples)('is the example of %s', (id, value) => {
    const operation = operationIds.find((one) => one === id);
    if (operation === undefined) return expect.unreachable();
    expect(checkBody(operation, value)).toStrictEqual([]);
  });

  it('need not have what the client fills in, and may have fields that are not known', () => {
    expect(checkBody('sendOfficialAccountMsg', message)).toStrictEqual([]);
    expect(checkBody('sendOfficialAccountMsg', { ...message, Random: 7, Later: 1 })).toStrictEqual([]);
  });
});

describe('a body that the document does not allow', () => {
  it('is told of by the path of the field', () => {
    const wrong: [OperationId, unknown, string[]][] = [
      ['createOfficialAccount', {}, ['Owner_Account', 'Name']],
      ['createOfficialAccount', { ...channel, Name: undefined }, ['Name']],
      ['createOfficialAccount', { ...channel, MaxSubscriberNum: 1.5 }, ['MaxSubscriberNum']],
      ['destroyOfficialAccount', { Official_Account: 'news' }, ['Official_Account']],
      ['sendOfficialAccountMsg', { ...message, MsgBody: [] }, ['MsgBody']],
      ['sendOfficialAccountMsg', { ...message, Random: 2 ** 32 }, ['Random']],
      ['sendOfficialAccountMsg', { ...message, OfflinePushInfo: { PushFlag: 2 } }, ['OfflinePushInfo.PushFlag']],
      [
        'addSubscriber',
        { Official_Account: '@TOA#_a', SubscriberList: [{ Subscriber_Account: 'a' }, {}] },
        ['SubscriberList[1].Subscriber_Account'],
      ],
    ];
    for (const [operation, body, paths] of wrong) expect(pathsOf(operation, body)).toStrictEqual(paths);
    const many = Array.from({ length: 101 }, (_, at) => ({ Subscriber_Account: `user ${at}` }));
    const tooMany = checkBody('addSubscriber', { Official_Account: '@TOA#_a', SubscriberList: many });
    expect(tooMany).toStrictEqual([{ path: 'SubscriberList', message: 'Array has too many items (101 > 100).' }]);
  });

  it('is told with the form that a text must have', () => {
    const [problem] = checkBody('destroyOfficialAccount', { Official_Account: 'news' });
    const { pattern } = document.components.schemas.OfficialAccountId;
    expect(problem).toStrictEqual({ path: 'Official_Account', message: `must match ${pattern}` });
  });

  it('has one problem for one mistake in an element, in the form that was meant', () => {
    const element = (MsgType: unknown, MsgContent: unknown) => ({ ...message, MsgBody: [{ MsgType, MsgContent }] });
    const text = element('TIMTextElem', { Texte: 'hi' });
    expect(checkBody('sendOfficialAccountMsg', text)).toStrictEqual([
      { path: 'MsgBody[0].MsgContent.Text', message: 'is missing' },
    ]);
    expect(pathsOf('sendOfficialAccountMsg', element('TIMTextElement', { Text: 'hi' }))).toStrictEqual([
      'MsgBody[0].MsgType',
    ]);
    expect(pathsOf('sendOfficialAccountMsg', element(undefined, {}))).toStrictEqual(['MsgBody[0].MsgType']);
    const relayed = element('TIMRelayElem', {
      MsgList: [{ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 5 } }] }],
    });
    expect(pathsOf('sendOfficialAccountMsg', relayed)).toContain(
      'MsgBody[0].MsgContent.MsgList[0].MsgBody[0].MsgContent.Text',
    );
  });

  it('has texts that are counted in bytes where the service does so', () => {
    const nameOf = (text: string) => checkBody('createOfficialAccount', { ...channel, Name: text });
    expect(nameOf('a'.repeat(150))).toStrictEqual([]);
    expect(nameOf('字'.repeat(50))).toStrictEqual([]);
    expect(nameOf('😀'.repeat(37))).toStrictEqual([]);
    expect(nameOf('字'.repeat(51))).toStrictEqual([
      { path: 'Name', message: 'has 153 bytes in UTF-8, and 150 are allowed' },
    ]);
    expect(nameOf('a'.repeat(151))).toStrictEqual([
      { path: 'Name', message: 'has 151 bytes in UTF-8, and 150 are allowed' },
    ]);
    expect(nameOf('😀'.repeat(38))).toHaveLength(1);
  });

  it('is no object, or nothing that can be written as JSON', () => {
    const round: { self?: unknown } = {};
    round.self = round;
    for (const body of [undefined, null, 'text', [message], 5, { Name: 1n }, round, () => message]) {
      expect(pathsOf('createOfficialAccount', body)).toStrictEqual(['']);
    }
  });

  it('is found without a throw, and no text of it is quoted', () => {
    const fields = fc.record(
      {
        Official_Account: fc.anything(),
        MsgBody: fc.oneof(fc.anything(), fc.array(fc.anything())),
        Random: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fields, (body) => {
        expect(checkBody('sendOfficialAccountMsg', body).length).toBeGreaterThanOrEqual(0);
      }),
    );
    const secret = 'planted-secret';
    const body = {
      Official_Account: secret,
      MsgBody: [{ MsgType: secret, MsgContent: secret }],
      CloudCustomData: [secret],
    };
    expect(JSON.stringify(checkBody('sendOfficialAccountMsg', body))).not.toContain(secret);
  });

  it('is that of no operation: this is an error', () => {
    const check = () => Reflect.apply(checkBody, undefined, ['addSubscribers', {}]);
    expect(check).toThrow(ChatConfigError);
    expect(check).toThrow('addSubscribers is no operation. Did you mean addSubscriber?');
  });
});

it('has rules for every operation, whose references lead somewhere', () => {
  expect(Object.keys(requestSchemas)).toStrictEqual([...operationIds]);
  const references = JSON.stringify({ definitions, requestSchemas }).matchAll(/"\$ref":"#\/\$defs\/(\w+)"/g);
  for (const [, name = ''] of references) expect(Object.hasOwn(definitions, name), name).toBe(true);
});
