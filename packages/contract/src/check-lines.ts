import type { BundledDocument } from '@chat-openapi/openapi/document';
import { createChecker } from './check.ts';
import { readLines, type UnusableLine } from './lines.ts';
import { nearest } from './nearest.ts';
import { type Checked, printable } from './report.ts';

/** A file of wrong lines has few different mistakes; after this many no more names are proposed. */
const maxProposals = 1000;

/**
 * Holds a document against answers and events, a JSON object a line: `{"operation", "status", "body"}` or `{"webhook", "body"}`. A
 * line whose operation or webhook the document does not have is unusable; a null operation checks the common form only.
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
    const { line, webhook } = answer;
    if (webhook !== undefined) {
      if (checker.hasWebhook(webhook)) {
        return [{ file, line, operation: webhook, findings: checker.checkWebhook({ ...answer, webhook }) }];
      }
      unusable.push({ line, problem: problemOf.webhook(webhook) });
      return [];
    }
    const path = checker.pathOf(answer.operation);
    if (answer.operation !== null && path === undefined) {
      unusable.push({ line: answer.line, problem: problemOf.operation(answer.operation) });
      return [];
    }
    return [{ file, line: answer.line, operation: path ?? null, findings: checker.checkAnswer(answer) }];
  });
  return { checked, unusable: unusable.toSorted((a, b) => a.line - b.line) };
}

/** What is wrong with an operation or a webhook that the document does not have. */
function createProblems(document: BundledDocument): Record<'operation' | 'webhook', (name: string) => string> {
  const operations = Object.entries(document.paths).flatMap(([path, { post }]) => [post.operationId, path]);
  const said = new Map<string, string>();
  const problem = (kind: string, name: string, names: readonly string[]): string => {
    const shown = printable(JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name));
    const key = `${kind} ${name}`;
    const like = said.get(key) ?? (said.size < maxProposals ? (nearest(name, names) ?? '') : '');
    if (said.size < maxProposals) said.set(key, like);
    return `the document has no ${kind} ${shown}${like === '' ? '' : `, the nearest is ${like}`}`;
  };
  return {
    operation: (name) => `${problem('operation', name, operations)}; null checks the common form only`,
    webhook: (name) => problem('webhook', name, Object.keys(document.webhooks ?? {})),
  };
}
