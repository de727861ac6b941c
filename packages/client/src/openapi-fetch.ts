import { type OperationId, operations, type paths } from '@chat-openapi/openapi';
import createClient, { type Client } from 'openapi-fetch';
import { createEngine, type Engine } from './engine.ts';
import { ChatApiError, ChatConfigError } from './errors.ts';
import type { CallOptions, ChatClientOptions } from './options.ts';

interface ServiceOperation {
  requestBody: { content: { 'application/json': unknown } };
  responses: { 200: { headers: unknown; content: { 'application/json': unknown } } };
}

type Answer<Operation extends ServiceOperation> = Operation['responses'][200]['content']['application/json'];

interface NoParameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

/** An answer of status 200 split in two, so that success is `data` and failure is `error`. */
interface HonestOperation<Operation extends ServiceOperation> {
  parameters: NoParameters;
  requestBody: Operation['requestBody'];
  responses: {
    200: {
      headers: Record<string, unknown>;
      content: { 'application/json': Extract<Answer<Operation>, { ErrorCode: 0 }> };
    };
    default: {
      headers: Record<string, unknown>;
      content: { 'application/json': Exclude<Answer<Operation>, { ErrorCode: 0 }> };
    };
  };
}

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
  const byPath = new Map<string, OperationId>(operationIds().map((id) => [operations[id].path, id]));
  const { pathname } = new URL(engine.baseUrl);
  const prefix = pathname === '/' ? '' : pathname;
  return createClient<ChatPaths, 'application/json'>({
    baseUrl: engine.baseUrl,
    fetch: (request) => send(engine, byPath.get(new URL(request.url).pathname.slice(prefix.length)), request),
  });
}

async function send(engine: Engine, operation: OperationId | undefined, request: Request): Promise<Response> {
  if (operation === undefined) throw new ChatConfigError('the path is not one of the document.');
  if (request.method !== 'POST')
    throw new ChatConfigError(`${request.method} is not possible: the service knows POST only.`, operation);
  const body = await request.text();
  try {
    return await engine.send(
      operation,
      body,
      callOptionsOf(request),
      (_body, text) => new Response(text, { headers: { 'content-type': 'application/json' } }),
    );
  } catch (error) {
    if (error instanceof ChatApiError) return refusal(error.body);
    throw error;
  }
}

/** openapi-fetch puts what it does not know of a call's options onto the request. */
function callOptionsOf(request: Request): CallOptions {
  const options: CallOptions = { signal: request.signal };
  for (const name of ['timeout', 'deadline', 'retry']) {
    if (name in request) Reflect.set(options, name, Reflect.get(request, name));
  }
  return options;
}

/** A response of status 200 that says of itself that it is not in order, which is what openapi-fetch goes by. */
function refusal(body: unknown): Response {
  return Object.defineProperty(Response.json(body), 'ok', { value: false });
}

function operationIds(): OperationId[] {
  return Object.keys(operations).filter((id): id is OperationId => id in operations);
}
