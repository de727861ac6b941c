import type { BundledDocument } from '@chat-openapi/openapi/document';
import { createChecker } from './check.ts';
import { readLines, type UnusableLine } from './lines.ts';
import type { Checked } from './report.ts';

/**
 * Holds a document against answers, a JSON object a line: `{"operation", "status", "body"}`.
 *
 * @param content The lines as UTF-8.
 * @param file What they are called in reports.
 */
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
