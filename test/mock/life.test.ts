/** Random lives of channels through the client: a plain model, the mock, and what the client returns have to agree. */
import { randomInt } from 'node:crypto';
import { createChatClient } from '@chat-openapi/client';
import { type Mock, startMock } from '@chat-openapi/mock';
import { operationIds } from '@chat-openapi/openapi';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accounts, commands, ids, type World } from './life-commands.ts';
import { Model } from './life-model.ts';

// LIFE_SEED repeats a run.
const seed = Number(process.env.LIFE_SEED ?? randomInt(2 ** 31));
const sequences = process.env.CI ? 2000 : 200;
/** So many that channels have a life, and so few that a run takes seconds. */
const maxCommands = 60;

/** What the mock remembers is what the model does, and goes whole into another mock. */
async function holdState(mock: Mock, model: Model): Promise<void> {
  const state = mock.state();
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  expect(channels).toHaveLength(state.channels.length);
  expect([...channels.keys()].toSorted()).toStrictEqual([...model.channels.keys()].toSorted());
  for (const [id, channel] of model.state()) expect(channels.get(id)).toMatchObject(channel);
  await using other = await startMock({ check: true, state });
  expect(other.state()).toStrictEqual(state);
}

describe.each([
  ['every account and channel is there', { channels: [] }],
  ['accounts are named and channels created', { strict: true, accounts, channels: ids.slice(0, 2) }],
])('where %s', (_name, options: { strict?: boolean; accounts?: string[]; channels: string[] }) => {
  it('model, mock and client agree', async () => {
    process.stdout.write(`life: LIFE_SEED=${seed}\n`);
    await using mock = await startMock({ check: true, ...options });
    const identity = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'any' };
    const chat = createChatClient({ ...identity, baseUrl: mock.url, quota: false, retry: 0 });
    const called = new Set<string | undefined>();
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { size: 'max', maxCommands }), async (sequence) => {
        mock.reset();
        const model = new Model(options.accounts, options.channels);
        const real: World = { chat, made: [], keys: [] };
        await fc.asyncModelRun(() => ({ model, real }), sequence);
        await holdState(mock, model);
        for (const { operation, valid } of mock.calls()) {
          expect(valid).toBe(true);
          called.add(operation);
        }
      }),
      { seed, numRuns: sequences / 2 },
    );
    expect([...called].toSorted()).toStrictEqual(operationIds.toSorted());
  }, 600_000);
});
