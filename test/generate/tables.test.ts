/** What the tables for the run time of a client hold, made of a document of the test's own and of the real one. */
import {
  byteLimits,
  itemResults,
  listLimits,
  operations,
  type PagedBody,
  type PageItem,
  paging,
  type ResultItem,
} from '@chat-openapi/openapi';
import { expect, expectTypeOf, it } from 'vitest';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { tables } from '../../scripts/generate/tables/main.ts';

it('say how each list comes in pages', () => {
  expect(paging).toStrictEqual({
    getSubscriberInfo: { items: 'SubscriberList', cursor: { Next: 'Next' }, first: { Next: '' }, end: { Next: '' } },
    getSubscribedOfficialAccountList: {
      items: 'OfficialAccountInfoList',
      cursor: { Offset: 'Next' },
      first: { Offset: 0 },
      end: { CompleteFlag: 1 },
    },
    getOfficialAccountHistory: {
      items: 'RspMsgList',
      cursor: { LastMsgKey: 'LastMsgKey' },
      first: {},
      end: { IsFinished: 2 },
      emptyPageEnds: true,
    },
  });
  expectTypeOf<PageItem<'getSubscriberInfo'>['Subscriber_Account']>().toEqualTypeOf<string>();
  expectTypeOf<PagedBody<'getSubscriberInfo'>>().toExtend<{ Official_Account: string; Next?: string }>();
});

it('say where the results of items are, and which lists have a limit', () => {
  expect(itemResults).toStrictEqual({
    getOfficialAccountInfo: { list: 'OfficialAccountInfoList', code: 'ErrorCode', ok: [0] },
    addSubscriber: { list: 'SubscriberList', code: 'Result', ok: [1, 2] },
    deleteSubscriber: { list: 'SubscriberList', code: 'Result', ok: [1, 2] },
    recallOfficialAccountMsg: { list: 'RecallRetList', code: 'RetCode', ok: [0] },
  });
  expectTypeOf<ResultItem<'recallOfficialAccountMsg'>>().toEqualTypeOf<{ MsgKey: string; RetCode: number }>();
  expect(listLimits).toStrictEqual({
    getOfficialAccountInfo: { list: 'OfficialAccountIdList', max: 50, joined: ['OfficialAccountInfoList'] },
    addSubscriber: { list: 'SubscriberList', max: 100, joined: ['SubscriberList'] },
    recallOfficialAccountMsg: { list: 'MsgKeyList', max: 10, joined: ['RecallRetList'] },
  });
});

it('say whose bytes are counted, and what is filled in', () => {
  expect(byteLimits.createOfficialAccount).toStrictEqual([
    [['Name'], 150],
    [['Introduction'], 400],
    [['FaceUrl'], 500],
    [['Organization'], 500],
    [['CustomString'], 3000],
  ]);
  expect(byteLimits.recallOfficialAccountMsg).toStrictEqual([[['Reason'], 100]]);
  expect(operations.sendOfficialAccountMsg.filled).toStrictEqual(['Random']);
});

it('follow lists, forms and schemas that hold themselves', () => {
  const document = structuredClone(readDocument());
  const { schemas } = document.components;
  const limited = { type: 'string', maxLength: 9, 'x-max-bytes': 9 };
  Object.assign(schemas.TIMTextElem?.properties?.MsgContent?.properties ?? expect.unreachable(), { Text: limited });
  Object.assign(schemas.AddSubscriberRequest?.properties?.SubscriberList?.items?.properties ?? expect.unreachable(), {
    Note: limited,
  });
  const modules = new Map(tables(readApi(document)));
  const text = modules.get('byte-limits.ts') ?? '';
  expect(text).toContain('addSubscriber: [[["SubscriberList","*","Note"],9]],');
  // What is forwarded inside of a message is not followed again.
  expect(text).toContain('sendOfficialAccountMsg: [[["MsgBody","*","MsgContent","Text"],9]],');
});

it('leave out a request with two lists that have limits, because nothing says which one is cut', () => {
  const document = structuredClone(readDocument());
  const request = document.components.schemas.AddSubscriberRequest ?? expect.unreachable();
  Object.assign(request.properties ?? {}, { More: { type: 'array', maxItems: 5, items: { type: 'string' } } });
  request.required?.push('More');
  expect(new Map(tables(readApi(document))).get('list-limits.ts')).not.toContain('addSubscriber');
});

it('are whole where the document has nothing for them', () => {
  const document = structuredClone(readDocument());
  const path = '/v4/official_account_open_http_svc/destroy_official_account';
  document.paths = { [path]: document.paths[path] ?? expect.unreachable() };
  delete document.components.schemas.MessageElement;
  const modules = new Map(tables(readApi(document)));
  expect(modules.get('paging.ts')).toContain('export const paging = {\n\n}');
  expect(modules.get('unions.ts')).toMatch(/\nexport \{\};\n$/);
  expect(modules.get('index.ts')).not.toContain('unions.ts');
});
