import { ChatConfigError } from '@chat-openapi/client';
import { whatCame } from '@chat-openapi/usersig';
import type { OnEvent, RedisQuotaEvent } from './events.ts';
import type { RedisClient } from './redis-client.ts';

export interface RedisQuotaOptions {
  /**
   * A client of your own: node-redis, ioredis or iovalkey; single, cluster or sentinel. It is yours to connect, to listen to
   * for errors, and to close.
   */
  client: RedisClient;
  /**
   * How many processes call at most. When Redis is gone each goes on with this part of the limits, rounded down, 1 to 10000.
   *
   * @example 8
   */
  assumedProcesses: number;
  /**
   * What the keys in Redis begin with, 1 to 200 characters. Processes that share it share the quota. All keys get one hash tag,
   * so that a cluster holds them together: what stands in braces here, otherwise the whole text.
   *
   * @default chat:{<sdkAppId>}
   * @example 'chat:{staging}'
   */
  key?: string | undefined;
  /**
   * Calls in a window, in place of what the document allows to an operation as a whole, 1 to 100000. Limits by a field stay.
   *
   * @default the document's
   * @example 100
   */
  calls?: number | undefined;
  /**
   * The window in seconds that `calls` is about, 1 to 86400.
   *
   * @default the document's
   * @example 1
   */
  seconds?: number | undefined;
  /**
   * How long after its slot a call may start, in milliseconds, 15 to 1000. It has to be well above the round trip to Redis. Of
   * a process that is killed it is lost with its last slots.
   *
   * @default 30
   * @example 60
   */
  margin?: number | undefined;
  /**
   * What to do while Redis cannot be asked. `share`: start this process's part of the calls, `calls / assumedProcesses`.
   * `refuse`: reject every call with a `RedisQuotaError`; only this is strict when some processes lose Redis and others do not.
   *
   * @default 'share'
   * @example 'refuse'
   */
  onUnavailable?: 'share' | 'refuse' | undefined;
  /**
   * Called when something changes, for logs and alarms. What it throws is dropped.
   *
   * @example (event) => logger.warn(event)
   */
  onEvent?: ((event: RedisQuotaEvent) => unknown) | undefined;
}

/** Options that were checked, with their defaults. */
export interface Settings {
  readonly client: RedisClient;
  readonly assumedProcesses: number;
  readonly key: string | undefined;
  readonly calls: number | undefined;
  readonly seconds: number | undefined;
  readonly margin: number;
  readonly shares: boolean;
  readonly onEvent: OnEvent | undefined;
}

type Rule = readonly [isRight: (value: unknown) => boolean, expected: string];

const whole = (min: number, max: number): Rule => [
  (value) => typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
  `a whole number from ${min} to ${max}`,
];
const optional = ([isRight, expected]: Rule): Rule => [(value) => value === undefined || isRight(value), expected];

/** What each option has to be. */
const rules: { readonly [Name in keyof RedisQuotaOptions]-?: Rule } = {
  client: [isRedisClient, 'a client of node-redis, ioredis or iovalkey, with evalSha or evalsha, and eval'],
  assumedProcesses: whole(1, 10_000),
  key: optional([isKey, 'a text of 1 to 200 characters with at most one hash tag in braces, such as chat:{staging}']),
  calls: optional(whole(1, 100_000)),
  seconds: optional(whole(1, 86_400)),
  margin: optional(whole(15, 1000)),
  onUnavailable: optional([(value) => value === 'share' || value === 'refuse', "'share' or 'refuse'"]),
  onEvent: optional([(value) => typeof value === 'function', 'a function']),
};

/** @throws ChatConfigError that names the option, what came, and what was expected. */
export function checkOptions(given: RedisQuotaOptions): Settings {
  if (typeof given !== 'object' || given === null) {
    throw new ChatConfigError(`the options of the quota must be an object. ${whatCame(given)}`);
  }
  const names = Object.keys(rules);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ChatConfigError(
      `the quota has no option of the name ${JSON.stringify(unknown.slice(0, 50))}. Known are ${names.join(', ')}.`,
    );
  }
  const { client, assumedProcesses, key, calls, seconds, margin, onUnavailable, onEvent } = given;
  const values: { [name: string]: unknown } = {
    client,
    assumedProcesses,
    key,
    calls,
    seconds,
    margin,
    onUnavailable,
    onEvent,
  };
  for (const [name, [isRight, expected]] of Object.entries(rules)) {
    const value = values[name];
    if (!isRight(value)) throw new ChatConfigError(`${name} of the quota must be ${expected}. ${whatCame(value)}`);
  }
  return {
    client,
    assumedProcesses,
    key: key === undefined || key.includes('{') ? key : `{${key}}`,
    calls,
    seconds,
    margin: margin ?? 30,
    shares: onUnavailable !== 'refuse',
    onEvent,
  };
}

function isRedisClient(value: unknown): boolean {
  const { evalSha, evalsha, eval: byText } = Object(value);
  return typeof byText === 'function' && [evalSha, evalsha].some((bySha) => typeof bySha === 'function');
}

function isKey(value: unknown): boolean {
  if (typeof value !== 'string' || value === '' || value.length > 200) return false;
  return /^[^{}]*(?:\{[^{}]+\}[^{}]*)?$/.test(value);
}
