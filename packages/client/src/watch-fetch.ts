/**
 * What is seen of a user's `fetch` during one request. It may make other requests too, so an error of it proves nothing by
 * itself. In Node it is told by what undici and `node:http` publish of each request; other runtimes publish nothing.
 */
import { readConnectionFailure } from './connection.ts';
import { builtinModule, isNode } from './runtime.ts';

export interface Watch<Init> {
  /** What it is given in place of the options of the request. */
  readonly init: Init;
  /** Whether it has ended before anything can have come from outside. */
  isAtOnce(): boolean;
  /** Whether the request certainly was not sent, nor will be once its signal is aborted. */
  isUnsent(): boolean;
  end(): void;
}

/** For each request that is watched, by the number in its URL: how many times it may have been sent. */
const sent = new Map<string, number>();

const numberOf = (url: unknown): string => /[?&]random=(\d+)/.exec(String(url))?.[1] ?? '';

export function watchFetch<Init extends object>(url: string, init: Init): Watch<Init> {
  const number = numberOf(url);
  const taken = new Set<PropertyKey>();
  const isPublished = subscribeOnce();
  if (isPublished) sent.set(number, 0);
  let turns = 0;
  void (async () => {
    while (turns < maxTurns) {
      await undefined;
      turns++;
    }
  })();
  const isAtOnce = (): boolean => turns < maxTurns;
  return {
    init: new Proxy(init, {
      get(target, name) {
        taken.add(name);
        return Reflect.get(target, name);
      },
    }),
    isAtOnce,
    isUnsent() {
      if (sent.get(number) !== (isPublished ? 0 : undefined)) return false;
      // What it has begun ends with the signal, if that was taken, and without the body there is no request.
      return isAtOnce() ? taken.has('signal') || !taken.has('body') : isPublished;
    },
    end: () => sent.delete(number),
  };
}

/** So many microtasks pass before anything comes from outside: undici refuses a wrong `dispatcher` after 8. */
const maxTurns = 50;

let isSubscribed: boolean | undefined;

function subscribeOnce(): boolean {
  isSubscribed ??= isNode() && subscribe();
  return isSubscribed;
}

function subscribe(): boolean {
  const { subscribe: on } = Object(builtinModule('node:diagnostics_channel'));
  if (on === undefined) return false;
  const add = (message: unknown, count: number): void => {
    const number = numberOf(Object(Object(message).request).path);
    const before = sent.get(number);
    if (before !== undefined) sent.set(number, before + count);
  };
  const addOne = (message: unknown): void => add(message, 1);
  for (const name of ['undici:client:sendHeaders', 'undici:request:bodySent', 'http.client.request.start']) {
    on(name, addOne);
  }
  // `node:http` tells that a request was made, not that it was sent.
  on('http.client.request.error', (message: unknown) => {
    if (readConnectionFailure(Object(message).error).unsent !== undefined) add(message, -1);
  });
  return true;
}
