/** The time that a quota adds to a call of the client, when nothing has to wait for it. */
import { type ChatClient, type ChatClientOptions, createChatClient } from '@chat-openapi/client';
import { createRedisQuota } from '@chat-openapi/redis-quota';
import { createClient } from 'redis';
import { startRedis } from '../../../packages/redis-quota/test/redis-server.ts';
import { medianOf } from '../median.ts';
import type { Report } from '../progress.ts';
import { identity, requestBody } from '../request.ts';

const calls = 640;
const atOnce = [1, 32];
const body = JSON.stringify({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 });

export async function benchCost({ say, progress }: Report, program: string, rounds: number): Promise<void> {
  const server = await startRedis({ program });
  const redis = createClient({ socket: { path: server.path, tls: false } });
  try {
    await redis.connect();
    const shared = createRedisQuota({ client: redis, assumedProcesses: 1, calls: 100_000 });
    const quotas: Record<string, ChatClientOptions['quota']> = {
      none: false,
      'of the process': 1_000_000,
      [`in ${program}`]: shared,
    };
    const clients = Object.entries(quotas).map(([name, quota]) => ({ name, chat: clientWith(quota) }));
    for (const inFlight of atOnce) {
      const times = new Map<string, number[]>(clients.map(({ name }) => [name, []]));
      // The first round warms up, and lets Redis learn its past.
      for (let round = 0; round <= rounds; round++) {
        for (const { name, chat } of clients) {
          progress(`round ${round} of ${rounds}, ${inFlight} at once, quota: ${name}`);
          const took = await measure(chat, inFlight);
          if (round > 0) times.get(name)?.push(took);
        }
      }
      const none = medianOf(times.get('none') ?? []);
      for (const [name, found] of times) {
        const added = name === 'none' ? '' : `, ${(medianOf(found) - none).toFixed(1)} us more than none`;
        say(`${inFlight} at once, quota ${name}: ${medianOf(found).toFixed(1)} us a call${added}`);
      }
    }
  } finally {
    redis.destroy();
    await server.remove();
  }
}

/** Its requests are answered at once, so that nothing but the client is measured. */
function clientWith(quota: ChatClientOptions['quota']): ChatClient {
  const fetch = async (): Promise<Response> => new Response(body, { headers: { 'content-type': 'application/json' } });
  return createChatClient({ baseUrl: 'http://127.0.0.1', ...identity, quota, fetch });
}

/** Microseconds a call. */
async function measure(chat: ChatClient, inFlight: number): Promise<number> {
  const started = performance.now();
  const callInTurn = async (): Promise<void> => {
    for (let call = 0; call < calls; call += inFlight) await chat.destroyOfficialAccount(requestBody);
  };
  await Promise.all(Array.from({ length: inFlight }, callInTurn));
  return ((performance.now() - started) * 1000) / calls;
}
