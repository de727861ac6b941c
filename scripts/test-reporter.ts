import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { inRoot } from './paths.ts';

/** Writes down why tests were skipped, which Vitest's JSON report leaves out. */
export default class SkipReasons implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const reasons = new Set<string>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const note = result.state === 'skipped' ? result.note : undefined;
        reasons.add(note ?? `${test.fullName} (no reason given)`);
      }
    }
    mkdirSync(inRoot('reports'), { recursive: true });
    writeFileSync(inRoot('reports', 'skip-reasons.json'), JSON.stringify([...reasons]));
  }
}
