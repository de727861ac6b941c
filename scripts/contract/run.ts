import { readFile } from 'node:fs/promises';
import type { BundledDocument } from '../../spec/document.ts';
import { inRoot } from '../paths.ts';
import { createChecker } from './check.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { readLines, type UnusableLine } from './lines.ts';
import { type Checked, isExpected } from './report.ts';

export interface ContractResult {
  evidence: Evidence[];
  checked: Checked[];
  /** Whether every answer is as expected, and there is at least one. */
  holds: boolean;
}

export async function readDocument(): Promise<BundledDocument> {
  return JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
}

/** Holds a document against all evidence in a folder. */
export async function checkEvidence(document: BundledDocument, folder?: string): Promise<ContractResult> {
  const checker = createChecker(document);
  const evidence = await readEvidence(folder);
  const checked = evidence.map(({ file, line, operation, status, body, remarks, deviates }) => ({
    file: `test/contract/evidence/${file}`,
    line,
    operation,
    findings: checker.checkAnswer({ operation, status, body, remarks }),
    deviates,
  }));
  return { evidence, checked, holds: checked.length > 0 && checked.every(isExpected) };
}

/** Holds a document against lines from anywhere. */
export function checkLines(
  document: BundledDocument,
  content: Uint8Array,
  file: string,
): { checked: Checked[]; unusable: UnusableLine[] } {
  const checker = createChecker(document);
  const { answers, unusable } = readLines(content);
  const checked = answers.map((answer) => ({
    file,
    line: answer.line,
    operation: checker.pathOf(answer.operation) ?? null,
    findings: checker.checkAnswer(answer),
  }));
  return { checked, unusable };
}
