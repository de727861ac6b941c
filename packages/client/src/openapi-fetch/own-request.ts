import type { Middleware } from 'openapi-fetch';

/** As much of a `Request` as the engine needs. openapi-fetch puts the options of the call onto it, the signal too. */
export class OwnRequest {
  readonly method = 'POST';
  readonly url: string;
  readonly #body: string;
  declare readonly signal?: unknown;
  declare readonly timeout?: unknown;
  declare readonly deadline?: unknown;
  declare readonly retry?: unknown;

  constructor(url: string, body: string) {
    this.url = url;
    this.#body = body;
  }

  async text(): Promise<string> {
    return this.#body;
  }
}

/** What a client of openapi-fetch is made with, and then wrapped in. */
export interface OwnRequests {
  /** The class that openapi-fetch makes its requests with. */
  readonly Request: typeof Request;
  wrap<Post extends (path: never, ...rest: never[]) => unknown, Client extends Wrapped<Post>>(client: Client): Client;
}

interface Wrapped<Post> {
  POST: Post;
  use(...middleware: Middleware[]): void;
}

/**
 * openapi-fetch makes a `Request` for each call and hands it to `fetch`, here to the engine, which only takes URL, body and
 * options out of it. Where no other code sees the request, an `OwnRequest` takes its place: a whole one costs a call of this
 * entry point 16 us more, 11 %.
 */
export function createOwnRequests(): OwnRequests {
  /** True while openapi-fetch builds a request that neither a middleware nor a fetch of the call will see. */
  let isUnseen = false;
  let hasMiddleware = false;
  return {
    Request: new Proxy(globalThis.Request, {
      construct: (whole, [url, init]: [string, RequestInit], made) =>
        isUnseen && typeof init.body === 'string'
          ? new OwnRequest(url, init.body)
          : Reflect.construct(whole, [url, init], made),
    }),
    wrap: (client) => ({
      ...client,
      use(...middleware) {
        hasMiddleware = true;
        client.use(...middleware);
      },
      // openapi-fetch makes the request before it returns.
      POST: new Proxy(client.POST, {
        apply(post, self, call: [string, object?]) {
          const init = call[1] ?? {};
          isUnseen = !hasMiddleware && !('middleware' in init) && !('fetch' in init);
          try {
            return Reflect.apply(post, self, call);
          } finally {
            isUnseen = false;
          }
        },
      }),
    }),
  };
}
