/** From a call to the handler and back: client, mock and receiver together. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChatClient, isChatApiError, textElement } from '@chat-openapi/client';
import { type Mock, startMock } from '@chat-openapi/mock';
import {
  createWebhookReceiver,
  type Refusal,
  toNodeHandler,
  type WebhookHandlers,
  type WebhookReceiver,
} from '@chat-openapi/webhooks';
import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest';

const sdkAppId = 1400000000;
const token = 'a-token-for-tests';
const id = '@TOA#_news';

interface World {
  mock: Mock;
  receiver: WebhookReceiver;
  chat: ReturnType<typeof createChatClient>;
  refused: Refusal[];
}

/** An app with these handlers, a mock that sends it webhooks, and a client of the mock. */
async function begin(on: WebhookHandlers, sent = token): Promise<World> {
  const refused: Refusal[] = [];
  const receiver = createWebhookReceiver({ sdkAppId, token, on, onRefused: (refusal) => refused.push(refusal) });
  const server = createServer(toNodeHandler(receiver)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: AddressInfo = Object(server.address());
  const mock = await startMock({ check: true, webhooks: { url: `http://127.0.0.1:${port}/chat`, token: sent } });
  onTestFinished(async () => {
    await mock.close();
    server.closeAllConnections();
    server.close();
  });
  const identity = { sdkAppId, identifier: 'administrator', secretKey: 'any' };
  return {
    mock,
    receiver,
    refused,
    chat: createChatClient({ ...identity, baseUrl: mock.url, retry: 0, quota: false }),
  };
}

describe('what a client does', () => {
  it('comes to the handler of the app, with its type', async () => {
    const gone: string[] = [];
    const { chat, mock, receiver } = await begin({
      'OfficialAccount.CallbackAfterOfficialAccountDestroyed': (event, { SdkAppid, ClientIP, OptPlatform }) => {
        expectTypeOf(event.Official_Account).toEqualTypeOf<string>();
        gone.push(`${event.Official_Account} of ${event.Owner_Account}, ${SdkAppid} ${ClientIP} ${OptPlatform}`);
      },
    });
    await chat.destroyOfficialAccount({ Official_Account: id });
    await mock.idle();
    await receiver.idle();
    expect(gone).toStrictEqual([`${id} of administrator, ${sdkAppId} 127.0.0.1 RESTAPI`]);
    expect(mock.webhooks()).toMatchObject([{ status: 200, failure: undefined }]);
  });

  it('is refused by the receiver when the token is another one, and the mock shows it', async () => {
    const { chat, mock, refused } = await begin({}, 'another-token');
    await chat.destroyOfficialAccount({ Official_Account: id });
    await mock.idle();
    expect(refused.map(({ reason }) => reason)).toStrictEqual(['sign']);
    expect(mock.webhooks()).toMatchObject([{ status: 401, failure: 'status', answer: { ActionStatus: 'FAIL' } }]);
  });

  it('waits for the app, whose answer decides', async () => {
    const { chat, mock } = await begin({
      'OfficialAccount.CallbackBeforeCreateOfficialAccount': ({ Name }, { allow, refuse }) =>
        Name === 'News' ? allow() : refuse('not yet'),
      'OfficialAccount.CallbackBeforeAddSubscriber': (_event, { refuseSubscribers }) =>
        refuseSubscribers({ RefusedSubscribers_Account: ['user2'] }),
      'OfficialAccount.CallbackBeforeSendMsg': ({ MsgBody }, { drop, refuse, replace }) => {
        const text = JSON.stringify(MsgBody);
        if (text.includes('://')) return refuse('no links, please', 120001);
        if (text.includes('buy')) return refuse();
        return text.includes('psst') ? drop() : replace({ MsgBody: [textElement('Good morning!')] });
      },
    });
    const create = (Name: string) =>
      chat.createOfficialAccount({ Owner_Account: 'owner', Name, OfficialAccountUserID: id });
    await expect(create('Other')).rejects.toMatchObject({ code: 20006, outcome: 'notApplied' });
    await create('News');
    const users = ['user1', 'user2'].map((Subscriber_Account) => ({ Subscriber_Account }));
    const added = await chat.addSubscriber({ Official_Account: id, SubscriberList: users });
    expect(added.SubscriberList.map(({ Result }) => Result)).toStrictEqual([1, 0]);

    const send = (text: string) => chat.sendOfficialAccountMsg({ Official_Account: id, MsgBody: [textElement(text)] });
    await expect(send('buy')).rejects.toMatchObject({ code: 10016 });
    const error = await send('see http://a.test').catch((thrown: unknown) => thrown);
    // A code of the app is none of the document: no name, and no guess what a repeat would do.
    expect(error).toMatchObject({ code: 120001, codeName: undefined, info: 'no links, please', outcome: 'unknown' });
    expect(isChatApiError(error)).toBe(true);
    expect(isChatApiError(error, 'sendOfficialAccountMsg')).toBe(false);
    await send('psst');
    const { MsgKey } = await send('Good evening!');
    const { RspMsgList } = await chat.getOfficialAccountHistory({ Official_Account: id, ReqMsgNumber: 9 });
    expect(RspMsgList).toMatchObject([{ MsgKey, MsgBody: [{ MsgContent: { Text: 'Good morning!' } }] }]);
    await mock.idle();
    for (const { failure } of mock.webhooks()) expect(failure).toBeUndefined();
  });
});
