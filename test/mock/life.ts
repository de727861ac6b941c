/** Random lives of channels through the client: a plain model, the mock, and what the client returns have to agree. */
import { randomInt } from 'node:crypto';
import { createChatClient } from '@chat-openapi/client';
import { type Mock, startMock } from '@chat-openapi/mock';
import { operationIds } from '@chat-openapi/openapi';
import fc from 'fast-check';
import { expect } from 'vitest';
import { commands, type World } from './life-commands.ts';
import { Model } from './life-model.ts';

// LIFE_SEED repeats a run.
const seed = Number(process.env.LIFE_SEED ?? randomInt(2 ** 31));
const sequences = process.env.CI ? 2000 : 200;
/** A start takes longer than a sequence, so a mock is copied after each of so many. */
const copied = 10;
/** So many that channels have a life, and so few that a run takes seconds. */
const maxCommands = 60;

/** What the mock remembers is what the model does. */
function holdState(mock: Mock, model: Model): void {
  const state = mock.state();
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  expect(channels).toHaveLength(state.channels.length);
  expect([...channels.keys()].toSorted()).toStrictEqual([...model.channels.keys()].toSorted());
  for (const [id, channel] of model.state()) expect(channels.get(id)).toMatchObject(channel);
}

/** All of it goes into another mock. */
async function holdCopy(mock: Mock): Promise<void> {
  const state = mock.state();
  await using other = await startMock({ check: true, state });
  expect(other.state()).toStrictEqual(state);
}

export interface LifeOptions {
  readonly strict?: boolean;
  readonly accounts?: string[];
  readonly channels: string[];
}

/** Half of all sequences go through one kind of mock. */
export async function holdLives(options: LifeOptions): Promise<void> {
  process.stdout.write(`life: LIFE_SEED=${seed}\n`);
  await using mock = await startMock({ check: true, ...options });
  const identity = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'any' };
  const chat = createChatClient({ ...identity, baseUrl: mock.url, quota: false, retry: 0 });
  const called = new Set<string | undefined>();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { size: 'max', maxCommands }), async (sequence) => {
      mock.reset();
      const model = new Model(options.accounts, options.channels);
      const real: World = { chat, made: [], keys: [] };
      await fc.asyncModelRun(() => ({ model, real }), sequence);
      holdState(mock, model);
      if (runs++ % copied === 0) await holdCopy(mock);
      for (const { operation, valid } of mock.calls()) {
        expect(valid).toBe(true);
        called.add(operation);
      }
    }),
    { seed, numRuns: sequences / 2 },
  );
  expect([...called].toSorted()).toStrictEqual(operationIds.toSorted());
}

/** Milliseconds: two thousand sequences take minutes. */
export const lifeTimeout = 600_000;
