/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { ChannelsOperations } from './methods/channels.ts';
import type { CallBody, OperationId, Success } from './operations.ts';

/** One method for each operation of the document. `Options` is what a call takes after its body. */
export interface ChatOperations<Options>
  extends ChannelsOperations<Options> {}

/** Makes the object of all methods from a function that makes one. */
export function bindOperations<Options>(
  bind: <K extends OperationId>(id: K) => (body: CallBody<K> | undefined, options?: Options) => Promise<Success<K>>,
): ChatOperations<Options> {
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
