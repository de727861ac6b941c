import type { Quota } from '@chat-openapi/client';
import { Ledger } from './ledger.ts';
import { checkOptions, type RedisQuotaOptions } from './options.ts';
import { createRunScript } from './redis-client.ts';

/**
 * Makes a quota that all processes share which use the same Redis or Valkey, for the option `quota` of a client.
 *
 * In any window no more calls start than a limit allows, over all processes, whatever their clocks say, and when processes or
 * Redis end and come back. The first calls on a Redis that knows nothing wait for about two seconds.
 *
 * @throws ChatConfigError for a wrong option.
 * @example createChatClient({ ...options, quota: createRedisQuota({ client: redis, assumedProcesses: 8 }) })
 */
export function createRedisQuota(options: RedisQuotaOptions): Quota {
  const settings = checkOptions(options);
  const run = createRunScript(settings.client);
  const ledgers = new Map<string, Ledger>();
  const ledgerOf = (sdkAppId: number): Ledger => {
    const key = settings.key ?? `chat:{${sdkAppId}}`;
    const ledger = ledgers.get(key) ?? new Ledger(settings, run, key);
    ledgers.set(key, ledger);
    return ledger;
  };
  return {
    async start(request, start) {
      if (request.limits.length === 0) start();
      else await ledgerOf(request.sdkAppId).start(request, start);
    },
  };
}
