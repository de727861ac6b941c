import { type Body, bindOperations, type ChatOperations, type OperationId, type Success } from '@chat-openapi/openapi';
import { encodeBody } from './encode-body.ts';
import { createEngine } from './engine.ts';
import type { CallOptions, ChatClientOptions } from './options.ts';

/** The server API as methods, one for each operation of the document. */
export type ChatClient = ChatOperations<CallOptions>;

/**
 * Makes a client. Its methods resolve with the body of an answer whose `ErrorCode` is 0 and reject with a `ChatError`
 * otherwise.
 *
 * @example
 * const chat = createChatClient({ region: 'singapore', sdkAppId: 1400000000, identifier: 'administrator', secretKey });
 * await chat.destroyOfficialAccount({ Official_Account: '@TOA#_news' });
 *
 * @throws ChatConfigError that names the option and what was expected.
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const engine = createEngine(options);
  function bind<K extends OperationId>(id: K) {
    const finish = (body: Success<K>): Success<K> => body;
    return (body: Body<K> | undefined, callOptions?: CallOptions): Promise<Success<K>> => {
      try {
        return engine.send(id, encodeBody(body, id), callOptions, finish);
      } catch (error) {
        return Promise.reject(error);
      }
    };
  }
  return bindOperations<CallOptions>(bind);
}
