/** Goes through answers that come in pages. */
import type { PagedOperationId, PageItem, Paging, Success } from '@chat-openapi/openapi';
import { encodeBody } from './encode-body.ts';
import { ChatPagingError } from './errors.ts';

interface Fields {
  [name: string]: unknown;
}

/** @param ask Makes the call for a page. */
export async function* pagesOf<K extends PagedOperationId>(
  id: K,
  rules: Paging,
  body: unknown,
  ask: (body: object) => Promise<Success<K>>,
): AsyncGenerator<Success<K>, void, undefined> {
  // What is no body is refused as that of any call.
  encodeBody(body, id);
  const asked: Fields = { ...Object(body) };
  for (const [name, value] of Object.entries(rules.first)) asked[name] ??= value;
  let mark = JSON.stringify(Object.keys(rules.cursor).map((name) => asked[name]));
  let steps = 0;
  let power = 1;
  for (;;) {
    const page = await ask(asked);
    yield page;
    const cursor = nextOf(id, rules, page);
    if (cursor === undefined) return;
    // Brent's way to find a circle of any length: a mark that stays for twice as long each time.
    const text = JSON.stringify(Object.values(cursor));
    if (text === mark) throw new ChatPagingError(id, 'leads in a circle: this page has been');
    if (++steps === power) {
      mark = text;
      steps = 0;
      power *= 2;
    }
    Object.assign(asked, cursor);
  }
}

/** @param signal Looked at before each item: a page has many. */
export async function* itemsOf<K extends PagedOperationId>(
  id: K,
  { items }: Paging,
  pages: AsyncIterable<Success<K>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<PageItem<K>, void, undefined> {
  for await (const page of pages) {
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
