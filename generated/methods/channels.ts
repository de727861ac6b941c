/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { CallBody, Failure, Success } from '../operations.ts';

/** The body of destroyOfficialAccount: terminate an official channel. */
export type DestroyOfficialAccountBody = CallBody<"destroyOfficialAccount">;

/** What destroyOfficialAccount answers when it has succeeded. */
export type DestroyOfficialAccountSuccess = Success<"destroyOfficialAccount">;

/** What destroyOfficialAccount answers when it has failed. */
export type DestroyOfficialAccountFailure = Failure<"destroyOfficialAccount">;

/** The channels themselves, from creation to termination. */
export interface ChannelsOperations<Options> {
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
   * @throws ChatConnectionError, ChatTimeoutError, ChatHttpError or ChatResponseError when there is no usable answer.
   * @see https://www.tencentcloud.com/document/product/1047/60756
   * @see https://chat-openapi.github.io/
   */
  destroyOfficialAccount(body: DestroyOfficialAccountBody, options?: Options): Promise<DestroyOfficialAccountSuccess>;
}
