/**
 * What Redoc shows and no other reader of the document needs: an operation's own codes in its description and at `ErrorCode`,
 * and samples. Codes that every operation can give would be most of it, and are left out.
 */
import {
  type BundledDocument,
  type BundledOperation,
  type CatalogueError,
  errorsOf,
  resolve,
  type Schema,
} from '../../../spec/document.ts';
import type { CodeSample } from '../../../spec/plugin/samples.ts';
import { webhookSamples } from '../../../spec/plugin/webhook-samples.ts';

type ExpandedOperation = BundledOperation & { 'x-codeSamples'?: CodeSample[] };
type ExplainedSchema = Schema & { 'x-enumDescriptions'?: Record<string, string> };

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
  const answer = resolve(document, media.schema);
  const [success, failure] = answer.oneOf ?? [];
  if (success === undefined || failure === undefined) return;
  // The schemas may be shared with other operations, so what is changed is a copy.
  const ownFailure = explained(structuredClone(resolve(document, failure)), errors);
  media.schema = { ...answer, oneOf: [success, ownFailure] };
}

/** A failure schema in which the values of `ErrorCode` are explained. */
function explained(failure: Schema, errors: CatalogueError[]): Schema {
  const code: ExplainedSchema = { ...failure.properties?.ErrorCode };
  code['x-enumDescriptions'] = Object.fromEntries(
    errors.map(({ code, name, meaning }) => [code, `${name}: ${meaning}`]),
  );
  return { ...failure, properties: { ...failure.properties, ErrorCode: code } };
}

/** As a list, because a table of several columns is cut off beside the samples. */
function errorList(errors: CatalogueError[]): string {
  const items = errors.map(({ code, name, meaning, remedy }) => `- **${code} ${name}**: ${meaning} ${remedy}`);
  return ['**Error codes of this operation**', '', ...items].join('\n');
}
