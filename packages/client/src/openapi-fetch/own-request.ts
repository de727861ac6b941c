/** As much of a `Request` as the engine needs. */
export class OwnRequest {
  readonly method = 'POST';
  readonly url: string;
  readonly #body: string;

  constructor(url: string, body: string) {
    this.url = url;
    this.#body = body;
  }

  async text(): Promise<string> {
    return this.#body;
  }
}

/** What a client of openapi-fetch is made with, and what its calls run in. */
export interface OwnRequests {
  /** The class that openapi-fetch makes its requests with. */
  readonly Request: typeof Request;
  /** Runs the beginning of a call whose request no other code sees. */
  unseen<T>(run: () => T): T;
}

/**
 * openapi-fetch makes a `Request` for each call and hands it to `fetch`, here to the engine, which only takes URL and body out
 * of it. Where no other code sees the request, an `OwnRequest` takes its place: a whole one costs a call of this entry point
 * 16 us more, 11 %.
 */
export function createOwnRequests(): OwnRequests {
  /** True while openapi-fetch builds a request that no other code will see; it does so before it returns. */
  let isUnseen = false;
  return {
    Request: new Proxy(globalThis.Request, {
      construct: (whole, [url, init]: [string, RequestInit], made) =>
        isUnseen && typeof init.body === 'string'
          ? new OwnRequest(url, init.body)
          : Reflect.construct(whole, [url, init], made),
    }),
    unseen(run) {
      isUnseen = true;
      try {
        return run();
      } finally {
        isUnseen = false;
      }
    },
  };
}
