/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

export type { components, operations as schemaOperations, paths } from './schema.js';
export type { RetryClass } from './document.ts';
export { type CommonCode, documentHash, errorCodes } from './errors.ts';
export {
  type Body,
  type CallBody,
  type Failure,
  type Operation,
  type OperationCode,
  type OperationId,
  type RateLimit,
  type Success,
  describeCode,
  docsUrl,
  isOperationId,
  operationIds,
  operations,
} from './operations.ts';
export { type ChatOperations, bindOperations } from './methods.ts';
export type {
  CreateOfficialAccountBody,
  CreateOfficialAccountFailure,
  CreateOfficialAccountSuccess,
  ModifyOfficialAccountBaseInfoBody,
  ModifyOfficialAccountBaseInfoFailure,
  ModifyOfficialAccountBaseInfoSuccess,
  GetOfficialAccountInfoBody,
  GetOfficialAccountInfoFailure,
  GetOfficialAccountInfoSuccess,
  DestroyOfficialAccountBody,
  DestroyOfficialAccountFailure,
  DestroyOfficialAccountSuccess,
  GetSubscriberInfoBody,
  GetSubscriberInfoFailure,
  GetSubscriberInfoSuccess,
  AddSubscriberBody,
  AddSubscriberFailure,
  AddSubscriberSuccess,
  DeleteSubscriberBody,
  DeleteSubscriberFailure,
  DeleteSubscriberSuccess,
  ModifySubscriberInfoBody,
  ModifySubscriberInfoFailure,
  ModifySubscriberInfoSuccess,
  GetSubscribedOfficialAccountListBody,
  GetSubscribedOfficialAccountListFailure,
  GetSubscribedOfficialAccountListSuccess,
  SendOfficialAccountMsgBody,
  SendOfficialAccountMsgFailure,
  SendOfficialAccountMsgSuccess,
  RecallOfficialAccountMsgBody,
  RecallOfficialAccountMsgFailure,
  RecallOfficialAccountMsgSuccess,
  GetOfficialAccountHistoryBody,
  GetOfficialAccountHistoryFailure,
  GetOfficialAccountHistorySuccess,
} from './methods/channels.ts';
export { type Region, regions } from './regions.ts';
export { type PagedBody, type PagedOperationId, type PageItem, type Paging, paging } from './paging.ts';
export { type ItemResultOperationId, type ItemResults, itemResults, type ResultItem } from './item-results.ts';
export { type ChunkedOperationId, type ListLimit, listLimits } from './list-limits.ts';
export { type ByteLimit, byteLimits } from './byte-limits.ts';
export { type MessageElement, type MessageElementMsgType, isMessageElement } from './unions.ts';
