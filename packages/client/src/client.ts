import {
  bindOperations,
  type ChatOperations,
  listLimits,
  type OperationId,
  paging,
  type Success,
} from '@chat-openapi/openapi';
import { blame, mayNote, noteCaller, type Place } from './caller.ts';
import { sendInChunks } from './chunks.ts';
import { encodeBody } from './encode-body.ts';
import { createEngine, type Engine } from './engine.ts';
import { ChatError } from './errors.ts';
import type { CallOptions, ChatClientOptions } from './options.ts';
import { itemsOf, pagesOf } from './paging.ts';

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
  return bindOperations<CallOptions>({
    bind: (id) => (body, callOptions) => carryOut(engine, mayNote() ? noteCaller() : undefined, id, body, callOptions),
    paged(id) {
      const start = (place: Place, body: unknown, callOptions: CallOptions | undefined) =>
        pagesOf(id, paging[id], body, (page) => carryOut(engine, place, id, page, callOptions));
      return {
        all: (body, callOptions) =>
          itemsOf(id, paging[id], start(noteCaller(), body, callOptions), callOptions?.signal),
        pages: (body, callOptions) => start(noteCaller(), body, callOptions),
      };
    },
    chunked: (id) => ({
      inChunks(body, callOptions) {
        const place = noteCaller();
        return sendInChunks(id, listLimits[id], body, (chunk) => carryOut(engine, place, id, chunk, callOptions));
      },
    }),
  });
}

async function carryOut<K extends OperationId>(
  engine: Engine,
  place: Place | undefined,
  id: K,
  body: unknown,
  options: CallOptions | undefined,
): Promise<Success<K>> {
  try {
    const answer = await engine.send(id, encodeBody(body, id), options);
    return answer.body;
  } catch (error) {
    if (error instanceof ChatError && error.operation === id) {
      // Who waits for the call does so by now, and stands in the stack.
      if (place === undefined) await undefined;
      blame(error, place ?? { trace: new Error() });
    }
    throw error;
  }
}
