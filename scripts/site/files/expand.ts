/**
 * What Redoc shows and no other reader of the document needs: an operation's own codes in its description, and samples. Codes
 * that every operation can give would be most of it, and are left out.
 */
import { type BundledDocument, type BundledOperation, type CatalogueError, errorsOf } from '../../../spec/document.ts';
import type { CodeSample } from '../../../spec/plugin/samples.ts';
import { webhookSamples } from '../../../spec/plugin/webhook-samples.ts';

type ExpandedOperation = BundledOperation & { 'x-codeSamples'?: CodeSample[] };

/**
 * The document with all that in it.
 *
 * @param document Left as it is.
 * @param samplesOf The samples of an operation.
 */
export function expand(document: BundledDocument, samplesOf: (operationId: string) => CodeSample[]): BundledDocument {
  const copy = structuredClone(document);
  for (const { post } of Object.values(copy.paths)) expandOperation(copy, post, samplesOf(post.operationId));
  for (const [command, { post }] of Object.entries(copy.webhooks ?? {}))
    Object.assign(post, { 'x-codeSamples': webhookSamples(document, command) });
  return copy;
}

function expandOperation(document: BundledDocument, operation: ExpandedOperation, samples: CodeSample[]): void {
  const errors = errorsOf(document, operation);
  operation.description = `${operation.description}\n\n${errorList(errors)}`;
  if (samples.length > 0) operation['x-codeSamples'] = samples;
  const media = operation.responses['200'].content['application/json'];
  const own = new Set(['0', ...errors.map(({ code }) => String(code))]);
  media.examples = Object.fromEntries(Object.entries(media.examples).filter(([code]) => own.has(code)));
}

/** As a list, because a table of several columns is cut off beside the samples. */
function errorList(errors: CatalogueError[]): string {
  const items = errors.map(({ code, name, meaning, remedy }) => `- **${code} ${name}**: ${meaning} ${remedy}`);
  return ['**Error codes of this operation**', '', ...items].join('\n');
}
