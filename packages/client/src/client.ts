import {
  bindOperations,
  type CallBody,
  type ChatOperations,
  type Operation,
  type OperationId,
  operations,
  type Success,
} from '@chat-openapi/openapi';
import { blame, limitTraces } from './caller.ts';
import { createEngine, type Engine } from './engine.ts';
import { ChatConfigError, ChatError } from './errors.ts';
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
    return (body: CallBody<K> | undefined, callOptions?: CallOptions): Promise<Success<K>> => {
      const limit = limitTraces(2);
      const place = new Error();
      limitTraces(limit);
      return carryOut(engine, place, id, body, callOptions);
    };
  }
  return bindOperations<CallOptions>(bind);
}

async function carryOut<K extends OperationId>(
  engine: Engine,
  place: Error,
  id: K,
  body: CallBody<K> | undefined,
  options: CallOptions | undefined,
): Promise<Success<K>> {
  try {
    const answer = await engine.send(id, encodeBody(body, id), options);
    return answer.body;
  } catch (error) {
    if (error instanceof ChatError && error.operation === id) blame(error, place);
    throw error;
  }
}

/** The JSON text of a body, checked by type only: the service knows its rules better. */
function encodeBody(body: unknown, operation: OperationId): string {
  const { bodyOptional }: Operation = operations[operation];
  if (body === undefined && bodyOptional) return '{}';
  let text: unknown;
  try {
    text = JSON.stringify(body);
  } catch {}
  // What is no object is another text, or none.
  if (typeof text === 'string' && text.startsWith('{')) return text;
  throw new ChatConfigError(
    'the body must be an object with the fields of the request, which JSON.stringify can write.',
    operation,
  );
}
