import type { MessageElement } from '@chat-openapi/openapi';

type Element<Type> = Extract<MessageElement, { MsgType: Type }>;

/**
 * A text, as an element of a message.
 *
 * @example
 * await chat.sendOfficialAccountMsg({ Official_Account: '@TOA#_news', MsgBody: [textElement('hi')] });
 */
export const textElement = (text: string): Element<'TIMTextElem'> => ({
  MsgType: 'TIMTextElem',
  MsgContent: { Text: text },
});

/**
 * Data of your own, as an element of a message. A message has at most one.
 *
 * @param data What your apps understand, mostly JSON. It is not part of the push to Apple devices.
 * @param push What the push says and carries; without `Desc`, and without `OfflinePushInfo` of the message, there is none.
 * @example
 * customElement(JSON.stringify({ kind: 'vote', id: 7 }), { Desc: 'A new vote' });
 */
export const customElement = (
  data: string,
  push: Omit<Element<'TIMCustomElem'>['MsgContent'], 'Data'> = {},
): Element<'TIMCustomElem'> => ({ MsgType: 'TIMCustomElem', MsgContent: { ...push, Data: data } });
