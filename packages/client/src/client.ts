import {
  type Body,
  bindOperations,
  type ChatOperations,
  type Operation,
  type OperationId,
  operations,
  type Success,
} from '@chat-openapi/openapi';
import { createEngine } from './engine.ts';
import { ChatConfigError } from './errors.ts';
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
    return async (body: Body<K> | undefined, callOptions?: CallOptions): Promise<Success<K>> => {
      const answer = await engine.send(id, encodeBody(body, id), callOptions);
      return answer.body;
    };
  }
  return bindOperations<CallOptions>(bind);
}

/** The JSON text of a body, checked by type only: the service knows its rules better. */
function encodeBody(body: unknown, operation: OperationId): string {
  const { bodyOptional }: Operation = operations[operation];
  if (body === undefined && bodyOptional) return '{}';
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ChatConfigError('the body must be an object with the fields of the request.', operation);
  }
  try {
    return JSON.stringify(body);
  } catch {
    throw new ChatConfigError('the body cannot be written as JSON: it holds itself, or a bigint.', operation);
  }
}
