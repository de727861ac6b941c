import type { ChunkedOperationId, ChunksResult, ListLimit, Success } from '@chat-openapi/openapi';
import { ChatConfigError } from './errors.ts';

/**
 * Sends a list of any length, one part after the other: of two calls that change the same list at the same time nothing is
 * documented.
 *
 * @param send Makes the call for a part.
 */
export async function sendInChunks<K extends ChunkedOperationId>(
  id: K,
  { list, max, joined }: ListLimit,
  body: unknown,
  send: (body: object) => Promise<Success<K>>,
): Promise<ChunksResult<K>> {
  const whole: { [name: string]: unknown } = { ...Object(body) };
  const { [list]: given } = whole;
  if (!Array.isArray(given)) throw new ChatConfigError(`${list} of the body must be a list.`, id);
  const items = [...given];
  const lists = new Map(joined.map((name): [string, unknown[]] => [name, []]));
  const failedChunks: { items: unknown[]; error: unknown }[] = [];
  // An empty list is one call as well: the service knows what it means.
  for (let start = 0; start === 0 || start < items.length; start += max) {
    const chunk = items.slice(start, start + max);
    try {
      const answer = Object(await send({ ...whole, [list]: chunk }));
      for (const [name, all] of lists) for (const item of answer[name] ?? []) all.push(item);
    } catch (error) {
      // Options that are wrong for one call are wrong for all.
      if (start === 0 && error instanceof ChatConfigError && error.attempts === 0) throw error;
      failedChunks.push({ items: chunk, error });
    }
  }
  // The document is trusted for the shape of the lists.
  return Object({ ...Object.fromEntries(lists), failedChunks });
}
