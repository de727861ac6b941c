/** What the quota does with what a Redis client gives it, without a Redis. */
import { ChatQuotaError } from '@chat-openapi/client';
import { describe, expect, it } from 'vitest';
import type { RedisClient } from '../src/index.ts';
import { call, observe, perSecond } from './world.ts';

type Question = { past: string; isStepped: boolean; wants: [number, number[]][] };

/** Answers as the script does, by a clock that can jump. */
function createRedisWith(clock: { ahead: number }): { client: RedisClient; questions: Question[] } {
  const questions: Question[] = [];
  let past = '1000';
  const evalSha = async (_sha: string, { arguments: [text = ''] }: { arguments: string[] }): Promise<string[]> => {
    const question: Question = JSON.parse(text);
    const now = Math.round((performance.now() + clock.ahead + 1e9) * 1000);
    questions.push(question);
    if (question.isStepped && question.past === past) past = String(now);
    const wait = Math.max(0, Number(past) + 2_140_000 - now);
    const grantOf = ([count]: [number, number[]]): string[] => {
      const slots = wait > 0 ? [] : Array.from({ length: count }, () => now);
      return [slots.join(','), String(wait), String(wait), wait > 0 ? '1' : '0'];
    };
    return ['ok', String(now), past, '', ...question.wants.flatMap(grantOf)];
  };
  return { client: { evalSha, eval: async () => [] }, questions };
}

describe('the clock of Redis', () => {
  it.for([600, 3_600_000])(
    'that jumps forwards by %i ms is found out, and all are told that the past is unknown',
    async (jump) => {
      const clock = { ahead: 0 };
      const { client, questions } = createRedisWith(clock);
      const { quota, kinds } = observe({ client, assumedProcesses: 2 });
      await call(quota);
      clock.ahead = jump;
      await expect(call(quota, { remaining: 1000 })).rejects.toBeInstanceOf(ChatQuotaError);
      // On a busy machine the same is asked twice.
      const asked = new Set(questions.map(({ past, isStepped }) => `past ${past}, stepped ${isStepped}`));
      expect([...asked]).toStrictEqual(['past , stepped false', 'past 1000, stepped false', 'past 1000, stepped true']);
      expect(kinds()).toStrictEqual(['unknownPast']);
      expect(await call(quota)).toBeGreaterThan(1000);
      expect(questions.at(-1)?.isStepped).toBe(false);
    },
  );

  it('is not that of the process: its wall clock may be set as one likes', async () => {
    const { client } = createRedisWith({ ahead: 0 });
    const { quota, kinds } = observe({ client, assumedProcesses: 2 });
    const rightNow = Date.now;
    try {
      for (const wrong of [0, 3_600_000, -3_600_000]) {
        Date.now = () => rightNow() + wrong;
        expect(await call(quota)).toBeLessThan(1000);
      }
    } finally {
      Date.now = rightNow;
    }
    expect(kinds()).toStrictEqual([]);
  });
});

describe('a client', () => {
  const fails = (run: () => unknown): RedisClient =>
    Reflect.apply(Object.assign, undefined, [{ evalSha: run, eval: run }]);
  const error = (text: string, more: object = {}): Error => Object.assign(new Error(text), more);

  it.for<[string, () => unknown, string | undefined]>([
    [
      'throws at once',
      () => {
        throw error('ERR');
      },
      undefined,
    ],
    [
      'rejects with a code of the runtime',
      () => Promise.reject(error('connect redis://:secret@host', { code: 'ECONNREFUSED' })),
      'ECONNREFUSED',
    ],
    ['rejects with a code of Redis', () => Promise.reject(error('LOADING Redis is loading secret')), 'LOADING'],
    ['rejects with nothing', () => Promise.reject(undefined), undefined],
    [
      'rejects with what cannot be read',
      () =>
        Promise.reject({
          get code() {
            throw error('secret');
          },
        }),
      undefined,
    ],
    ['gives nothing', () => undefined, 'TypeError'],
    ['gives something else', () => Promise.resolve({ secret: 1 }), 'TypeError'],
    ['gives an answer of something else', () => Promise.resolve(['ok', 'secret']), 'TypeError'],
  ])('that %s counts as unavailable, and nothing of its texts is told', async ([, run, code]) => {
    const { quota, events } = observe({ client: fails(run), assumedProcesses: 2, onUnavailable: 'refuse' });
    const refused = await call(quota).catch((reason: unknown) => reason);
    expect(refused).toMatchObject({ name: 'RedisQuotaError', code: 'unavailable' });
    expect(events).toStrictEqual([{ key: 'chat:{1400000000}', kind: 'unavailable', code }]);
    expect(`${refused}${JSON.stringify(events)}`).not.toContain('secret');
  });

  it('that may give buffers is understood', async () => {
    const { client } = createRedisWith({ ahead: 0 });
    if (!('evalSha' in client)) throw new Error('It is of the other kind.');
    const { evalSha } = client;
    const asBuffers = async (sha: string, options: { keys: string[]; arguments: string[] }): Promise<unknown> => {
      const answer = await evalSha(sha, options);
      return Array.isArray(answer) ? answer.map((part) => Buffer.from(String(part))) : answer;
    };
    const { quota } = observe({ client: { ...client, evalSha: asBuffers }, assumedProcesses: 2 });
    expect(await call(quota, { limits: [perSecond] })).toBeLessThan(1000);
  });

  it('hangs no call beyond its deadline, and ends none when it answers late', async () => {
    const late: (() => void)[] = [];
    const hanging = (): Promise<never> => new Promise((_, reject) => late.push(() => reject(new Error('late'))));
    const { quota } = observe({ client: fails(hanging), assumedProcesses: 1000 });
    const asked = performance.now();
    await expect(call(quota, { remaining: 300 })).rejects.toThrow();
    expect(performance.now() - asked).toBeLessThan(5000);
    for (const reject of late) reject();
  });
});
