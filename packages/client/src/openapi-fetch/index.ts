/** The entry point `@chat-openapi/client/openapi-fetch`: the same engine behind an openapi-fetch client. */
import { operationIds, operations, type paths } from '@chat-openapi/openapi';
import createClient, { type Client, type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch';
import { called, done, mayNote, noteCaller } from '../caller.ts';
import { CallersOwn } from '../callers-own.ts';
import { now } from '../clock.ts';
import { createEngine } from '../engine.ts';
import type { CallOptions, ChatClientOptions } from '../options.ts';
import { bounded } from './bounded.ts';
import { checkInit, type RefusedOptions } from './call-init.ts';
import { decide, type FetchResult, type Said } from './outcome.ts';
import { createOwnRequests, type OwnRequest } from './own-request.ts';
import { send } from './send.ts';

// What TypeScript names when a program exports what it gets here.
export type {
  Client,
  ClientMethod,
  ClientRequestMethod,
  FetchResponse,
  MaybeOptionalInit,
  Middleware,
} from 'openapi-fetch';
export type { CallOptions, ChatClientOptions } from '../options.ts';
export type { RefusedOptions } from './call-init.ts';

interface ServiceOperation {
  requestBody: { content: { 'application/json': unknown } };
  responses: { 200: { headers: unknown; content: { 'application/json': unknown } } };
}

type Answer<Of extends ServiceOperation> = Of['responses'][200]['content']['application/json'];

export interface NoParameters {
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

type PostOptions<Path extends keyof ChatPaths> = MaybeOptionalInit<ChatPaths[Path], 'post'> &
  Omit<CallOptions, 'signal'> &
  RefusedOptions;

/** The options are the last argument; they may be left out when none is required. Unknown ones are for middleware. */
type LastArgument<Options> =
  Record<never, never> extends Options
    ? [options?: Options & { [name: string]: unknown }]
    : [options: Options & { [name: string]: unknown }];

type Plain = Client<ChatPaths, 'application/json'>;

/** An openapi-fetch client over the document. */
export interface ChatFetchClient extends Omit<Plain, 'POST' | 'request'> {
  /**
   * Calls the operation at a path. Besides the options of openapi-fetch it takes `timeout`, `deadline` and `retry`. Of those,
   * `body`, `bodySerializer`, `fetch`, `headers`, `middleware`, `parseAs` and `signal` work as they do there; the others are
   * refused. `fetch` gets the signed request.
   */
  POST<Path extends keyof ChatPaths, Options extends PostOptions<Path>>(
    path: Path,
    ...options: LastArgument<Options>
  ): Promise<FetchResponse<ChatPaths[Path]['post'], Options, 'application/json'>>;
  /** The same as `POST`. */
  request<Path extends keyof ChatPaths, Options extends PostOptions<Path>>(
    method: 'post',
    path: Path,
    ...options: LastArgument<Options>
  ): Promise<FetchResponse<ChatPaths[Path]['post'], Options, 'application/json'>>;
}

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
  const engine = done(noteCaller(), () => createEngine(options))();
  const byUrl = new Map(operationIds.map((id) => [engine.baseUrl + operations[id].path, id]));
  const { Request, unseen } = createOwnRequests();
  const client = createClient<ChatPaths, 'application/json'>({ baseUrl: engine.baseUrl, Request });
  let hasMiddleware = false;

  /** One call: what openapi-fetch sends is carried out by the engine, with the options that were given here. */
  const call = async (
    run: (init: object) => Promise<FetchResult>,
    path: unknown,
    given: unknown,
  ): Promise<FetchResult> => {
    const init = checkInit(given);
    const isSeen = hasMiddleware || init.isSeen;
    const progress = isSeen ? { started: now(), isAsked: false, pending: undefined } : undefined;
    let said: Said;
    let failure: unknown;
    const fetch = async (request: Request | OwnRequest): Promise<Response> => {
      try {
        const sent = await send(engine, byUrl.get(request.url), request, init, progress);
        said = sent;
        return sent.response;
      } catch (error) {
        failure = error;
        throw error instanceof CallersOwn ? error.value : error;
      }
    };
    const start = (): Promise<FetchResult> => run({ ...Object(given), fetch });
    const whole = async (): Promise<FetchResult> => {
      try {
        return await decide(await (isSeen ? start() : unseen(start)), init.parseAs, said);
      } catch (error) {
        // Anything else is what a middleware threw.
        throw error === failure ? error : new CallersOwn(error);
      }
    };
    return progress === undefined
      ? whole()
      : bounded(byUrl.get(engine.baseUrl + String(path)), engine, init, progress, whole);
  };

  /** The same method, whose options are its last argument. The caller of what it gives is that of the call. */
  const carry = (method: object, position: number) =>
    new Proxy(Object(method), {
      apply: (target, self, given: unknown[]) =>
        called(mayNote() ? noteCaller() : undefined, () =>
          call(
            (init) => Reflect.apply(target, self, [...given.slice(0, position), init]),
            given[position - 1],
            given[position],
          ),
        ),
    });
  return {
    ...client,
    use(...middleware) {
      hasMiddleware = true;
      client.use(...middleware);
    },
    request: carry(client.request, 2),
    POST: carry(client.POST, 1),
    GET: carry(client.GET, 1),
    PUT: carry(client.PUT, 1),
    DELETE: carry(client.DELETE, 1),
    OPTIONS: carry(client.OPTIONS, 1),
    HEAD: carry(client.HEAD, 1),
    PATCH: carry(client.PATCH, 1),
    TRACE: carry(client.TRACE, 1),
  };
}
