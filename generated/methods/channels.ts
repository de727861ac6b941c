/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { PagedMethod } from '../paging.ts';
import type { ChunkedMethod } from '../list-limits.ts';
import type { CallBody, Failure, Success } from '../operations.ts';

/** The body of createOfficialAccount: create an official channel. */
export type CreateOfficialAccountBody = CallBody<"createOfficialAccount">;

/** What createOfficialAccount answers when it has succeeded. */
export type CreateOfficialAccountSuccess = Success<"createOfficialAccount">;

/** What createOfficialAccount answers when it has failed. */
export type CreateOfficialAccountFailure = Failure<"createOfficialAccount">;

/** The body of modifyOfficialAccountBaseInfo: change the profile of an official channel. */
export type ModifyOfficialAccountBaseInfoBody = CallBody<"modifyOfficialAccountBaseInfo">;

/** What modifyOfficialAccountBaseInfo answers when it has succeeded. */
export type ModifyOfficialAccountBaseInfoSuccess = Success<"modifyOfficialAccountBaseInfo">;

/** What modifyOfficialAccountBaseInfo answers when it has failed. */
export type ModifyOfficialAccountBaseInfoFailure = Failure<"modifyOfficialAccountBaseInfo">;

/** The body of getOfficialAccountInfo: read official channels. */
export type GetOfficialAccountInfoBody = CallBody<"getOfficialAccountInfo">;

/** What getOfficialAccountInfo answers when it has succeeded. */
export type GetOfficialAccountInfoSuccess = Success<"getOfficialAccountInfo">;

/** What getOfficialAccountInfo answers when it has failed. */
export type GetOfficialAccountInfoFailure = Failure<"getOfficialAccountInfo">;

/** The body of destroyOfficialAccount: terminate an official channel. */
export type DestroyOfficialAccountBody = CallBody<"destroyOfficialAccount">;

/** What destroyOfficialAccount answers when it has succeeded. */
export type DestroyOfficialAccountSuccess = Success<"destroyOfficialAccount">;

/** What destroyOfficialAccount answers when it has failed. */
export type DestroyOfficialAccountFailure = Failure<"destroyOfficialAccount">;

/** The body of getSubscriberInfo: list the subscribers of an official channel. */
export type GetSubscriberInfoBody = CallBody<"getSubscriberInfo">;

/** What getSubscriberInfo answers when it has succeeded. */
export type GetSubscriberInfoSuccess = Success<"getSubscriberInfo">;

/** What getSubscriberInfo answers when it has failed. */
export type GetSubscriberInfoFailure = Failure<"getSubscriberInfo">;

/** The body of addSubscriber: subscribe users to an official channel. */
export type AddSubscriberBody = CallBody<"addSubscriber">;

/** What addSubscriber answers when it has succeeded. */
export type AddSubscriberSuccess = Success<"addSubscriber">;

/** What addSubscriber answers when it has failed. */
export type AddSubscriberFailure = Failure<"addSubscriber">;

/** The body of deleteSubscriber: unsubscribe users from an official channel. */
export type DeleteSubscriberBody = CallBody<"deleteSubscriber">;

/** What deleteSubscriber answers when it has succeeded. */
export type DeleteSubscriberSuccess = Success<"deleteSubscriber">;

/** What deleteSubscriber answers when it has failed. */
export type DeleteSubscriberFailure = Failure<"deleteSubscriber">;

/** The body of modifySubscriberInfo: change what is kept of a subscriber. */
export type ModifySubscriberInfoBody = CallBody<"modifySubscriberInfo">;

/** What modifySubscriberInfo answers when it has succeeded. */
export type ModifySubscriberInfoSuccess = Success<"modifySubscriberInfo">;

/** What modifySubscriberInfo answers when it has failed. */
export type ModifySubscriberInfoFailure = Failure<"modifySubscriberInfo">;

/** The body of getSubscribedOfficialAccountList: list the official channels that a user subscribes to. */
export type GetSubscribedOfficialAccountListBody = CallBody<"getSubscribedOfficialAccountList">;

/** What getSubscribedOfficialAccountList answers when it has succeeded. */
export type GetSubscribedOfficialAccountListSuccess = Success<"getSubscribedOfficialAccountList">;

/** What getSubscribedOfficialAccountList answers when it has failed. */
export type GetSubscribedOfficialAccountListFailure = Failure<"getSubscribedOfficialAccountList">;

/** The body of sendOfficialAccountMsg: broadcast a message to all subscribers. */
export type SendOfficialAccountMsgBody = CallBody<"sendOfficialAccountMsg">;

/** What sendOfficialAccountMsg answers when it has succeeded. */
export type SendOfficialAccountMsgSuccess = Success<"sendOfficialAccountMsg">;

/** What sendOfficialAccountMsg answers when it has failed. */
export type SendOfficialAccountMsgFailure = Failure<"sendOfficialAccountMsg">;

/** The body of recallOfficialAccountMsg: recall broadcasts. */
export type RecallOfficialAccountMsgBody = CallBody<"recallOfficialAccountMsg">;

/** What recallOfficialAccountMsg answers when it has succeeded. */
export type RecallOfficialAccountMsgSuccess = Success<"recallOfficialAccountMsg">;

/** What recallOfficialAccountMsg answers when it has failed. */
export type RecallOfficialAccountMsgFailure = Failure<"recallOfficialAccountMsg">;

/** The body of getOfficialAccountHistory: read the broadcasts of an official channel. */
export type GetOfficialAccountHistoryBody = CallBody<"getOfficialAccountHistory">;

/** What getOfficialAccountHistory answers when it has succeeded. */
export type GetOfficialAccountHistorySuccess = Success<"getOfficialAccountHistory">;

/** What getOfficialAccountHistory answers when it has failed. */
export type GetOfficialAccountHistoryFailure = Failure<"getOfficialAccountHistory">;

/** Official channels, their subscribers and their broadcasts. */
export interface ChannelsOperations<Options> {
  /**
   * Create an official channel.
   *
   * Makes a channel that belongs to a user. Without `OfficialAccountUserID` the service makes an id, which begins with
   * `@TOA#_@TOA#`; an id of your own must not begin so. Channels can be made in the vendor's console as well.
   *
   * Only an app administrator may call it: `identifier` has to name one. The app needs the Enterprise plan, with the channel service switched on; a trial
   * allows up to 5 channels. Which code an owner gets who was never imported is not documented.
   *
   * It may trigger the webhooks `OfficialAccount.CallbackBeforeCreateOfficialAccount`, which can refuse it with 20006, and
   * `OfficialAccount.CallbackAfterCreateOfficialAccount` (vendor pages 1047/60795 and 60796).
   *
   * Command: `official_account_open_http_svc/create_official_account`.
   *
   * Limit: 200 calls in a second. Not idempotent: what may have been carried out is not repeated.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 20006 `RefusedByWebhook`: The app's own webhook has refused it.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 130008 `OfficialAccountIdInUse`: The channel id is in use already.
   * - 130010 `OfficialAccountLimitReached`: The user has created or joined as many channels as one user may have.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Owner_Account`: The user who is to own the channel. The account has to be imported before.; `OfficialAccountUserID` (optional): The id of the channel, if the app chooses it: printable ASCII, at most 48 bytes, beginning with `@TOA#_` but not with `@TOA#_@TOA#`. The service makes one when it is missing.; `Name`: The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8.; `Introduction` (optional): What the channel is about. A Chinese character takes 3 bytes. At most 400 bytes in UTF-8.; `FaceUrl` (optional): The address of the picture of the channel. At most 500 bytes in UTF-8.; `MaxSubscriberNum` (optional): How many subscribers the channel may have. The upper limit is not documented. At least 1. Default: 100000.; `Organization` (optional): Who stands behind the channel. At most 500 bytes in UTF-8.; `CustomString` (optional): A text of the app's own, which the service only keeps. At most 3000 bytes in UTF-8.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60755
   * @see https://chat-openapi.github.io/
   */
  createOfficialAccount(body: CreateOfficialAccountBody, options?: Options): Promise<CreateOfficialAccountSuccess>;

  /**
   * Change the profile of an official channel.
   *
   * Changes those fields of a channel that are sent, and leaves the others. The owner and the id cannot be changed. The SDKs of
   * subscribers fire `onOfficialAccountInfoChanged`.
   *
   * Only an app administrator may call it: `identifier` has to name one. It may trigger the webhook
   * `OfficialAccount.CallbackAfterOfficialAccountInfoChanged` (vendor page 1047/60797).
   *
   * Command: `official_account_open_http_svc/modify_official_account_base_info`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel to change. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `Name` (optional): The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8.; `Introduction` (optional): What the channel is about. A Chinese character takes 3 bytes. At most 400 bytes in UTF-8.; `FaceUrl` (optional): The address of the picture of the channel. At most 500 bytes in UTF-8.; `MaxSubscriberNum` (optional): How many subscribers the channel may have. The upper limit is not documented. At least 1. Default: 100000.; `Organization` (optional): Who stands behind the channel. At most 500 bytes in UTF-8.; `CustomString` (optional): A text of the app's own, which the service only keeps. At most 3000 bytes in UTF-8.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60757
   * @see https://chat-openapi.github.io/
   */
  modifyOfficialAccountBaseInfo(body: ModifyOfficialAccountBaseInfoBody, options?: Options): Promise<ModifyOfficialAccountBaseInfoSuccess>;

  /**
   * Read official channels.
   *
   * Reads up to 50 channels by their ids. `ErrorCode` of the answer is about the call as a whole; each channel has an `ErrorCode` of
   * its own, and one that does not exist comes with a code there, or does not come at all.
   *
   * Only an app administrator may call it: `identifier` has to name one.
   *
   * Command: `official_account_open_http_svc/get_official_account_info`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `OfficialAccountIdList`: The channels to read. At most 50 items.; `ResponseFilter` (optional): Which fields to answer with. All of them when it is missing.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60758
   * @see https://chat-openapi.github.io/
   */
  readonly getOfficialAccountInfo: {
    /**
     * Read official channels.
     *
     * Reads up to 50 channels by their ids. `ErrorCode` of the answer is about the call as a whole; each channel has an `ErrorCode` of
     * its own, and one that does not exist comes with a code there, or does not come at all.
     *
     * Only an app administrator may call it: `identifier` has to name one.
     *
     * Command: `official_account_open_http_svc/get_official_account_info`.
     *
     * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
     *
     * Codes:
     * - 6017 `InvalidParameter`: A parameter of the request is invalid.
     * - 20001 `InvalidRequest`: The request body is invalid.
     * - 20005 `InternalServerError`: An internal error of the service.
     * - 130002 `NotPermitted`: The permission for this call is missing.
     * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
     * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
     *
     * @param body `OfficialAccountIdList`: The channels to read. At most 50 items.; `ResponseFilter` (optional): Which fields to answer with. All of them when it is missing.
     * @param options What differs from the client for this one call.
     * @returns The body of the answer, whose `ErrorCode` is 0.
     * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
     * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
     * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
     * @see https://www.tencentcloud.com/document/product/1047/60758
     * @see https://chat-openapi.github.io/
     */
    (body: GetOfficialAccountInfoBody, options?: Options): Promise<GetOfficialAccountInfoSuccess>;
  } & ChunkedMethod<"getOfficialAccountInfo", Options>;

  /**
   * Terminate an official channel.
   *
   * Ends a channel for good. The SDKs of its subscribers fire `onOfficialAccountDeleted`. No way to undo it is
   * documented, nor what becomes of messages and subscriptions, nor whether the id can be used again.
   *
   * Only an app administrator may call it: `identifier` has to name one. The app needs the Enterprise plan; a trial allows
   * up to 5 channels for one month.
   *
   * A termination may trigger the webhook `OfficialAccount.CallbackAfterOfficialAccountDestroyed` (vendor page 1047/60798).
   *
   * Command: `official_account_open_http_svc/destroy_official_account`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat that answers 130004 has been carried out before.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 10004 `InternalServerError`: An internal error of the service.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 130008 `OfficialAccountIdInUse`: The channel id is in use already.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel to terminate: the id that creation returned as `OfficialAccountUserID`. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60756
   * @see https://chat-openapi.github.io/
   */
  destroyOfficialAccount(body: DestroyOfficialAccountBody, options?: Options): Promise<DestroyOfficialAccountSuccess>;

  /**
   * List the subscribers of an official channel.
   *
   * Reads the users who subscribe to a channel, in pages of up to 200. `Next` of an answer leads to the next page; it is empty on the
   * last one.
   *
   * Only an app administrator may call it: `identifier` has to name one.
   *
   * Command: `official_account_open_http_svc/get_subscriber_info`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel whose subscribers are read. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `Limit` (optional): How many subscribers a page has at most. The page says that leaving it out answers with all of them. From 1 to 200.; `Next`: Empty for the first page, then `Next` of the answer before.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60759
   * @see https://chat-openapi.github.io/
   */
  readonly getSubscriberInfo: {
    /**
     * List the subscribers of an official channel.
     *
     * Reads the users who subscribe to a channel, in pages of up to 200. `Next` of an answer leads to the next page; it is empty on the
     * last one.
     *
     * Only an app administrator may call it: `identifier` has to name one.
     *
     * Command: `official_account_open_http_svc/get_subscriber_info`.
     *
     * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
     *
     * Codes:
     * - 6017 `InvalidParameter`: A parameter of the request is invalid.
     * - 20001 `InvalidRequest`: The request body is invalid.
     * - 20005 `InternalServerError`: An internal error of the service.
     * - 130002 `NotPermitted`: The permission for this call is missing.
     * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
     * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
     * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
     *
     * @param body `Official_Account`: The channel whose subscribers are read. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `Limit` (optional): How many subscribers a page has at most. The page says that leaving it out answers with all of them. From 1 to 200.; `Next`: Empty for the first page, then `Next` of the answer before.
     * @param options What differs from the client for this one call.
     * @returns The body of the answer, whose `ErrorCode` is 0.
     * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
     * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
     * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
     * @see https://www.tencentcloud.com/document/product/1047/60759
     * @see https://chat-openapi.github.io/
     */
    (body: GetSubscriberInfoBody, options?: Options): Promise<GetSubscriberInfoSuccess>;
  } & PagedMethod<"getSubscriberInfo", Options>;

  /**
   * Subscribe users to an official channel.
   *
   * Makes up to 100 users subscribers of a channel. `ErrorCode` 0 does not say that all of them subscribe now: each user has a
   * `Result` of its own.
   *
   * Only an app administrator may call it: `identifier` has to name one. It may trigger the webhooks
   * `OfficialAccount.CallbackBeforeAddSubscriber`, which can refuse some users, `OfficialAccount.CallbackAfterAddSubscriber` and
   * `OfficialAccount.CallbackAfterOfficialAccountFull` (vendor pages 1047/60799 to 60801).
   *
   * Command: `official_account_open_http_svc/add_subscriber`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130005 `AlreadySubscribed`: The user subscribes to the channel already.
   * - 130006 `SubscriberLimitReached`: The channel has as many subscribers as it may have.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 130010 `OfficialAccountLimitReached`: The user has created or joined as many channels as one user may have.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel to subscribe to. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `SubscriberList`: The users who are to subscribe. At most 100 items.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60760
   * @see https://chat-openapi.github.io/
   */
  readonly addSubscriber: {
    /**
     * Subscribe users to an official channel.
     *
     * Makes up to 100 users subscribers of a channel. `ErrorCode` 0 does not say that all of them subscribe now: each user has a
     * `Result` of its own.
     *
     * Only an app administrator may call it: `identifier` has to name one. It may trigger the webhooks
     * `OfficialAccount.CallbackBeforeAddSubscriber`, which can refuse some users, `OfficialAccount.CallbackAfterAddSubscriber` and
     * `OfficialAccount.CallbackAfterOfficialAccountFull` (vendor pages 1047/60799 to 60801).
     *
     * Command: `official_account_open_http_svc/add_subscriber`.
     *
     * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
     *
     * Codes:
     * - 6017 `InvalidParameter`: A parameter of the request is invalid.
     * - 20001 `InvalidRequest`: The request body is invalid.
     * - 20005 `InternalServerError`: An internal error of the service.
     * - 130002 `NotPermitted`: The permission for this call is missing.
     * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
     * - 130005 `AlreadySubscribed`: The user subscribes to the channel already.
     * - 130006 `SubscriberLimitReached`: The channel has as many subscribers as it may have.
     * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
     * - 130010 `OfficialAccountLimitReached`: The user has created or joined as many channels as one user may have.
     * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
     *
     * @param body `Official_Account`: The channel to subscribe to. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `SubscriberList`: The users who are to subscribe. At most 100 items.
     * @param options What differs from the client for this one call.
     * @returns The body of the answer, whose `ErrorCode` is 0.
     * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
     * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
     * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
     * @see https://www.tencentcloud.com/document/product/1047/60760
     * @see https://chat-openapi.github.io/
     */
    (body: AddSubscriberBody, options?: Options): Promise<AddSubscriberSuccess>;
  } & ChunkedMethod<"addSubscriber", Options>;

  /**
   * Unsubscribe users from an official channel.
   *
   * Ends the subscriptions of users. `ErrorCode` 0 does not say that all of them have ended: each user has a `Result` of its own.
   *
   * The page contradicts itself about the request: its sample sends `SubscriberToDel_Account`, a list of user ids, its table has
   * `SubscriberList`, as the page on subscribing does. This document follows the sample. How many users one call takes is not
   * documented.
   *
   * Only an app administrator may call it: `identifier` has to name one. It may trigger the webhook
   * `OfficialAccount.CallbackAfterDeleteSubscriber` (vendor page 1047/60802).
   *
   * Command: `official_account_open_http_svc/delete_subscriber`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 10004 `InternalServerError`: An internal error of the service.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `SubscriberToDel_Account`: The users whose subscriptions are to end. The table of the page has `SubscriberList` in its place, its sample this field.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60761
   * @see https://chat-openapi.github.io/
   */
  deleteSubscriber(body: DeleteSubscriberBody, options?: Options): Promise<DeleteSubscriberSuccess>;

  /**
   * Change what is kept of a subscriber.
   *
   * Sets the text that the app keeps for one subscriber of a channel.
   *
   * Only an app administrator may call it: `identifier` has to name one.
   *
   * Command: `official_account_open_http_svc/modify_subscriber_info`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   * - 131003 `SubscriptionNotFound`: No such subscription exists.
   *
   * @param body `Official_Account`: The channel. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `Subscriber_Account`: The subscriber.; `CustomString`: A text of the app's own, which the service only keeps. At most 3000 bytes in UTF-8.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60762
   * @see https://chat-openapi.github.io/
   */
  modifySubscriberInfo(body: ModifySubscriberInfoBody, options?: Options): Promise<ModifySubscriberInfoSuccess>;

  /**
   * List the official channels that a user subscribes to.
   *
   * Reads the channels of one user, in pages of up to 200. `Next` of an answer is the `Offset` of the next page; `CompleteFlag` 1 is the
   * last one.
   *
   * Only an app administrator may call it: `identifier` has to name one.
   *
   * Command: `official_account_open_http_svc/get_subscribed_official_account_list`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Subscriber_Account`: The user whose channels are read. The page speaks of a change here, by mistake.; `Limit` (optional): How many channels a page has at most. From 1 to 200. Default: 200.; `Offset` (optional): The index of the first channel of the page. At least 0. Default: 0.; `ResponseFilter` (optional): Which fields to answer with. All of them when it is missing.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60763
   * @see https://chat-openapi.github.io/
   */
  readonly getSubscribedOfficialAccountList: {
    /**
     * List the official channels that a user subscribes to.
     *
     * Reads the channels of one user, in pages of up to 200. `Next` of an answer is the `Offset` of the next page; `CompleteFlag` 1 is the
     * last one.
     *
     * Only an app administrator may call it: `identifier` has to name one.
     *
     * Command: `official_account_open_http_svc/get_subscribed_official_account_list`.
     *
     * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
     *
     * Codes:
     * - 6017 `InvalidParameter`: A parameter of the request is invalid.
     * - 20001 `InvalidRequest`: The request body is invalid.
     * - 20005 `InternalServerError`: An internal error of the service.
     * - 130002 `NotPermitted`: The permission for this call is missing.
     * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
     *
     * @param body `Subscriber_Account`: The user whose channels are read. The page speaks of a change here, by mistake.; `Limit` (optional): How many channels a page has at most. From 1 to 200. Default: 200.; `Offset` (optional): The index of the first channel of the page. At least 0. Default: 0.; `ResponseFilter` (optional): Which fields to answer with. All of them when it is missing.
     * @param options What differs from the client for this one call.
     * @returns The body of the answer, whose `ErrorCode` is 0.
     * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
     * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
     * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
     * @see https://www.tencentcloud.com/document/product/1047/60763
     * @see https://chat-openapi.github.io/
     */
    (body: GetSubscribedOfficialAccountListBody, options?: Options): Promise<GetSubscribedOfficialAccountListSuccess>;
  } & PagedMethod<"getSubscribedOfficialAccountList", Options>;

  /**
   * Broadcast a message to all subscribers.
   *
   * Sends a message from a channel to all of its subscribers. A message may have 12K. A channel may send 1 message a second and 2 an
   * hour: a call over one of these two limits is refused with 10023, and has to wait for the second or the hour to pass.
   *
   * The same message, sent again within 5 minutes, is dropped. What makes it the same is said in four ways: its content, its whole
   * packet, its content and `Random`, or `Random` alone. So a new message gets a new `Random`, and a repeat of a call keeps it. What a
   * dropped message is answered with is not documented.
   *
   * Only an app administrator may call it: `identifier` has to name one. It may trigger the webhooks
   * `OfficialAccount.CallbackBeforeSendMsg`, which can change the message or refuse it with 10016, and
   * `OfficialAccount.CallbackAfterSendMsg` (vendor pages 1047/60803 and 60804).
   *
   * Command: `official_account_open_http_svc/send_official_account_msg`.
   *
   * Limit: 200 calls in a second; 1 call in a second for each `Official_Account`; 2 calls in an hour for each `Official_Account`. Not idempotent: what may have been carried out is not repeated.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 10016 `RefusedByWebhook`: The app's own webhook has refused it.
   * - 10023 `MessageTooFrequent`: Messages are sent more often than allowed.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 80002 `MessageTooLong`: The message is larger than 12K.
   * - 93000 `MessageTooLong`: The JSON of the message is larger than 12K.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel that sends. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `Random` (optional): An unsigned 32-bit integer, which may be larger than 2147483647. A new message needs a new one; a repeat of the same message keeps it, so that the service can drop it. From 0 to 4294967295. A client fills it in when it is missing.; `MsgBody`: The elements of the message, in order. At most one `TIMCustomElem`. Which kinds a broadcast takes is not documented. At least 1 item.; `OfflinePushInfo` (optional): The push to devices that are offline. Where it is given, what a `TIMCustomElem` says of the push is ignored. A push to Apple devices has at most 4 KB, so `Desc` and `Ext` should stay under 3 KB. The vendor adds fields every year.; `CloudCustomData` (optional): A text of the app's own, which is kept with the message and is still there when the SDK is installed anew. It counts into the size of the message.; `ForbidCallbackControl` (optional): Webhooks that this message does not trigger. `ForbidBeforeSendMsgCallback`: the one before it is sent. `ForbidAfterSendMsgCallback`: the one after it.; `OnlineOnlyFlag` (optional): `1`: only subscribers who are online get the message. `0`: all of them. Default: 0.; `SendMsgControl` (optional): `NoLastMsg`: the message does not become the last one of the conversation. Refused together with `OnlineOnlyFlag` 1.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60810
   * @see https://chat-openapi.github.io/
   */
  sendOfficialAccountMsg(body: SendOfficialAccountMsgBody, options?: Options): Promise<SendOfficialAccountMsgSuccess>;

  /**
   * Recall broadcasts.
   *
   * Recalls up to 10 messages of a channel, for good. There is no time limit as long as the service still keeps the message.
   * `ErrorCode` 0 does not say that all are recalled: each message has a `RetCode` of its own.
   *
   * Only an app administrator may call it: `identifier` has to name one. It may trigger the webhook `OfficialAccount.CallbackAfterMsgWithDraw` (vendor
   * page 1047/60805).
   *
   * Command: `official_account_open_http_svc/official_account_msg_recall`.
   *
   * Limit: 200 calls in a second. Not idempotent: what may have been carried out is not repeated.
   *
   * Codes:
   * - 10002 `InternalServerError`: An internal error of the service.
   * - 10003 `InvalidCommand`: The command in the URL is wrong.
   * - 10004 `InvalidGroupParameter`: A parameter of the request is invalid.
   * - 10007 `NotPermitted`: The caller may not do this.
   * - 10010 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel that sent the messages. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `MsgKeyList`: The keys of the messages, as sending or the history returned them. At most 10 items.; `Reason` (optional): Why they are recalled. A Chinese character takes 3 bytes. At most 100 bytes in UTF-8.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60811
   * @see https://chat-openapi.github.io/
   */
  readonly recallOfficialAccountMsg: {
    /**
     * Recall broadcasts.
     *
     * Recalls up to 10 messages of a channel, for good. There is no time limit as long as the service still keeps the message.
     * `ErrorCode` 0 does not say that all are recalled: each message has a `RetCode` of its own.
     *
     * Only an app administrator may call it: `identifier` has to name one. It may trigger the webhook `OfficialAccount.CallbackAfterMsgWithDraw` (vendor
     * page 1047/60805).
     *
     * Command: `official_account_open_http_svc/official_account_msg_recall`.
     *
     * Limit: 200 calls in a second. Not idempotent: what may have been carried out is not repeated.
     *
     * Codes:
     * - 10002 `InternalServerError`: An internal error of the service.
     * - 10003 `InvalidCommand`: The command in the URL is wrong.
     * - 10004 `InvalidGroupParameter`: A parameter of the request is invalid.
     * - 10007 `NotPermitted`: The caller may not do this.
     * - 10010 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
     * - 20001 `InvalidRequest`: The request body is invalid.
     * - 130002 `NotPermitted`: The permission for this call is missing.
     * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
     * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
     * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
     *
     * @param body `Official_Account`: The channel that sent the messages. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `MsgKeyList`: The keys of the messages, as sending or the history returned them. At most 10 items.; `Reason` (optional): Why they are recalled. A Chinese character takes 3 bytes. At most 100 bytes in UTF-8.
     * @param options What differs from the client for this one call.
     * @returns The body of the answer, whose `ErrorCode` is 0.
     * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
     * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
     * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
     * @see https://www.tencentcloud.com/document/product/1047/60811
     * @see https://chat-openapi.github.io/
     */
    (body: RecallOfficialAccountMsgBody, options?: Options): Promise<RecallOfficialAccountMsgSuccess>;
  } & ChunkedMethod<"recallOfficialAccountMsg", Options>;

  /**
   * Read the broadcasts of an official channel.
   *
   * Reads messages of a channel, the newest first. Without `LastMsgKey` it begins with the newest; `LastMsgKey` of an answer leads to
   * older ones. There are no more when the list is empty or `IsFinished` is 2. `IsFinished` 1 says that the range which was asked for has
   * come whole, not that nothing older is left.
   *
   * How long the service keeps messages depends on the plan: 7, 30 or 90 days for other messages; for channels it is not documented.
   *
   * Only an app administrator may call it: `identifier` has to name one.
   *
   * Command: `official_account_open_http_svc/official_account_msg_get_simple`.
   *
   * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
   *
   * Codes:
   * - 6017 `InvalidParameter`: A parameter of the request is invalid.
   * - 20001 `InvalidRequest`: The request body is invalid.
   * - 20005 `InternalServerError`: An internal error of the service.
   * - 130002 `NotPermitted`: The permission for this call is missing.
   * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
   * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
   * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
   *
   * @param body `Official_Account`: The channel whose messages are read. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `ReqMsgNumber`: How many messages to read. An answer may have fewer; more than 20 at once are not known to come. At least 1.; `LastMsgKey` (optional): Messages older than this one are read. Missing for the newest; then `LastMsgKey` of the answer before.; `WithRecalledMsg` (optional): `1`: recalled messages come as well. `0`: they do not. Default: 0.
   * @param options What differs from the client for this one call.
   * @returns The body of the answer, whose `ErrorCode` is 0.
   * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
   * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60812
   * @see https://chat-openapi.github.io/
   */
  readonly getOfficialAccountHistory: {
    /**
     * Read the broadcasts of an official channel.
     *
     * Reads messages of a channel, the newest first. Without `LastMsgKey` it begins with the newest; `LastMsgKey` of an answer leads to
     * older ones. There are no more when the list is empty or `IsFinished` is 2. `IsFinished` 1 says that the range which was asked for has
     * come whole, not that nothing older is left.
     *
     * How long the service keeps messages depends on the plan: 7, 30 or 90 days for other messages; for channels it is not documented.
     *
     * Only an app administrator may call it: `identifier` has to name one.
     *
     * Command: `official_account_open_http_svc/official_account_msg_get_simple`.
     *
     * Limit: 200 calls in a second. Idempotent: a repeat changes nothing.
     *
     * Codes:
     * - 6017 `InvalidParameter`: A parameter of the request is invalid.
     * - 20001 `InvalidRequest`: The request body is invalid.
     * - 20005 `InternalServerError`: An internal error of the service.
     * - 130002 `NotPermitted`: The permission for this call is missing.
     * - 130004 `OfficialAccountNotFound`: No such channel exists. It was never created, or it has already been terminated.
     * - 130007 `InvalidOfficialAccountId`: The channel id breaks the rule for channel ids.
     * - 131000 `OfficialAccountNotEnabled`: The channel service is not enabled for this app.
     *
     * @param body `Official_Account`: The channel whose messages are read. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`.; `ReqMsgNumber`: How many messages to read. An answer may have fewer; more than 20 at once are not known to come. At least 1.; `LastMsgKey` (optional): Messages older than this one are read. Missing for the newest; then `LastMsgKey` of the answer before.; `WithRecalledMsg` (optional): `1`: recalled messages come as well. `0`: they do not. Default: 0.
     * @param options What differs from the client for this one call.
     * @returns The body of the answer, whose `ErrorCode` is 0.
     * @throws ChatApiError when the service refuses the call: one of the codes above, or one that every operation can give.
     * @throws ChatQuotaError when its turn under the limit cannot come before the deadline.
     * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
     * @see https://www.tencentcloud.com/document/product/1047/60812
     * @see https://chat-openapi.github.io/
     */
    (body: GetOfficialAccountHistoryBody, options?: Options): Promise<GetOfficialAccountHistorySuccess>;
  } & PagedMethod<"getOfficialAccountHistory", Options>;
}
