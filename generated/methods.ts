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
export function bindOperations<Options>({ bind, paged, chunked }: MethodMaker<Options>): ChatOperations<Options> {
  return {
    createOfficialAccount: bind("createOfficialAccount"),
    modifyOfficialAccountBaseInfo: bind("modifyOfficialAccountBaseInfo"),
    getOfficialAccountInfo: Object.assign(bind("getOfficialAccountInfo"), chunked("getOfficialAccountInfo")),
    destroyOfficialAccount: bind("destroyOfficialAccount"),
    getSubscriberInfo: Object.assign(bind("getSubscriberInfo"), paged("getSubscriberInfo")),
    addSubscriber: Object.assign(bind("addSubscriber"), chunked("addSubscriber")),
    deleteSubscriber: bind("deleteSubscriber"),
    modifySubscriberInfo: bind("modifySubscriberInfo"),
    getSubscribedOfficialAccountList: Object.assign(bind("getSubscribedOfficialAccountList"), paged("getSubscribedOfficialAccountList")),
    sendOfficialAccountMsg: bind("sendOfficialAccountMsg"),
    recallOfficialAccountMsg: Object.assign(bind("recallOfficialAccountMsg"), chunked("recallOfficialAccountMsg")),
    getOfficialAccountHistory: Object.assign(bind("getOfficialAccountHistory"), paged("getOfficialAccountHistory")),
  };
}
