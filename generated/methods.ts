/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { ChannelsOperations } from './methods/channels.ts';
import { type ChunkedMethod, type ChunkedOperationId, listLimits } from './list-limits.ts';
import { type CallBody, type OperationId, type Success, operationIds } from './operations.ts';
import { type PagedMethod, type PagedOperationId, paging } from './paging.ts';

/** What makes a method. `Options` is what a call takes after its body. */
export interface MethodMaker<Options> {
  bind<K extends OperationId>(id: K): (body: CallBody<K> | undefined, options?: Options) => Promise<Success<K>>;
  /** What it has besides its call when its answers come in pages. */
  paged<K extends PagedOperationId>(id: K): PagedMethod<K, Options>;
  /** What it has besides its call when its list has a limit. */
  chunked<K extends ChunkedOperationId>(id: K): ChunkedMethod<K, Options>;
}

/** One method for each operation of the document. `Options` is what a call takes after its body. */
export interface ChatOperations<Options>
  extends ChannelsOperations<Options> {}

const isPaged = (id: OperationId): id is PagedOperationId => Object.hasOwn(paging, id);
const isChunked = (id: OperationId): id is ChunkedOperationId => Object.hasOwn(listLimits, id);

/** Makes the object of all methods, for whose types this table is trusted: the compiler does not follow a loop. */
export function bindOperations<Options>({ bind, paged, chunked }: MethodMaker<Options>): ChatOperations<Options> {
  const methods = operationIds.map((id) => [
    id,
    Object.assign(bind(id), isPaged(id) && paged(id), isChunked(id) && chunked(id)),
  ]);
  return Object(Object.fromEntries(methods));
}
