/** The entry point `@chat-openapi/client/openapi-fetch`: the same engine behind an openapi-fetch client. */
import { type Operation, type OperationId, operationIds, operations, type paths } from '@chat-openapi/openapi';
import createClient, { type Client } from 'openapi-fetch';
import { createEngine, type Engine } from '../engine.ts';
import { ChatApiError, ChatConfigError } from '../errors.ts';
import type { ChatClientOptions } from '../options.ts';
import type { UncheckedCallOptions } from '../settings.ts';
import { createOwnRequests, type OwnRequest } from './own-request.ts';
import { ReadyResponse } from './ready-response.ts';

interface ServiceOperation {
  requestBody: { content: { 'application/json': unknown } };
  responses: { 200: { headers: unknown; content: { 'application/json': unknown } } };
}

type Answer<Of extends ServiceOperation> = Of['responses'][200]['content']['application/json'];

interface NoParameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

/** A body without required fields may be left out. */
type RequestBody<Of extends ServiceOperation> =
  Record<never, never> extends Of['requestBody']['content']['application/json']
    ? { requestBody?: Of['requestBody'] }
    : { requestBody: Of['requestBody'] };

/** An answer of status 200 split in two, so that success is `data` and failure is `error`. */
type HonestOperation<Of extends ServiceOperation> = RequestBody<Of> & {
  parameters: NoParameters;
  responses: {
    200: {
      headers: Record<string, unknown>;
      content: { 'application/json': Extract<Answer<Of>, { ErrorCode: 0 }> };
    };
    default: {
      headers: Record<string, unknown>;
      content: { 'application/json': Exclude<Answer<Of>, { ErrorCode: 0 }> };
    };
  };
};

/** The document's paths as the service really behaves. The query of every call is filled in by the client. */
export type ChatPaths = {
  [Path in keyof paths]: { post: HonestOperation<paths[Path]['post']> };
};

/** An openapi-fetch client over the document. */
export type ChatFetchClient = Client<ChatPaths, 'application/json'>;

/**
 * Makes an openapi-fetch client whose `error` is filled by a refusal of the service, although its HTTP status is 200.
 * Signing and everything else happens below it: middleware sees neither the signature nor the host's query.
 *
 * @example
 * const { data, error } = await client.POST('/v4/official_account_open_http_svc/destroy_official_account', {
 *   body: { Official_Account: '@TOA#_news' },
 * });
 * if (error) console.error(error.ErrorCode);
 *
 * @throws ChatConfigError that names the option and what was expected. A call rejects with the other kinds of `ChatError`
 * when there is no usable answer, and with the reason of its own signal when that ends it.
 */
export function createFetchClient(options: ChatClientOptions): ChatFetchClient {
  const engine = createEngine(options);
  const byUrl = new Map(operationIds.map((id) => [engine.baseUrl + operations[id].path, id]));
  const { Request, wrap } = createOwnRequests();
  const client = createClient<ChatPaths, 'application/json'>({
    baseUrl: engine.baseUrl,
    Request,
    fetch: (request) => send(engine, byUrl.get(request.url), request),
  });
  return wrap(client);
}

async function send(
  engine: Engine,
  operation: OperationId | undefined,
  request: Request | OwnRequest,
): Promise<Response> {
  if (operation === undefined) throw new ChatConfigError('the path is not one of the document.');
  if (request.method !== 'POST')
    throw new ChatConfigError(`${request.method} is not possible: the service knows POST only.`, operation);
  const text = await request.text();
  const { bodyOptional }: Operation = operations[operation];
  const body = text === '' && bodyOptional ? '{}' : text;
  try {
    const answer = await engine.send(operation, body, callOptionsOf(request));
    return new ReadyResponse(answer.text, true);
  } catch (error) {
    if (error instanceof ChatApiError) return new ReadyResponse(JSON.stringify(error.body), false);
    throw error;
  }
}

/** openapi-fetch puts what it does not know of a call's options onto the request. They are checked like those of a method. */
function callOptionsOf({ signal, timeout, deadline, retry }: UncheckedCallOptions): UncheckedCallOptions {
  return { signal, timeout, deadline, retry };
}
