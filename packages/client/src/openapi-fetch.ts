import { type OperationId, operations, type paths } from '@chat-openapi/openapi';
import createClient, { type Client } from 'openapi-fetch';
import { createEngine, type Engine } from './engine.ts';
import { ChatConfigError, ChatError } from './errors.ts';
import type { CallOptions, ChatClientOptions } from './options.ts';
import { ReadyResponse } from './ready-response.ts';

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
  const byUrl = new Map<string, OperationId>(operationIds().map((id) => [engine.baseUrl + operations[id].path, id]));
  /** Whether nobody but this module can see the request that is made next, which then need not be a whole one. */
  let unseen = false;
  const client = createClient<ChatPaths, 'application/json'>({
    baseUrl: engine.baseUrl,
    Request: new Proxy(globalThis.Request, {
      construct: (whole, [url, init]: [string, RequestInit], made) =>
        unseen && typeof init.body === 'string'
          ? new OwnRequest(url, init.body)
          : Reflect.construct(whole, [url, init], made),
    }),
    fetch: (request) => send(engine, byUrl.get(request.url), request),
  });
  let hasMiddleware = false;
  return {
    ...client,
    use(...middleware) {
      hasMiddleware = true;
      client.use(...middleware);
    },
    // openapi-fetch makes the request before it returns.
    POST: new Proxy(client.POST, {
      apply(post, self, call: [string, object?]) {
        unseen = !hasMiddleware && !(call[1] !== undefined && 'middleware' in call[1]);
        try {
          return Reflect.apply(post, self, call);
        } finally {
          unseen = false;
        }
      },
    }),
  };
}

/** As much of a request as the sending needs. openapi-fetch puts the options of the call onto it, the signal too. */
class OwnRequest {
  readonly method = 'POST';
  readonly url: string;
  readonly #body: string;

  constructor(url: string, body: string) {
    this.url = url;
    this.#body = body;
  }

  text(): string {
    return this.#body;
  }
}

async function send(
  engine: Engine,
  operation: OperationId | undefined,
  request: Request | OwnRequest,
): Promise<Response> {
  if (operation === undefined) throw new ChatConfigError('the path is not one of the document.');
  if (request.method !== 'POST')
    throw new ChatConfigError(`${request.method} is not possible: the service knows POST only.`, operation);
  const body = request instanceof OwnRequest ? request.text() : await request.text();
  try {
    return await engine.send(operation, body, callOptionsOf(request), (_body, text) => new ReadyResponse(text, true));
  } catch (error) {
    // A refusal is the one error with a body.
    if (error instanceof ChatError && 'body' in error) return new ReadyResponse(JSON.stringify(error.body), false);
    throw error;
  }
}

/** openapi-fetch puts what it does not know of a call's options onto the request. */
function callOptionsOf(request: Request | OwnRequest): CallOptions {
  const options: CallOptions = {};
  for (const name of ['signal', 'timeout', 'deadline', 'retry']) {
    if (name in request) Reflect.set(options, name, Reflect.get(request, name));
  }
  return options;
}

function operationIds(): OperationId[] {
  return Object.keys(operations).filter((id): id is OperationId => id in operations);
}
