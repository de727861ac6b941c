/**
 * What Redoc shows and no other reader of the document needs: tables of codes in descriptions, the values of `ErrorCode` in
 * words, and samples.
 */
import {
  type BundledDocument,
  type BundledOperation,
  type CatalogueError,
  commonErrors,
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
  const common = commonErrors(copy);
  for (const { post } of Object.values(copy.paths)) expandOperation(copy, post, common, samplesOf(post.operationId));
  for (const [command, { post }] of Object.entries(copy.webhooks ?? {}))
    Object.assign(post, { 'x-codeSamples': webhookSamples(document, command) });
  copy.info.description = `${copy.info.description}\n${commonTable(common)}`;
  return copy;
}

function expandOperation(
  document: BundledDocument,
  operation: ExpandedOperation,
  common: CatalogueError[],
  samples: CodeSample[],
): void {
  const errors = errorsOf(document, operation);
  operation.description = `${operation.description}\n\n${errorTable(errors, common)}`;
  if (samples.length > 0) operation['x-codeSamples'] = samples;
  const media = operation.responses['200'].content['application/json'];
  const answer = resolve(document, media.schema);
  const [success, failure] = answer.oneOf ?? [];
  if (success === undefined || failure === undefined) return;
  // The schemas may be shared with other operations, so what is changed is a copy.
  const own = explained(structuredClone(resolve(document, failure)), errors);
  media.schema = { ...answer, oneOf: [success, own] };
}

/** A failure schema in which the values of `ErrorCode` are explained. */
function explained(failure: Schema, errors: CatalogueError[]): Schema {
  const code: ExplainedSchema = { ...failure.properties?.ErrorCode };
  code['x-enumDescriptions'] = Object.fromEntries(
    errors.map(({ code, name, meaning }) => [code, `${name}: ${meaning}`]),
  );
  return { ...failure, properties: { ...failure.properties, ErrorCode: code } };
}

function errorTable(errors: CatalogueError[], common: CatalogueError[]): string {
  const codes = common.map(({ code }) => code);
  const rows = errors.map(({ code, name, meaning, remedy }) => `| ${code} ${name} | ${meaning} | ${remedy} |`);
  return [
    `**Error codes of this operation.** ${common.length} more, from ${Math.min(...codes)} to ${Math.max(...codes)}, can come from every operation; the start of this document lists them.`,
    '',
    '| Code | Meaning | What to do |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function commonTable(errors: CatalogueError[]): string {
  const rows = errors.map(({ code, name, meaning }) => `| ${code} ${name} | ${meaning} |`);
  return [
    `<details><summary>Error codes of every operation (${errors.length})</summary>`,
    '',
    '| Code | Meaning |',
    '| --- | --- |',
    ...rows,
    '',
    '</details>',
    '',
  ].join('\n');
}
