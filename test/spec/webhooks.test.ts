/** What every webhook of the document has, so that whoever adds one sees what is missing. */
import { webhookCommands, webhooks } from '@chat-openapi/openapi/webhooks';
import { expect, it } from 'vitest';
import { createChecker } from '../../packages/contract/src/check.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { tables } from '../../scripts/generate/tables/main.ts';
import { types } from '../../scripts/generate/types.ts';
import { type BundledWebhook, fieldsOf, resolve } from '../../spec/document.ts';

const document = readDocument();
const all = Object.entries(document.webhooks ?? {}).map(([command, { post }]) => ({ command, post }));

/** The webhooks that a test does not hold for. */
const without = (has: (post: BundledWebhook) => boolean): string[] =>
  all.flatMap(({ command, post }) => (has(post) ? [] : [command]));

const eventOf = (post: BundledWebhook) => fieldsOf(document, post.requestBody.content['application/json'].schema);

it('there are the eleven of the channel service, in the table too', () => {
  expect(webhookCommands).toStrictEqual(all.map(({ command }) => command));
  expect(webhookCommands.map((command) => command.replace('OfficialAccount.Callback', '')).toSorted()).toStrictEqual([
    'AfterAddSubscriber',
    'AfterCreateOfficialAccount',
    'AfterDeleteSubscriber',
    'AfterMsgWithDraw',
    'AfterOfficialAccountDestroyed',
    'AfterOfficialAccountFull',
    'AfterOfficialAccountInfoChanged',
    'AfterSendMsg',
    'BeforeAddSubscriber',
    'BeforeCreateOfficialAccount',
    'BeforeSendMsg',
  ]);
});

it('each has a summary, a description, its page, sources, and no credentials', () => {
  expect(without(({ summary }) => /^[A-Z].*[^.]$/.test(summary))).toStrictEqual([]);
  expect(without(({ description }) => description.split('\n\n').length > 1)).toStrictEqual([]);
  expect(without(({ externalDocs }) => externalDocs?.url.startsWith('https://') ?? false)).toStrictEqual([]);
  expect(without((post) => [post['x-source']].flat().length > 1)).toStrictEqual([]);
  expect(without(({ security }) => security.length === 0)).toStrictEqual([]);
});

it('each has the same query, but for its command', () => {
  const names = (post: BundledWebhook): string[] => post.parameters.map((one) => resolve(document, one).name);
  const whole = ['SdkAppid', 'CallbackCommand', 'contenttype', 'ClientIP', 'OptPlatform', 'Sign', 'RequestTime'];
  expect(without((post) => names(post).join() === whole.join())).toStrictEqual([]);
});

it('each has the time of the event, an event with every field as example, which fits', () => {
  const checker = createChecker(document);
  expect(without((post) => eventOf(post).required.includes('EventTime'))).toStrictEqual([]);
  for (const { command, post } of all) {
    const [example] = Object.values(post.requestBody.content['application/json'].examples);
    const { value } = resolve(document, example ?? expect.unreachable());
    expect(checker.checkWebhook({ webhook: command, body: value })).toStrictEqual([]);
    expect(Object.keys(Object(value)).toSorted(), command).toStrictEqual(
      Object.keys(eventOf(post).properties).toSorted(),
    );
  }
});

it('each is named by the operations that trigger it, and by no other', () => {
  const named = Object.values(document.paths).flatMap(({ post }) => post['x-webhooks'] ?? []);
  expect(named.toSorted()).toStrictEqual([...webhookCommands].toSorted());
});

it('the table has what the document says', () => {
  expect(webhooks['OfficialAccount.CallbackBeforeSendMsg']).toStrictEqual({
    when: 'before',
    timeout: 2,
    answers: {
      allow: { code: 0 },
      refuse: { code: 1, given: 10016, own: { from: 120001, to: 130000 } },
      drop: { code: 2 },
      replace: { code: 0, fields: ['MsgBody', 'CloudCustomData'] },
    },
  });
  expect(webhooks['OfficialAccount.CallbackAfterMsgWithDraw']).toStrictEqual({
    when: 'after',
    timeout: 2,
    key: ['Official_Account', 'WithdrawMsgList'],
  });
  for (const { command, post } of all) expect(webhooks).toHaveProperty([command], post['x-webhook']);
});

it('a further webhook needs nothing but its part of the document', async () => {
  const copy = structuredClone(document);
  const { post } = structuredClone(copy.webhooks?.['OfficialAccount.CallbackAfterSendMsg'] ?? expect.unreachable());
  const command = 'Group.CallbackAfterSendMsg';
  copy.webhooks = { ...copy.webhooks, [command]: { post: { ...post, operationId: command } } };
  expect(new Map(tables(readApi(copy))).get('webhooks.ts')).toContain(`"${command}": {\n    when: "after",`);
  const schema = await types(copy);
  expect(schema).toContain(`"${command}": {`);
  // Among the operations that are called it is not.
  expect(schema).not.toContain(`operations["${command}"]`);
  expect(createChecker(copy).hasWebhook(command)).toBe(true);
});

it('a document without webhooks has an empty table', () => {
  const { webhooks: _, ...rest } = document;
  expect(new Map(tables(readApi(rest))).get('webhooks.ts')).toContain('export const webhooks = {\n\n}');
});
