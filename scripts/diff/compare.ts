import type { JsonObject } from '../../spec/document.ts';
import { findDifferences } from './differences.ts';
import { type Change, needsRedocly, rateChanges } from './ratings.ts';
import { rateByRedocly } from './redocly.ts';

/** Every change between two documents, the worst first. */
export async function diffDocuments(before: JsonObject, after: JsonObject): Promise<Change[]> {
  const differences = findDifferences(before, after);
  const verdicts = differences.some(needsRedocly) ? await rateByRedocly(before, after) : [];
  return rateChanges(differences, verdicts, { before, after });
}
