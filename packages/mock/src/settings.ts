/** Checks what the user of a mock has said, and says what follows from it. */
import { isIP } from 'node:net';
import { type Region, regions } from '@chat-openapi/openapi';
import { nearest, quoteName } from '@chat-openapi/openapi/names';
import type { MockCall } from './calls.ts';
import type { MockOptions } from './options.ts';
import { checkWebhookOptions, type WebhookSettings } from './webhooks/options.ts';
import type { MockWebhook } from './webhooks/webhook.ts';

/** Options that were checked, with their defaults. */
export interface Settings {
  port: number;
  host: string;
  allowHosts: readonly string[];
  sdkAppId: number | undefined;
  secretKey: string | undefined;
  admins: readonly string[] | undefined;
  region: Region | undefined;
  /** The region of each host of the document, backup hosts too. */
  regionHosts: ReadonlyMap<string, Region>;
  channels: readonly string[];
  /** Not checked yet: that takes the document. */
  state: unknown;
  accounts: readonly string[] | undefined;
  trial: boolean;
  strict: boolean;
  disabled: boolean;
  /** Calls a second, or whether the limits of the document hold. */
  rateLimit: number | boolean;
  latency: readonly [min: number, max: number];
  failRate: number;
  seed: number;
  control: boolean;
  check: boolean;
  onCall: ((call: MockCall, milliseconds: number) => void) | undefined;
  /** Undefined when none are sent. */
  webhooks: WebhookSettings | undefined;
  onWebhook: ((webhook: MockWebhook) => void) | undefined;
}

const known = [
  ...['port', 'host', 'allowHosts', 'sdkAppId', 'secretKey', 'admins', 'region', 'channels', 'strict', 'disabled'],
  ...['state', 'accounts', 'trial', 'rateLimit', 'latency', 'failRate', 'seed', 'control', 'check', 'onCall'],
  ...['webhooks', 'onWebhook'],
];

/** @throws RangeError that names the option and what was expected. Never quotes the secret key. */
export function checkOptions(options: MockOptions): Settings {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new RangeError(`${quoteName(name)} is not an option.${nearest(name, known)} Known are ${known.join(', ')}.`);
  }
  const { port = 0, host = '127.0.0.1', sdkAppId, secretKey, admins, region, channels = [], latency = 0 } = options;
  const {
    allowHosts = [],
    accounts,
    rateLimit = false,
    failRate = 0,
    seed = Math.floor(Math.random() * 2 ** 32),
    onCall,
    webhooks,
    onWebhook,
  } = options;
  const check = (right: boolean, expected: string): void => {
    if (!right) throw new RangeError(expected);
  };
  check(isWhole(port, 0, 65_535), 'port must be a whole number from 0 to 65535.');
  check(isText(host), 'host must be an address to listen on, such as 127.0.0.1.');
  check(
    isTexts(allowHosts) && allowHosts.every(isHostname),
    'allowHosts must be a list of names without scheme and port, such as mock.example.test.',
  );
  check(
    sdkAppId === undefined || isWhole(sdkAppId, 1, Number.MAX_SAFE_INTEGER),
    'sdkAppId must be a positive whole number.',
  );
  check(
    secretKey === undefined || (isText(secretKey) && secretKey.trim() === secretKey),
    'secretKey must be a string that is not empty and has no white space around it.',
  );
  check(admins === undefined || isTexts(admins), 'admins must be a list of user ids.');
  check(
    region === undefined || (isText(region) && Object.hasOwn(regions, region)),
    `region must be one of ${Object.keys(regions).join(', ')}.`,
  );
  check(isTexts(channels), 'channels must be a list of channel ids.');
  check(accounts === undefined || isTexts(accounts), 'accounts must be a list of user ids.');
  for (const name of ['strict', 'trial', 'disabled', 'control', 'check'] as const) {
    check([undefined, true, false].includes(options[name]), `${name} must be true or false.`);
  }
  check(
    typeof rateLimit === 'boolean' || isWhole(rateLimit, 1, 1_000_000),
    'rateLimit must be true, false or a whole number of calls a second from 1 to 1000000.',
  );
  const [min, max] = typeof latency === 'number' ? [latency, latency] : Array.isArray(latency) ? latency : [-1, -1];
  check(
    isWhole(min, 0, 60_000) && isWhole(max, min, 60_000),
    'latency must be milliseconds, or their bounds, whole numbers from 0 to 60000.',
  );
  check(typeof failRate === 'number' && failRate >= 0 && failRate <= 1, 'failRate must be a number from 0 to 1.');
  check(isWhole(seed, 0, 2 ** 32 - 1), 'seed must be a whole number from 0 to 4294967295.');
  check(onCall === undefined || typeof onCall === 'function', 'onCall must be a function.');
  check(onWebhook === undefined || typeof onWebhook === 'function', 'onWebhook must be a function.');
  return {
    port,
    host,
    allowHosts,
    sdkAppId,
    secretKey,
    admins,
    region,
    regionHosts: hostsOfRegions(),
    channels,
    state: options.state,
    accounts,
    trial: options.trial ?? false,
    strict: options.strict ?? false,
    disabled: options.disabled ?? false,
    rateLimit,
    latency: [min, max],
    failRate,
    seed,
    control: options.control ?? true,
    check: options.check ?? false,
    onCall,
    webhooks: webhooks === undefined ? undefined : checkWebhookOptions(webhooks),
    onWebhook,
  };
}

function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}

const isHostname = (name: string): boolean => isIP(name) !== 0 || /^[\w-]+(\.[\w-]+)*\.?$/.test(name);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

function hostsOfRegions(): Map<string, Region> {
  const names = Object.keys(regions).filter((name): name is Region => name in regions);
  return new Map(
    names.flatMap((region) => {
      const { url, backupUrl }: { url: string; backupUrl?: string } = regions[region];
      return [url, backupUrl].flatMap((host) =>
        host === undefined ? [] : [[new URL(host).hostname, region] as const],
      );
    }),
  );
}
