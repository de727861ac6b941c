/** What the quota tells of itself. */

/** What has changed. `key` is that of the app's keys in Redis, such as `chat:{1400000000}`. Holds nothing of a connection. */
export type RedisQuotaEvent = { readonly key: string } & (
  | {
      /** Redis is gone, slow, or refuses: `code` says which, such as `ECONNREFUSED`, `TIMEOUT`, `LOADING`, `READONLY`. */
      readonly kind: 'unavailable';
      readonly code: string | undefined;
    }
  /** This process goes on with its share of the calls, until Redis is back. */
  | { readonly kind: 'sharing' }
  /** Redis answers again. This process starts nothing for so many milliseconds, so that all others have seen it too. */
  | { readonly kind: 'returning'; readonly wait: number }
  /** Calls start by what Redis says again. */
  | { readonly kind: 'available' }
  /**
   * Nobody knows who has started what: Redis is new, has been restarted, another one has taken over, or its clock has jumped.
   * No process starts calls for `wait` milliseconds and their window.
   */
  | { readonly kind: 'unknownPast'; readonly wait: number }
  /** The round trip takes too long for the margin, both in milliseconds: no slot can be used. Set `margin` to `needed` or more. */
  | { readonly kind: 'marginTooSmall'; readonly roundTrip: number; readonly margin: number; readonly needed: number }
  /** Redis throws keys away when its memory is full, and the bound does not hold then. Set `maxmemory-policy` to `noeviction`. */
  | { readonly kind: 'eviction'; readonly policy: string }
  /** The user of the connection may not do what the quota needs. All calls are refused, with a `RedisQuotaError`. */
  | { readonly kind: 'refused'; readonly message: string }
);

export type OnEvent = (event: RedisQuotaEvent) => unknown;

/** What the hook throws, or rejects with, must not change how a call ends. */
export function notify(hook: OnEvent | undefined, event: RedisQuotaEvent): void {
  try {
    const returned = hook?.(event);
    if (typeof returned === 'object' && returned !== null) Promise.resolve(returned).catch(() => {});
  } catch {}
}
