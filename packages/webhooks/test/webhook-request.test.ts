import { webhookCommands } from '@chat-openapi/openapi/webhooks';
import { expect, expectTypeOf, it } from 'vitest';
import { createWebhookReceiver, signWebhook, type WebhookEvent, webhookRequest } from '../src/index.ts';
import { destroyed, sdkAppId, token } from './doors.ts';

it('a request for a test is one that the receiver takes, as it would come', async () => {
  const events: WebhookEvent[] = [];
  const refused: string[] = [];
  const receiver = createWebhookReceiver({
    sdkAppId,
    token,
    on: { [destroyed]: (event) => events.push(event) },
    onRefused: ({ reason }) => refused.push(reason),
  });
  const body = { Official_Account: '@TOA#_a', Owner_Account: 'a', Name: 'News' };
  const request = await webhookRequest(destroyed, body, { sdkAppId, token, url: 'https://app.test/hook?key=1' });
  const { searchParams, origin, pathname } = new URL(request.url);
  expect([origin, pathname, searchParams.get('key')]).toStrictEqual(['https://app.test', '/hook', '1']);
  expect(searchParams.get('OptPlatform')).toBe('RESTAPI');
  expect((await receiver(request)).status).toBe(200);
  await receiver.idle();
  expect(events).toStrictEqual([{ ...body, CallbackCommand: destroyed, EventTime: expect.any(Number) }]);
  expect((await receiver(await webhookRequest(destroyed, body, { sdkAppId }))).status).toBe(401);
  expect(refused).toStrictEqual(['unsigned']);
});

it('a request may be of any time, client and command', async () => {
  const options = { sdkAppId, token, requestTime: 1669872112, clientIp: '203.0.113.7', platform: 'iOS' };
  const request = await webhookRequest('Group.CallbackAfterSendMsg', { GroupId: '@TGS#1', EventTime: 7 }, options);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  expect(query).toStrictEqual({
    SdkAppid: String(sdkAppId),
    CallbackCommand: 'Group.CallbackAfterSendMsg',
    contenttype: 'json',
    ClientIP: '203.0.113.7',
    OptPlatform: 'iOS',
    Sign: await signWebhook({ token, requestTime: 1669872112 }),
    RequestTime: '1669872112',
  });
  expect(await request.json()).toStrictEqual({
    CallbackCommand: 'Group.CallbackAfterSendMsg',
    GroupId: '@TGS#1',
    EventTime: 7,
  });
});

it('an event is told apart by its command', () => {
  const nameOf = (event: WebhookEvent): string => {
    switch (event.CallbackCommand) {
      case 'OfficialAccount.CallbackBeforeCreateOfficialAccount':
        return event.Name;
      case 'OfficialAccount.CallbackAfterMsgWithDraw':
        return event.WithdrawMsgList.map(({ MsgKey }) => MsgKey).join();
      default:
        return event.Official_Account;
    }
  };
  expectTypeOf<WebhookEvent['CallbackCommand']>().toEqualTypeOf<(typeof webhookCommands)[number]>();
  expect(webhookCommands).toContain(destroyed);
  expect(
    nameOf({
      CallbackCommand: 'OfficialAccount.CallbackAfterOfficialAccountFull',
      Official_Account: 'a',
      EventTime: 1,
    }),
  ).toBe('a');
});
