import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failedIn } from '../src/failed-items.ts';

const table = [
  { list: 'SubscriberList', code: 'Result', ok: [1, 2] },
  { list: 'RecallRetList', code: 'RetCode', ok: [0] },
  { list: 'SubscriberList', code: 'Result', ok: [1, 2] },
];

describe('the items that were not dealt with', () => {
  it('are found by the name of their list, each once, in their order', () => {
    const SubscriberList = [1, 3, 2, 4, 0].map((Result, index) => ({ Subscriber_Account: `user ${index}`, Result }));
    expect(failedIn({ ErrorCode: 0, SubscriberList }, table)).toStrictEqual([1, 3, 4].map((at) => SubscriberList[at]));
    const RecallRetList = [
      { MsgKey: 'a', RetCode: 10030 },
      { MsgKey: 'b', RetCode: 0 },
    ];
    expect(failedIn({ ErrorCode: 0, RecallRetList }, table)).toStrictEqual(RecallRetList.slice(0, 1));
    expect(failedIn({ RecallRetList, SubscriberList }, table)).toHaveLength(4);
  });

  it('are none without a list, and none that have no result', () => {
    for (const answer of [
      {},
      { SubscriberList: null },
      { SubscriberList: 5 },
      { SubscriberList: [{}, null, { Result: null }] },
    ]) {
      expect(failedIn(answer, table)).toStrictEqual([]);
    }
  });

  it('are found without a throw, whatever the answer is', () => {
    const answers = fc.record(
      { SubscriberList: fc.anything(), RecallRetList: fc.array(fc.anything()) },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(answers, (answer) => Array.isArray(failedIn(answer, table))));
  });
});
