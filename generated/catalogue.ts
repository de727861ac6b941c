/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { RetryClass } from './document.ts';
import type { OperationId } from './operations.ts';

/** What the document says of a code. The texts are Markdown. */
export interface ErrorText {
  readonly name: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly retry: RetryClass;
  /** Where the guide that helps stands, below the address of the reference. */
  readonly guide?: string;
}

/** Every code of the document, with the operations that can give it. */
export const errorCatalogue: {
  readonly [code: number]: ErrorText & { readonly operations: 'every' | readonly OperationId[] };
} = {
  6017: { name: "InvalidParameter", meaning: "A parameter of the request is invalid.", remedy: "Correct the parameter that `ErrorInfo` names and send the request again.", retry: "never", operations: ["createOfficialAccount", "modifyOfficialAccountBaseInfo", "getOfficialAccountInfo", "destroyOfficialAccount", "getSubscriberInfo", "addSubscriber", "deleteSubscriber", "modifySubscriberInfo", "getSubscribedOfficialAccountList", "sendOfficialAccountMsg", "getOfficialAccountHistory"] },
  10002: { name: "InternalServerError", meaning: "An internal error of the service.", remedy: "Repeat the call after a pause, a few times at most. If it goes on, ask the vendor's support.", retry: "transient", operations: ["recallOfficialAccountMsg"] },
  10003: { name: "InvalidCommand", meaning: "The command in the URL is wrong.", remedy: "Check the path of the call.", retry: "never", operations: ["recallOfficialAccountMsg"] },
  10004: { name: "InvalidGroupParameter", meaning: "A parameter of the request is invalid.", remedy: "Correct the parameter that `ErrorInfo` names and send the request again.", retry: "never", operations: ["destroyOfficialAccount", "deleteSubscriber", "recallOfficialAccountMsg"] },
  10007: { name: "NotPermitted", meaning: "The caller may not do this.", remedy: "Check that `identifier` is an app administrator, and that the channel or group allows it.", retry: "never", operations: ["recallOfficialAccountMsg"] },
  10010: { name: "GroupNotFound", meaning: "No such group exists, or it exists no longer.", remedy: "Check the id.", retry: "never", operations: ["recallOfficialAccountMsg"] },
  10016: { name: "RefusedByWebhook", meaning: "The app's own webhook has refused it.", remedy: "See in your webhook receiver why it refused.", retry: "never", operations: ["sendOfficialAccountMsg"] },
  10023: { name: "MessageTooFrequent", meaning: "Messages are sent more often than allowed.", remedy: "Slow down. The message was not sent and may be sent after a pause.", retry: "throttled", operations: ["sendOfficialAccountMsg"] },
  10030: { name: "MessageNotFound", meaning: "No such message exists.", remedy: "Check the key of the message, exactly as sending returned it.", retry: "never", operations: [] },
  20001: { name: "InvalidRequest", meaning: "The request body is invalid.", remedy: "Check that every required field is present and has the documented type, then send the request again.", retry: "never", operations: ["createOfficialAccount", "modifyOfficialAccountBaseInfo", "getOfficialAccountInfo", "destroyOfficialAccount", "getSubscriberInfo", "addSubscriber", "deleteSubscriber", "modifySubscriberInfo", "getSubscribedOfficialAccountList", "sendOfficialAccountMsg", "recallOfficialAccountMsg", "getOfficialAccountHistory"] },
  20005: { name: "InternalServerError", meaning: "An internal error of the service.", remedy: "Repeat the call after a pause, a few times at most. If it goes on, ask the vendor's support.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it", operations: ["createOfficialAccount", "modifyOfficialAccountBaseInfo", "getOfficialAccountInfo", "destroyOfficialAccount", "getSubscriberInfo", "addSubscriber", "deleteSubscriber", "modifySubscriberInfo", "getSubscribedOfficialAccountList", "sendOfficialAccountMsg", "getOfficialAccountHistory"] },
  20006: { name: "RefusedByWebhook", meaning: "The app's own webhook has refused it.", remedy: "See in your webhook receiver why it refused.", retry: "never", operations: ["createOfficialAccount"] },
  60002: { name: "HttpNotParsable", meaning: "The service could not parse the HTTP request.", remedy: "Send a POST to `https://<region host>/v4/<service>/<command>` and check that the URL is well formed and encoded.", retry: "never", operations: "every" },
  60003: { name: "BodyNotJson", meaning: "The request body is not valid JSON.", remedy: "Send a JSON object as body; `{}` when there is nothing to say.", retry: "never", operations: "every" },
  60004: { name: "AccountCheckFailed", meaning: "The service could not check the account.", remedy: "Repeat the call later. If it goes on, check `identifier` and `usersig`, then ask the vendor's support.", retry: "transient", guide: "guides/refused-signature.html", operations: "every" },
  60005: { name: "AccountCheckFailed", meaning: "The service could not check the account.", remedy: "Repeat the call later. If it goes on, check `identifier` and `usersig`, then ask the vendor's support.", retry: "transient", guide: "guides/refused-signature.html", operations: "every" },
  60006: { name: "SdkAppIdNotValid", meaning: "The SDKAppID is not valid.", remedy: "Copy the SDKAppID from the console into `sdkappid`.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  60007: { name: "RateLimitExceeded", meaning: "The operation was called more often than its limit allows.", remedy: "Slow down, or ask for a higher limit in the console. The call was not carried out and may be repeated after a pause.", retry: "throttled", guide: "guides/rate.html", operations: "every" },
  60008: { name: "ServiceTimeout", meaning: "The service timed out, or the form of the HTTP request is wrong.", remedy: "Check the form of the request. If it is right, repeat the call after a pause; the first one may have been carried out.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it", operations: "every" },
  60009: { name: "ResourceNotFound", meaning: "The requested resource does not exist.", remedy: "Check service and command in the URL, letter by letter.", retry: "never", operations: "every" },
  60010: { name: "AdminRequired", meaning: "The call needs an app administrator.", remedy: "Use an administrator's user id as `identifier`, with a UserSig made for it. Administrators are appointed in the console.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  60011: { name: "AppRateLimitExceeded", meaning: "The app as a whole makes too many calls.", remedy: "Slow down across all operations and processes. The call was not carried out and may be repeated after a pause.", retry: "throttled", guide: "guides/rate.html", operations: "every" },
  60012: { name: "SdkAppIdMissing", meaning: "The SDKAppID is missing from the URL.", remedy: "Add `sdkappid` to the query string.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  60013: { name: "ResponseNotParsable", meaning: "The service could not parse the answer of a service behind it.", remedy: "Repeat the call after a pause; the first one may have been carried out.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it", operations: "every" },
  60014: { name: "AccountLookupTimeout", meaning: "Looking up the account timed out.", remedy: "Repeat the call after a pause.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it", operations: "every" },
  60015: { name: "AccountNotString", meaning: "An account in the body has the wrong type.", remedy: "Send every account as a JSON string, also where it consists of digits.", retry: "never", operations: "every" },
  60016: { name: "SdkAppIdDisabled", meaning: "The SDKAppID is disabled.", remedy: "Find out why the app is disabled, in the console or from the vendor's support.", retry: "never", operations: "every" },
  60017: { name: "RequestDisabled", meaning: "The request is disabled.", remedy: "Ask the vendor's support to enable it.", retry: "never", operations: "every" },
  60018: { name: "TooManyRequests", meaning: "Calls come too fast.", remedy: "Slow down. The call was not carried out and may be repeated after a pause.", retry: "throttled", guide: "guides/rate.html", operations: "every" },
  60019: { name: "TooManyRequests", meaning: "Calls come too fast.", remedy: "Slow down. The call was not carried out and may be repeated after a pause.", retry: "throttled", guide: "guides/rate.html", operations: "every" },
  60020: { name: "ServiceNotAvailable", meaning: "The service is not available to the app: there is no plan, it has expired, or payment is overdue.", remedy: "Check the app's plan and bills in the console.", retry: "never", operations: "every" },
  60021: { name: "AddressNotPermitted", meaning: "The address that the call comes from is not permitted.", remedy: "Call from an address that is permitted for the app.", retry: "never", operations: "every" },
  60025: { name: "InvalidQuery", meaning: "`sdkappid`, `identifier`, `usersig` or `contenttype` is wrong in the URL.", remedy: "Check the four parameters: names in lower case, `contenttype` with the value `json`.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  60026: { name: "WrongRegion", meaning: "The host and the SDKAppID belong to different data centres.", remedy: "Call the host of the region that the console shows for the app.", retry: "never", guide: "guides/regions.html", operations: "every" },
  60027: { name: "ProductNotPermitted", meaning: "The app's product type may not call this API.", remedy: "Use an app of the Chat product, or ask the vendor's support.", retry: "never", operations: "every" },
  60028: { name: "TrialVolumeExceeded", meaning: "The trial edition has used up its calls for 24 hours.", remedy: "Wait until 24 hours have passed, or use a plan instead of the trial.", retry: "never", operations: "every" },
  70001: { name: "UserSigExpired", meaning: "The UserSig has expired.", remedy: "Make a new UserSig, and renew it before it ends. The vendor advises a validity of 24 hours or more. Check that the clock is right.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70002: { name: "UserSigEmpty", meaning: "The UserSig is empty.", remedy: "Send the UserSig in `usersig`.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70003: { name: "UserSigMalformed", meaning: "The UserSig is malformed.", remedy: "Check the way it is made: zlib stream, base64, then `+` to `*`, `/` to `-`, `=` to `_`. It must not be cut or encoded twice.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70005: { name: "UserSigMalformed", meaning: "The UserSig is malformed.", remedy: "Check the way it is made: zlib stream, base64, then `+` to `*`, `/` to `-`, `=` to `_`. It must not be cut or encoded twice.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70009: { name: "UserSigCheckFailed", meaning: "The UserSig does not pass the check; most likely it was made with another app's key.", remedy: "Use the secret key of this very app, as text (not hex-decoded) and without white space around it.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70013: { name: "IdentifierMismatch", meaning: "`identifier` differs from the one that was signed.", remedy: "Send the `identifier` that the UserSig was made for.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70014: { name: "SdkAppIdMismatch", meaning: "`sdkappid` differs from the one that was signed.", remedy: "Send the `sdkappid` that the UserSig was made for.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70016: { name: "KeyMissing", meaning: "The app has no key, or no public key.", remedy: "Check that the SDKAppID belongs to the region that is called, and that the app has a key in the console.", retry: "never", guide: "guides/regions.html", operations: "every" },
  70020: { name: "SdkAppIdUnknown", meaning: "The SDKAppID is unknown.", remedy: "Check that the SDKAppID is right and belongs to the region that is called.", retry: "never", guide: "guides/regions.html", operations: "every" },
  70050: { name: "TooManyFailedChecks", meaning: "Too many UserSig checks have failed.", remedy: "Mend the UserSig first, then wait a minute before the next call.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70051: { name: "AccountBlocked", meaning: "The account is on a block list.", remedy: "Ask the vendor's support.", retry: "never", operations: "every" },
  70052: { name: "UserSigExpired", meaning: "The UserSig has expired.", remedy: "Make a new UserSig, and renew it before it ends. The vendor advises a validity of 24 hours or more. Check that the clock is right.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70101: { name: "TicketExpired", meaning: "A login ticket has expired. The page files this code under the retired SDK, version 3.", remedy: "Sign in again with a current SDK.", retry: "never", operations: "every" },
  70107: { name: "AccountNotFound", meaning: "The account does not exist.", remedy: "Import the account first.", retry: "never", operations: "every" },
  70114: { name: "TooManyLogins", meaning: "Refused for safety: the account signs in too often.", remedy: "Sign in less often.", retry: "never", operations: "every" },
  70169: { name: "ServerTimeout", meaning: "The service timed out.", remedy: "Repeat the call after a pause; the first one may have been carried out.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it", operations: "every" },
  70202: { name: "ServerTimeout", meaning: "The service timed out.", remedy: "Repeat the call after a pause; the first one may have been carried out.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it", operations: "every" },
  70206: { name: "InvalidBatchSize", meaning: "The number of accounts in the batch is wrong.", remedy: "Send a batch of the size that the operation allows.", retry: "never", operations: "every" },
  70398: { name: "AccountLimitReached", meaning: "The app has reached its number of accounts.", remedy: "Delete accounts that are not needed, or choose a plan without this limit.", retry: "never", operations: "every" },
  70399: { name: "AccountReimportBlocked", meaning: "A deleted account cannot be imported again for three months.", remedy: "Use another account, or wait.", retry: "never", operations: "every" },
  70402: { name: "InvalidAccountParameter", meaning: "A parameter is invalid.", remedy: "Check the required fields and their types, and send the request again.", retry: "never", operations: "every" },
  70403: { name: "AdminRequired", meaning: "The call needs an app administrator.", remedy: "Use an administrator's user id as `identifier`, with a UserSig made for it. Administrators are appointed in the console.", retry: "never", guide: "guides/refused-signature.html", operations: "every" },
  70404: { name: "SdkTooOld", meaning: "The client SDK is too old.", remedy: "Update the client SDK.", retry: "never", operations: "every" },
  70500: { name: "InternalServerError", meaning: "An internal error of the service.", remedy: "Repeat the call after a pause, a few times at most. If it goes on, ask the vendor's support.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it", operations: "every" },
  71000: { name: "AccountDeletionNotAllowed", meaning: "The app does not allow accounts to be deleted.", remedy: "Ask the vendor's support whether deletion can be allowed for the app.", retry: "never", operations: "every" },
  72000: { name: "DailyActiveUsersExceeded", meaning: "The app has more daily active users than its free quota allows.", remedy: "Use a plan whose quota covers the app's users.", retry: "never", operations: "every" },
  72001: { name: "FeatureNotEnabled", meaning: "A feature is not switched on for the app.", remedy: "See in `ErrorInfo` which feature is meant, and have it switched on for the app.", retry: "never", operations: "every" },
  72002: { name: "MonthlyActiveUsersExceeded", meaning: "The app has more monthly active users than its free quota allows.", remedy: "Use a plan whose quota covers the app's users.", retry: "never", operations: "every" },
  72010: { name: "UserCallsTooFrequent", meaning: "One user signs in, comes to the foreground or changes push settings too often.", remedy: "Do so less often. The call was not carried out and may be repeated after a pause.", retry: "throttled", operations: "every" },
  72011: { name: "FeatureNotEnabled", meaning: "A feature is not switched on for the app.", remedy: "See in `ErrorInfo` which feature is meant, and have it switched on for the app.", retry: "never", operations: "every" },
  72012: { name: "FeatureNotEnabled", meaning: "A feature is not switched on for the app.", remedy: "See in `ErrorInfo` which feature is meant, and have it switched on for the app.", retry: "never", operations: "every" },
  80002: { name: "MessageTooLong", meaning: "The message is larger than 12K.", remedy: "Send less. Put files elsewhere, and their address into the message.", retry: "never", operations: ["sendOfficialAccountMsg"] },
  93000: { name: "MessageTooLong", meaning: "The JSON of the message is larger than 12K.", remedy: "Send less. Put files elsewhere, and their address into the message.", retry: "never", operations: ["sendOfficialAccountMsg"] },
  130002: { name: "NotPermitted", meaning: "The permission for this call is missing.", remedy: "See in `ErrorInfo` which parameter is meant, and check that the user it names manages or subscribes to the channel.", retry: "never", operations: ["createOfficialAccount", "modifyOfficialAccountBaseInfo", "getOfficialAccountInfo", "destroyOfficialAccount", "getSubscriberInfo", "addSubscriber", "deleteSubscriber", "modifySubscriberInfo", "getSubscribedOfficialAccountList", "sendOfficialAccountMsg", "recallOfficialAccountMsg", "getOfficialAccountHistory"] },
  130004: { name: "OfficialAccountNotFound", meaning: "No such channel exists. It was never created, or it has already been terminated.", remedy: "Check the channel id. If the aim was to terminate the channel, there is nothing left to do.", retry: "never", guide: "guides/failures.html#idempotent-operations", operations: ["modifyOfficialAccountBaseInfo", "destroyOfficialAccount", "getSubscriberInfo", "addSubscriber", "deleteSubscriber", "modifySubscriberInfo", "sendOfficialAccountMsg", "recallOfficialAccountMsg", "getOfficialAccountHistory"] },
  130005: { name: "AlreadySubscribed", meaning: "The user subscribes to the channel already.", remedy: "Nothing is left to do.", retry: "never", operations: ["addSubscriber"] },
  130006: { name: "SubscriberLimitReached", meaning: "The channel has as many subscribers as it may have.", remedy: "Raise `MaxSubscriberNum` of the channel, or remove subscribers.", retry: "never", operations: ["addSubscriber"] },
  130007: { name: "InvalidOfficialAccountId", meaning: "The channel id breaks the rule for channel ids.", remedy: "Send an id of printable ASCII, at most 48 bytes, that begins with `@TOA#_`, exactly as creation returned it.", retry: "never", operations: ["createOfficialAccount", "modifyOfficialAccountBaseInfo", "getOfficialAccountInfo", "destroyOfficialAccount", "getSubscriberInfo", "addSubscriber", "deleteSubscriber", "modifySubscriberInfo", "sendOfficialAccountMsg", "recallOfficialAccountMsg", "getOfficialAccountHistory"] },
  130008: { name: "OfficialAccountIdInUse", meaning: "The channel id is in use already.", remedy: "Choose another channel id.", retry: "never", operations: ["createOfficialAccount", "destroyOfficialAccount"] },
  130009: { name: "DeletionNotSupported", meaning: "The channel does not support the deletion of messages.", remedy: "Leave the message, or ask the vendor's support.", retry: "never", operations: [] },
  130010: { name: "OfficialAccountLimitReached", meaning: "The user has created or joined as many channels as one user may have.", remedy: "Terminate a channel or end a subscription first, or use another user.", retry: "never", operations: ["createOfficialAccount", "addSubscriber"] },
  131000: { name: "OfficialAccountNotEnabled", meaning: "The channel service is not enabled for this app.", remedy: "Enable official channels for the app in the console; the plan has to include them.", retry: "never", operations: ["createOfficialAccount", "modifyOfficialAccountBaseInfo", "getOfficialAccountInfo", "destroyOfficialAccount", "getSubscriberInfo", "addSubscriber", "deleteSubscriber", "modifySubscriberInfo", "getSubscribedOfficialAccountList", "sendOfficialAccountMsg", "recallOfficialAccountMsg", "getOfficialAccountHistory"] },
  131003: { name: "SubscriptionNotFound", meaning: "No such subscription exists.", remedy: "Check that the user subscribes to the channel.", retry: "never", operations: ["modifySubscriberInfo"] },
  131005: { name: "SdkTooOld", meaning: "The client SDK is too old for channels.", remedy: "Update the client SDK. The server API itself needs none.", retry: "never", operations: [] },
};

/** Codes that mean something else on an operation. */
export const errorOverrides: { readonly [K in OperationId]?: { readonly [code: number]: ErrorText } } = {
  createOfficialAccount: {
    130008: { name: "OfficialAccountIdInUse", meaning: "The channel id is in use already.", remedy: "Choose another id. After a failed try with the same id, read the channel first; it may be the one that you asked for.", retry: "never" },
  },
  destroyOfficialAccount: {
    10004: { name: "InternalServerError", meaning: "An internal error of the service.", remedy: "Repeat the call after a pause, a few times at most. If it goes on, check the request, then ask the vendor's support.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it" },
    130008: { name: "OfficialAccountIdInUse", meaning: "The channel id is in use already.", remedy: "Not expected from a termination, although its page lists the code. Check the id and send the request again.", retry: "never" },
  },
  deleteSubscriber: {
    10004: { name: "InternalServerError", meaning: "An internal error of the service.", remedy: "Repeat the call after a pause, a few times at most. If it goes on, check the request, then ask the vendor's support.", retry: "transient", guide: "guides/failures.html#may-i-repeat-it" },
  },
  sendOfficialAccountMsg: {
    10023: { name: "MessageTooFrequent", meaning: "Messages are sent more often than allowed.", remedy: "Wait until the hour of the channel's two broadcasts, or the second of its last one, has passed. A job that sends and ends has to plan for this itself.", retry: "never" },
  },
  recallOfficialAccountMsg: {
    10010: { name: "OfficialAccountNotFound", meaning: "No such channel exists. It was never created, or it has already been terminated.", remedy: "Check the channel id.", retry: "never" },
  },
};
