import type { BundledDocument } from '@chat-openapi/openapi/document';
import { createChecker } from './check.ts';
import { readLines, type UnusableLine } from './lines.ts';
import { nearest } from './nearest.ts';
import { type Checked, printable } from './report.ts';

/** A file of wrong lines has few different mistakes; after this many no more names are proposed. */
const maxProposals = 1000;

/**
 * Holds a document against answers, a JSON object a line: `{"operation", "status", "body"}`. A line whose operation the document
 * does not have is unusable; null checks the common form only.
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
  const problemOf = createProblems(document);
  const checked = answers.flatMap((answer): Checked[] => {
    const path = checker.pathOf(answer.operation);
    if (answer.operation !== null && path === undefined) {
      unusable.push({ line: answer.line, problem: problemOf(answer.operation) });
      return [];
    }
    return [{ file, line: answer.line, operation: path ?? null, findings: checker.checkAnswer(answer) }];
  });
  return { checked, unusable: unusable.toSorted((a, b) => a.line - b.line) };
}

/** What is wrong with an operation that the document does not have. */
function createProblems(document: BundledDocument): (operation: string) => string {
  const names = Object.entries(document.paths).flatMap(([path, { post }]) => [post.operationId, path]);
  const said = new Map<string, string>();
  return (operation) => {
    const shown = printable(JSON.stringify(operation.length > 80 ? `${operation.slice(0, 77)}...` : operation));
    const like = said.get(operation) ?? (said.size < maxProposals ? (nearest(operation, names) ?? '') : '');
    if (said.size < maxProposals) said.set(operation, like);
    const meant = like === '' ? '' : `, the nearest is ${like}`;
    return `the document has no operation ${shown}${meant}; null checks the common form only`;
  };
}
