/** The token comes out of nothing that the receiver gives away. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createWebhookReceiver, signWebhook, toNodeHandler } from '../src/index.ts';
import { beforeSend, destroyed, requestTime, sdkAppId, serve } from './doors.ts';

const canary = `canary${randomBytes(16).toString('hex')}`;
/** The parts of it that would be enough to find the rest, and what it is hashed to. */
const pieces = [...(canary.match(/.{12}/g) ?? []), await signWebhook({ token: canary, requestTime })];

const leaked = (text: string): string[] => pieces.filter((piece) => text.includes(piece));

/** All that a value shows when it is logged. */
function shown(value: unknown): string {
  if (!(value instanceof Error)) return `${JSON.stringify(value)}`;
  return [value.message, value.stack, JSON.stringify(value), shown(value.cause ?? '')].join('\n');
}

const part = fc.constantFrom(
  canary,
  'x',
  '',
  destroyed,
  beforeSend,
  String(sdkAppId),
  String(requestTime),
  '__proto__',
);
const name = fc.constantFrom('SdkAppid', 'CallbackCommand', 'Sign', 'RequestTime', 'ClientIP', canary);
const signed = await signWebhook({ token: canary, requestTime });
/** A request that is right but for some changes, most of which put the token where it does not belong. */
const request = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'DELETE'),
  changes: fc.array(fc.tuple(name, part), { maxLength: 3 }),
  headers: fc.array(fc.tuple(fc.constantFrom('content-encoding', 'x-token', 'content-type'), part), { maxLength: 1 }),
  body: fc.oneof(
    fc.constantFrom(canary, `{"a":${canary}}`, `{"CallbackCommand":"${canary}"}`, `{"CallbackCommand":"${destroyed}"}`),
    fc.constantFrom(`{"CallbackCommand":"${beforeSend}","Name":"${canary}"`, '{"CallbackCommand":7}', 'x'.repeat(2000)),
  ),
  behaviour: fc.constantFrom('return', 'throw', 'nonsense', 'hang'),
});

it('a canary token comes out of no answer, hook, error or log in 1,000 random faults', async () => {
  const seen: string[] = [];
  const take = (...args: unknown[]): void => {
    seen.push(args.map(shown).join('\n'));
  };
  const logs = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(take),
  );
  let behaviour = 'return';
  const act = (): unknown => {
    if (behaviour === 'throw') throw new Error('mine');
    if (behaviour === 'hang') return new Promise(() => {});
    return behaviour === 'return' ? undefined : { nonsense: true };
  };
  const options = {
    sdkAppId,
    token: ['another', canary],
    on: { [destroyed]: act, [beforeSend]: () => Object(act()) },
    maxBytes: 1024,
    timeout: 1,
    maxRunning: 1_000_000,
    now: () => requestTime * 1000,
    onRefused: take,
  };
  const receivers = [
    createWebhookReceiver({ ...options, onError: (error) => take(error) }),
    // What is not handed to a hook is logged.
    createWebhookReceiver(options),
  ];
  const urls = await Promise.all(receivers.map((receiver) => serve(toNodeHandler(receiver))));
  let count = 0;
  await fc.assert(
    fc.asyncProperty(request, async ({ method, changes, headers, body, ...more }) => {
      behaviour = more.behaviour;
      count += 1;
      const query = new URLSearchParams({
        SdkAppid: String(sdkAppId),
        CallbackCommand: count % 2 === 0 ? destroyed : beforeSend,
        Sign: signed,
        RequestTime: String(requestTime),
      });
      for (const [key, value] of changes) query.set(key, value);
      const init = { method, headers: new Headers(headers), ...(method === 'GET' ? {} : { body }) };
      const target = `/?${query}`;
      const receiver = receivers[count % 2] ?? expect.unreachable();
      const response =
        count % 10 === 0
          ? await fetch(`${urls[count % 4 === 0 ? 0 : 1]}${target}`, init)
          : await receiver(new Request(`http://app.test${target}`, init));
      take(response.status, Object.fromEntries(response.headers), await response.text());
    }),
    { numRuns: 1000 },
  );
  for (const wrong of [{ token: ` ${canary}` }, { token: [canary, ''] }, { token: canary, unsigned: true }]) {
    try {
      createWebhookReceiver(Object({ sdkAppId, on: {}, ...wrong }));
      expect.unreachable();
    } catch (error) {
      take(error);
    }
  }
  for (const log of logs) log.mockRestore();
  expect(count).toBe(1000);
  expect(new Set(seen).size).toBeGreaterThan(10);
  expect(seen.flatMap(leaked)).toStrictEqual([]);
});
