/** The types of rules, and a mock of a made-up document: rules with data, bodies that are judged by their schemas, limits. */
import { describe, expect, it } from 'vitest';
import type { ContextOf, DataOf, Rule, RuleOf, Rules } from '../src/rules/rule.ts';
import { askMadeUp, startMadeUp } from './made-up.ts';

interface Answer {
  ActionStatus?: 'OK';
  ErrorCode: 0;
  ErrorInfo?: string;
  Name: string;
  Next?: string;
}

type Example = RuleOf<{ Key: string }, Answer, 7001>;

describe('the type of a rule', () => {
  it('wants every field of the answer, with its type', () => {
    const whole: DataOf<Answer> = { Name: '', Next: '' };
    const right: Example = () => ({ Name: '', Next: '' });
    // @ts-expect-error a field is missing, although the answer may lack it
    const missing: Example = () => ({ Name: '' });
    // @ts-expect-error a field is misspelt
    const misspelt: Example = () => ({ Name: '', Nxt: '' });
    // @ts-expect-error a field has another type
    const mistyped: Example = () => ({ Name: 1, Next: '' });
    // @ts-expect-error the answer of this operation holds no data
    const nothing: Rule<'destroyOfficialAccount'> = () => ({ Name: '' });
    expect([whole, right, missing, misspelt, mistyped, nothing]).toHaveLength(6);
  });

  it('knows the fields of the request', () => {
    const right: Example = ({ Key }) => ({ Name: Key, Next: '' });
    // @ts-expect-error the request has no such field
    const wrong: Example = ({ Kay }) => ({ Name: Kay, Next: '' });
    expect([right, wrong]).toHaveLength(2);
  });

  it('refuses only with codes of the operation', () => {
    const right: Example = (_body, { refuse }) => refuse(7001, 'Why.');
    // @ts-expect-error the operation has no such code
    const undocumented: Example = (_body, { refuse }) => refuse(7002, 'Why.');
    // @ts-expect-error a refusal is made by `refuse`
    const byHand: Example = () => ({ code: 7001, reason: 'state', info: 'Why.' });
    // A helper for some codes can be used by every operation that has them.
    const helper = ({ refuse }: ContextOf<7001>) => refuse(7001, 'Why.');
    const shared: RuleOf<object, Answer, 7001 | 7002> = (_body, context) => helper(context);
    expect([right, undocumented, byHand, shared]).toHaveLength(4);
  });

  it('is for operations of the document', () => {
    const right: Rules = { destroyOfficialAccount: () => ({}) };
    // @ts-expect-error no such operation
    const wrong: Rules = { explodeOfficialAccount: () => ({}) };
    expect([right, wrong]).toHaveLength(2);
  });
});

describe('a rule', () => {
  it('answers with data that the mock writes', async () => {
    const mock = await startMadeUp();
    expect(await askMadeUp(mock, 'get', { Key: 'a' })).toStrictEqual({
      ActionStatus: 'OK',
      ErrorInfo: '',
      ErrorCode: 0,
      Name: 'a of me',
      Count: 3,
      reason: 'ok',
    });
  });

  it('refuses with a code and a sentence', async () => {
    const answer = await askMadeUp(await startMadeUp(), 'get', { Key: 'none' });
    expect(answer).toMatchObject({ ErrorCode: 7001, ErrorInfo: 'There is none. Ask for another.', reason: 'state' });
  });

  it('is found out when what it answers is not as the document says', async () => {
    const answer = await askMadeUp(await startMadeUp(), 'get', { Key: 'wrong' });
    expect(answer).toMatch(/^chat-mock has a fault: an answer of getThing does not fit the document\. /);
    const unchecked = await askMadeUp(await startMadeUp({ check: false }), 'get', { Key: 'wrong' });
    expect(unchecked).toMatchObject({ ErrorCode: 0, Name: 7 });
  });

  it('need not exist: the document answers, and the reason says so', async () => {
    const mock = await startMadeUp();
    const answer = await askMadeUp(mock, 'list', {});
    expect(answer).toMatchObject({ ErrorCode: 0, Name: 'of the document', Count: 1, reason: 'example' });
    expect(await askMadeUp(mock, 'list', {}, { prefer: 'example=7001' })).toMatchObject({
      ErrorCode: 7001,
      reason: 'asked-by-prefer',
    });
  });
});

describe('a body', () => {
  const text = (Text: unknown, more: object = {}) => ({ Type: 'Text', Content: { Text, ...more } });
  const box = (...Items: unknown[]) => ({ Type: 'Box', Items });

  it('may be nested as its schema is', async () => {
    const mock = await startMadeUp();
    const body = { Items: [box(box(text('a')), text('b'))], Note: 'äö', More: 'is left alone' };
    expect(await askMadeUp(mock, 'send', body)).toMatchObject({ ErrorCode: 0 });
  });

  it('is refused when it is nested deeper than can be followed', async () => {
    const deep = 30_000;
    const body = `{"Items":[${'{"Type":"Box","Items":['.repeat(deep)}${']}'.repeat(deep)}]}`;
    const answer = await askMadeUp(await startMadeUp(), 'send', body);
    expect(answer).toMatchObject({ ErrorCode: 20001, reason: 'body' });
    expect(answer).toHaveProperty('ErrorInfo', expect.stringContaining('The body must not be nested so deeply.'));
  });

  it.each<[unknown, number, string, string]>([
    [[], 20001, 'body', 'The body must be an object.'],
    [{}, 20001, 'body', 'Items must be given.'],
    [{ Items: [] }, 6017, 'Items', 'Items must have at least 1 item.'],
    [{ Items: [text('a'), text('a'), text('a')] }, 6017, 'Items', 'Items must have at most 2 items.'],
    [{ Items: [text(1)] }, 20001, 'body', 'Items[0].Content.Text must be a string.'],
    [{ Items: [text('')] }, 7003, 'Items', 'Items[0].Content.Text must have at least 1 character.'],
    [{ Items: [text('a', { Size: 3 })] }, 6017, 'Items', 'Items[0].Content.Size must be one of 1, 2.'],
    [{ Items: [{ Type: 'Text' }] }, 20001, 'body', 'Items[0].Content must be given.'],
    [{ Items: [{ Type: 'Txt' }] }, 6017, 'Items', 'Items[0].Type must be one of "Text", "Box".'],
    [{ Items: [{}] }, 20001, 'body', 'Items[0].Type must be one of "Text", "Box".'],
    [{ Items: ['Text'] }, 20001, 'body', 'Items[0] must be an object.'],
    [{ Items: [[]] }, 20001, 'body', 'Items[0] must be an object.'],
    [{ Items: [box(box(text(1)))] }, 20001, 'body', 'Items[0].Items[0].Items[0].Content.Text must be a string.'],
    [{ Items: [text('a')], Note: '1234567' }, 7002, 'Note', 'Note must have at most 6 characters.'],
    [{ Items: [text('a')], Note: 'äöüß' }, 7002, 'Note', 'Note must have at most 6 bytes in UTF-8.'],
  ])('%j is refused by the name of its field', async (body, ErrorCode, reason, sentence) => {
    const answer = await askMadeUp(await startMadeUp(), 'send', body);
    expect(answer).toMatchObject({ ErrorCode, reason, ErrorInfo: `${sentence} See the reference of sendThing.` });
  });
});

describe('limits', () => {
  it('are counted together, and for each value of a field, with their own codes', async () => {
    const mock = await startMadeUp({ rateLimit: true });
    const codes: unknown[] = [];
    for (const Key of ['a', 'a', 'a', 'b', 'a', 'c', 'd']) {
      codes.push(Reflect.get(Object(await askMadeUp(mock, 'limited', { Key })), 'ErrorCode'));
    }
    // What one limit refuses does not count for the other.
    expect(codes).toStrictEqual([0, 0, 7001, 0, 7001, 0, 60007]);
    mock.reset();
    expect(await askMadeUp(mock, 'limited', {})).toMatchObject({ ErrorCode: 0 });
  });

  it('are said in words', async () => {
    const mock = await startMadeUp({ rateLimit: true });
    for (const Key of ['a', 'a']) await askMadeUp(mock, 'limited', { Key });
    expect(await askMadeUp(mock, 'limited', { Key: 'a' })).toMatchObject({
      ErrorInfo: expect.stringContaining('limitThing allows 2 calls in an hour for each `Key`'),
      reason: 'rate',
    });
  });
});
