import { readFile } from 'node:fs/promises';
import { inRoot } from '../paths.ts';
import { createChecker, type Finding } from './check.ts';
import { type Evidence, readEvidence } from './evidence.ts';

export interface ContractResult {
  checked: { evidence: Evidence; findings: Finding[]; holds: boolean }[];
  /** Whether every answer is as expected, and there is at least one. */
  holds: boolean;
}

/** Holds the generated document against all evidence. */
export async function runContract(): Promise<ContractResult> {
  const document = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  const checker = createChecker(document);
  const checked = (await readEvidence()).map((evidence) => {
    const findings = checker.check(evidence.operation, evidence.body);
    const breaks = findings.some(({ severity }) => severity === 'breaking');
    return { evidence, findings, holds: breaks === (evidence.deviates !== undefined) };
  });
  return { checked, holds: checked.length > 0 && checked.every(({ holds }) => holds) };
}
