import type { ChunkedOperationId, ChunksResult, ListLimit, OperationId, Success } from '@chat-openapi/openapi';
import { ChatConfigError } from './errors.ts';

/** A part of a list, in a body of its own. */
export interface Chunk {
  readonly items: readonly unknown[];
  readonly body: object;
}

/**
 * A body in parts, none of which has more items than one call takes.
 *
 * @throws ChatConfigError
 */
export function chunksOf(id: OperationId, { list, max }: ListLimit, body: unknown): Chunk[] {
  let whole: { [name: string]: unknown } = {};
  let items: unknown[] | undefined;
  try {
    whole = { ...Object(body) };
    const { [list]: given } = whole;
    if (Array.isArray(given)) items = [...given];
  } catch {}
  if (items === undefined) throw new ChatConfigError(`${list} of the body must be a list.`, id);
  const chunks: Chunk[] = [];
  // An empty list is one call as well: the service knows what it means.
  for (let start = 0; start === 0 || start < items.length; start += max) {
    const part = items.slice(start, start + max);
    chunks.push({ items: part, body: { ...whole, [list]: part } });
  }
  return chunks;
}

/**
 * Sends a list of any length, one part after the other: of two calls that change the same list at the same time nothing is
 * documented.
 *
 * @param calls Make the calls for the parts.
 */
export async function sendInChunks<K extends ChunkedOperationId>(
  { joined }: ListLimit,
  calls: readonly { readonly items: readonly unknown[]; send(): Promise<Success<K>> }[],
): Promise<ChunksResult<K>> {
  const lists = new Map(joined.map((name): [string, unknown[]] => [name, []]));
  const failedChunks: { items: readonly unknown[]; error: unknown }[] = [];
  for (const [index, { items, send }] of calls.entries()) {
    try {
      const answer = Object(await send());
      for (const [name, all] of lists) {
        const { [name]: list } = answer;
        for (const item of Array.isArray(list) ? list : []) all.push(item);
      }
    } catch (error) {
      // Options that are wrong for one call are wrong for all.
      if (index === 0 && error instanceof ChatConfigError && error.attempts === 0) throw error;
      failedChunks.push({ items, error });
    }
  }
  // The document is trusted for the shape of the lists.
  return Object({ ...Object.fromEntries(lists), failedChunks });
}
