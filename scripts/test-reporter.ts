import { mkdirSync, writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { inRoot } from './paths.ts';
import { firstLine } from './test-count.ts';

/** What Vitest's JSON report leaves out. */
export interface MoreOfReport {
  /** Why tests were skipped. */
  reasons: string[];
  /** The messages of errors that came from outside of every test. */
  errorsOutside: string[];
}

export default class MoreReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, errors: ReadonlyArray<SerializedError>): void {
    const reasons = new Set<string>();
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const note = result.state === 'skipped' ? result.note : undefined;
        reasons.add(note ?? `${test.fullName} (no reason given)`);
      }
    }
    mkdirSync(inRoot('reports'), { recursive: true });
    const more: MoreOfReport = {
      reasons: [...reasons],
      errorsOutside: errors.map(({ message }) => firstLine(message)),
    };
    writeFileSync(inRoot('reports', 'more.json'), JSON.stringify(more));
  }
}
