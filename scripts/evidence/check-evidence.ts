import { createChecker } from '../../packages/contract/src/check.ts';
import { type Checked, isExpected } from '../../packages/contract/src/report.ts';
import type { BundledDocument } from '../../spec/document.ts';
import { type Evidence, readEvidence } from './evidence.ts';

export interface EvidenceResult {
  evidence: Evidence[];
  checked: Checked[];
  /** Whether every answer is as expected, and there is at least one. */
  holds: boolean;
}

/** Holds a document against all evidence in a folder. */
export async function checkEvidence(document: BundledDocument, folder?: string): Promise<EvidenceResult> {
  const checker = createChecker(document);
  const evidence = await readEvidence(folder);
  const checked = evidence.map(({ file, line, operation, webhook, status, body, remarks, deviates }) => ({
    file: `test/contract/evidence/${file}`,
    line,
    operation: webhook ?? operation,
    findings:
      webhook === undefined
        ? checker.checkAnswer({ operation, status, body, remarks })
        : checker.checkWebhook({ webhook, body, remarks }),
    deviates,
  }));
  return { evidence, checked, holds: checked.length > 0 && checked.every(isExpected) };
}
