import { expect, it } from 'vitest';
import { describe, runWebhookBench } from './bench.ts';

it('npm run bench webhooks measures servers that really answer, and tells what it has found', async () => {
  const options = { rounds: 2, rate: 100, seconds: 0.2, warmUp: 0.1 };
  const steps: string[] = [];
  const rounds = await runWebhookBench(options, (step) => steps.push(step));
  expect(rounds).toHaveLength(2);
  expect(new Set(steps)).toStrictEqual(
    new Set(['round 1 of 2, bare', 'round 1 of 2, receiver', 'round 2 of 2, receiver', 'round 2 of 2, bare']),
  );
  for (const { bare, receiver } of rounds) {
    expect(bare).toMatchObject({ sent: 20, answered: 20, handled: 20 });
    expect(receiver).toMatchObject({ sent: 20, answered: 20, handled: 20 });
    expect(Math.min(bare.cpu, receiver.cpu, bare.p99, receiver.p99)).toBeGreaterThan(0);
  }
  const report = describe(rounds, options).join('\n');
  expect(report.match(/^ {2}(reached|MISSED ) /gm)).toHaveLength(3);
  expect(report).toContain('reached  none lost');
  expect(report).not.toMatch(/NaN|Infinity|undefined/);
});
