/** What is needed of a Redis client, and how a script is run with it. */
import { createHash } from 'node:crypto';
import { script } from './script.ts';
import { setTimer } from './time.ts';

/** node-redis from version 4 on: `createClient`, `createClientPool`, `createCluster`, `createSentinel`. */
export interface NodeRedisLike {
  evalSha(sha: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** ioredis and iovalkey: `Redis`, also with sentinels, and `Cluster`. */
export interface IoRedisLike {
  evalsha(sha: string, keys: number, ...rest: string[]): Promise<unknown>;
  eval(script: string, keys: number, ...rest: string[]): Promise<unknown>;
}

/** A connected client of your own. Nothing is done with it but to run one script. */
export type RedisClient = NodeRedisLike | IoRedisLike;

/** Runs the script. */
export type RunScript = (keys: string[], question: string) => Promise<unknown>;

const sha = createHash('sha1').update(script).digest('hex');

export function createRunScript(client: RedisClient): RunScript {
  const { bySha, byText } = waysOf(client);
  return async (keys, question) => {
    try {
      return await bySha(keys, question);
    } catch (error) {
      if (!messageOf(error).startsWith('NOSCRIPT')) throw error;
      return await byText(keys, question);
    }
  };
}

function waysOf(client: RedisClient): { bySha: RunScript; byText: RunScript } {
  if ('evalSha' in client) {
    return {
      bySha: (keys, question) => client.evalSha(sha, { keys, arguments: [question] }),
      byText: (keys, question) => client.eval(script, { keys, arguments: [question] }),
    };
  }
  return {
    bySha: (keys, question) => client.evalsha(sha, keys.length, ...keys, question),
    byText: (keys, question) => client.eval(script, keys.length, ...keys, question),
  };
}

/** Redis has not answered in time. */
export class NoAnswer extends Error {}

/**
 * Waits for an answer, for at most so many milliseconds. The timers of a client do not end what it has sent, or what it holds
 * back until it is connected again. What comes late is dropped.
 */
export function withLimit<T>(answer: Promise<T>, limit: number): Promise<T> {
  return new Promise((resolve, reject) => {
    // After a stall of this process the answer lies in the socket, and is read before the next turn of the timers.
    const giveUp = (turns: number) => (): void => {
      if (turns === 0) reject(new NoAnswer());
      else cancel = setTimer(giveUp(turns - 1), 0);
    };
    let cancel = setTimer(giveUp(2), limit);
    answer.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error) => {
        cancel();
        reject(error);
      },
    );
  });
}

export function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : '';
  } catch {
    return '';
  }
}

/** The code of what went wrong: that of Redis, such as `LOADING`, or that of the runtime, such as `ECONNREFUSED`. Never a text. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof NoAnswer) return 'TIMEOUT';
  const [fromRedis] = /^[A-Z]{3,20}(?= )/.exec(messageOf(error)) ?? [];
  if (fromRedis !== undefined) return fromRedis;
  try {
    const { code, name } = Object(error);
    return [code, name].find((text) => typeof text === 'string' && /^\w{3,40}$/.test(text) && text !== 'Error');
  } catch {
    return undefined;
  }
}
