import {
  bindOperations,
  type ChatOperations,
  listLimits,
  type OperationId,
  paging,
  type Success,
} from '@chat-openapi/openapi';
import { called, done, mayNote, noteCaller, type Place } from './caller.ts';
import { chunksOf, sendInChunks } from './chunks.ts';
import { encodeBody } from './encode-body.ts';
import { createEngine } from './engine.ts';
import type { CallOptions, ChatClientOptions } from './options.ts';
import { itemsOf, pagesOf } from './paging.ts';
import { checkCallOptions } from './settings.ts';

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
  const engine = done(noteCaller(), () => createEngine(options))();

  /** @param read Gives the body as JSON text. */
  const carryOut = <K extends OperationId>(
    place: Place | undefined,
    id: K,
    read: () => string,
    callOptions: CallOptions | undefined,
  ): Promise<Success<K>> =>
    called(place, async () => {
      const { body } = await engine.send(id, read(), callOptions);
      return body;
    });

  /** Body and options as they are now, for calls that are made later. */
  const take = (place: Place, id: OperationId, body: unknown, callOptions: CallOptions | undefined) =>
    done(place, () => ({
      text: encodeBody(body, id),
      own: callOptions && checkCallOptions(callOptions, id),
    }));

  return bindOperations<CallOptions>({
    bind: (id) => (body, callOptions) =>
      carryOut(mayNote() ? noteCaller() : undefined, id, () => encodeBody(body, id), callOptions),
    paged(id) {
      const start = (place: Place, body: unknown, callOptions: CallOptions | undefined) => {
        const taken = take(place, id, body, callOptions);
        const ask = (page: object) => carryOut(place, id, () => encodeBody(page, id), taken().own);
        const pages = pagesOf(id, paging[id], () => JSON.parse(taken().text), ask, place);
        return { pages, signalOf: () => taken().own?.signal };
      };
      return {
        all(body, callOptions) {
          const { pages, signalOf } = start(noteCaller(), body, callOptions);
          return itemsOf(id, paging[id], pages, signalOf);
        },
        pages: (body, callOptions) => start(noteCaller(), body, callOptions).pages,
      };
    },
    chunked: (id) => ({
      async inChunks(body, callOptions) {
        const place = noteCaller();
        const calls = done(place, () => {
          const own = callOptions && checkCallOptions(callOptions, id);
          return chunksOf(id, listLimits[id], body).map((chunk) => {
            const read = done(place, () => encodeBody(chunk.body, id));
            return { items: chunk.items, send: () => carryOut(place, id, read, own) };
          });
        })();
        return sendInChunks(listLimits[id], calls);
      },
    }),
  });
}
