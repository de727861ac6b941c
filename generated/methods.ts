/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { ChannelsOperations } from './methods/channels.ts';
import type { ChunkedMethod, ChunkedOperationId } from './list-limits.ts';
import type { CallBody, OperationId, Success } from './operations.ts';
import type { PagedMethod, PagedOperationId } from './paging.ts';

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

/** Makes the object of all methods. */
export function bindOperations<Options>({ bind }: MethodMaker<Options>): ChatOperations<Options> {
  return {
    createOfficialAccount: bind("createOfficialAccount"),
    modifyOfficialAccountBaseInfo: bind("modifyOfficialAccountBaseInfo"),
    getOfficialAccountInfo: bind("getOfficialAccountInfo"),
    destroyOfficialAccount: bind("destroyOfficialAccount"),
    getSubscriberInfo: bind("getSubscriberInfo"),
    addSubscriber: bind("addSubscriber"),
    deleteSubscriber: bind("deleteSubscriber"),
    modifySubscriberInfo: bind("modifySubscriberInfo"),
    getSubscribedOfficialAccountList: bind("getSubscribedOfficialAccountList"),
    sendOfficialAccountMsg: bind("sendOfficialAccountMsg"),
    recallOfficialAccountMsg: bind("recallOfficialAccountMsg"),
    getOfficialAccountHistory: bind("getOfficialAccountHistory"),
  };
}
