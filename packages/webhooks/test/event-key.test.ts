import { webhooks } from '@chat-openapi/openapi/webhooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventKey } from '../src/index.ts';

const sent = 'OfficialAccount.CallbackAfterSendMsg';
const destroyed = 'OfficialAccount.CallbackAfterOfficialAccountDestroyed';

describe('the key of an event', () => {
  it('is made of the fields that the document names, and of no others', () => {
    expect(webhooks[sent].key).toStrictEqual(['Official_Account', 'MsgKey']);
    const event = { CallbackCommand: sent, Official_Account: '@TOA#_a', MsgKey: '1_1_2', EventTime: 1 };
    expect(eventKey({ ...event, EventTime: 2 })).toBe(eventKey(event));
    expect(eventKey({ ...event, MsgKey: '1_1_3' })).not.toBe(eventKey(event));
    expect(eventKey({ ...event, CallbackCommand: destroyed })).not.toBe(eventKey(event));
  });

  it('is made of the whole event where a field of them is missing', () => {
    const event = { CallbackCommand: sent, Official_Account: '@TOA#_a', EventTime: 1 };
    for (const more of [{}, { MsgKey: null }]) {
      expect(eventKey({ ...event, ...more, EventTime: 2 })).not.toBe(eventKey({ ...event, ...more }));
    }
  });

  it('is made of the whole event where it names none, whatever the order of the fields', () => {
    const key = (event: { [name: string]: unknown }): string => eventKey({ CallbackCommand: destroyed, ...event });
    expect(key({ a: 1, b: { c: [1, 2], d: 2 } })).toBe(key({ b: { d: 2, c: [1, 2] }, a: 1 }));
    expect(key({ a: [1, 2] })).not.toBe(key({ a: [2, 1] }));
    expect(key({ EventTime: 1 })).not.toBe(key({ EventTime: 2 }));
    expect(key({ a: '1' })).not.toBe(key({ a: 1 }));
    expect(eventKey({ CallbackCommand: 'constructor' })).toBe(
      '["constructor",{"fields":[["CallbackCommand","constructor"]]}]',
    );
  });

  it('tells two events apart that differ in anything', () => {
    const pair = fc.tuple(fc.jsonValue(), fc.jsonValue());
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [a, b] = [one, other].map((value) => eventKey({ CallbackCommand: 'A.B', ...{ value: plain(value) } }));
        let same = true;
        try {
          expect(plain(one)).toStrictEqual(plain(other));
        } catch {
          same = false;
        }
        expect(a === b).toBe(same);
      }),
    );
  });
});
