import type { Report } from './progress.ts';

export interface Bench {
  bench(report: Report, options: { quick: boolean }): Promise<void>;
}

/** Every bench, by its name. */
export const benches: Record<string, () => Promise<Bench>> = {
  cli: () => import('./cli/bench.ts'),
  client: () => import('./client/bench.ts'),
  contract: () => import('./contract/bench.ts'),
  docs: () => import('./docs/bench.ts'),
  mock: () => import('./mock/bench.ts'),
  quota: () => import('./quota/bench.ts'),
  scale: () => import('./scale/bench.ts'),
  webhooks: () => import('./webhooks/bench.ts'),
};
