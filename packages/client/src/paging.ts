/** Goes through answers that come in pages. */
import type { PagedOperationId, PageItem, Paging, Success } from '@chat-openapi/openapi';
import { done, type Place } from './caller.ts';
import { ChatPagingError } from './errors.ts';

interface Fields {
  [name: string]: unknown;
}

/**
 * @param read Gives the body for the first page.
 * @param ask Makes the call for a page.
 * @param place Whose line an error begins with.
 */
export async function* pagesOf<K extends PagedOperationId>(
  id: K,
  rules: Paging,
  read: () => Fields,
  ask: (body: object) => Promise<Success<K>>,
  place: Place,
): AsyncGenerator<Success<K>, void, undefined> {
  const asked: Fields = { ...read() };
  for (const [name, value] of Object.entries(rules.first)) asked[name] ??= value;
  let mark = JSON.stringify(Object.keys(rules.cursor).map((name) => asked[name]));
  let steps = 0;
  let power = 1;
  for (;;) {
    const page = await ask(asked);
    yield page;
    const { cursor, text } = done(place, () => {
      const next = nextOf(id, rules, page);
      const values = JSON.stringify(Object.values(next ?? {}));
      // Brent's way to find a circle of any length: a mark that stays for twice as long each time.
      if (next !== undefined && values === mark) throw new ChatPagingError(id, 'leads in a circle: this page has been');
      return { cursor: next, text: values };
    })();
    if (cursor === undefined) return;
    if (++steps === power) {
      mark = text;
      steps = 0;
      power *= 2;
    }
    Object.assign(asked, cursor);
  }
}

/** @param signalOf Gives the signal, which is looked at before each item: a page has many. */
export async function* itemsOf<K extends PagedOperationId>(
  id: K,
  { items }: Paging,
  pages: AsyncIterable<Success<K>>,
  signalOf: () => AbortSignal | undefined,
): AsyncGenerator<PageItem<K>, void, undefined> {
  for await (const page of pages) {
    const signal = signalOf();
    for (const item of listOf(page, items, id)) {
      if (signal?.aborted) throw signal.reason;
      yield item;
    }
  }
}

/** The cursor of the next page; undefined after the last one. */
function nextOf(id: PagedOperationId, { items, cursor, end, emptyPageEnds }: Paging, page: object): Fields | undefined {
  const answer: Fields = Object(page);
  const ends = Object.entries(end);
  if (ends.length > 0 && ends.every(([name, value]) => answer[name] === value)) return undefined;
  if (emptyPageEnds && listOf(page, items, id).length === 0) return undefined;
  const next: Fields = {};
  for (const [name, from] of Object.entries(cursor)) {
    const value = answer[from];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string' && !Number.isSafeInteger(value)) {
      throw new ChatPagingError(
        id,
        `gives ${from}, which leads to the next page, in a form that JavaScript cannot hold`,
      );
    }
    next[name] = value;
  }
  return next;
}

/** The items of a page, for whose shape the document is trusted. */
function listOf<K extends PagedOperationId>(page: object, name: string, _operation: K): readonly PageItem<K>[] {
  const list = Object(page)[name];
  return Array.isArray(list) ? list : [];
}
