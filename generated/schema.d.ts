/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

export interface paths {
    "/v4/official_account_open_http_svc/create_official_account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an official channel
         * @description Makes a channel that belongs to a user. Without `OfficialAccountUserID` the service makes an id, which begins with
         *     `@TOA#_@TOA#`; an id of your own must not begin so. Channels can be made in the vendor's console as well.
         *
         *     Only an app administrator may call it: `identifier` has to name one. The app needs the Enterprise plan, with the channel service switched on; a trial
         *     allows up to 5 channels. Which code an owner gets who was never imported is not documented.
         *
         *     It may trigger the webhooks `OfficialAccount.CallbackBeforeCreateOfficialAccount`, which can refuse it with 20006, and
         *     `OfficialAccount.CallbackAfterCreateOfficialAccount` (vendor pages 1047/60795 and 60796).
         */
        post: operations["createOfficialAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/modify_official_account_base_info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the profile of an official channel
         * @description Changes those fields of a channel that are sent, and leaves the others. The owner and the id cannot be changed. The SDKs of
         *     subscribers fire `onOfficialAccountInfoChanged`.
         *
         *     Only an app administrator may call it: `identifier` has to name one. It may trigger the webhook
         *     `OfficialAccount.CallbackAfterOfficialAccountInfoChanged` (vendor page 1047/60797).
         */
        post: operations["modifyOfficialAccountBaseInfo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/get_official_account_info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read official channels
         * @description Reads up to 50 channels by their ids. `ErrorCode` of the answer is about the call as a whole; each channel has an `ErrorCode` of
         *     its own, and one that does not exist comes with a code there, or does not come at all.
         *
         *     Only an app administrator may call it: `identifier` has to name one.
         */
        post: operations["getOfficialAccountInfo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/destroy_official_account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Terminate an official channel
         * @description Ends a channel for good. The SDKs of its subscribers fire `onOfficialAccountDeleted`. No way to undo it is
         *     documented, nor what becomes of messages and subscriptions, nor whether the id can be used again.
         *
         *     Only an app administrator may call it: `identifier` has to name one. The app needs the Enterprise plan; a trial allows
         *     up to 5 channels for one month.
         *
         *     A termination may trigger the webhook `OfficialAccount.CallbackAfterOfficialAccountDestroyed` (vendor page 1047/60798).
         */
        post: operations["destroyOfficialAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/get_subscriber_info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the subscribers of an official channel
         * @description Reads the users who subscribe to a channel, in pages of up to 200. `Next` of an answer leads to the next page; it is empty on the
         *     last one.
         *
         *     Only an app administrator may call it: `identifier` has to name one.
         */
        post: operations["getSubscriberInfo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/add_subscriber": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscribe users to an official channel
         * @description Makes up to 100 users subscribers of a channel. `ErrorCode` 0 does not say that all of them subscribe now: each user has a
         *     `Result` of its own.
         *
         *     Only an app administrator may call it: `identifier` has to name one. It may trigger the webhooks
         *     `OfficialAccount.CallbackBeforeAddSubscriber`, which can refuse some users, `OfficialAccount.CallbackAfterAddSubscriber` and
         *     `OfficialAccount.CallbackAfterOfficialAccountFull` (vendor pages 1047/60799 to 60801).
         */
        post: operations["addSubscriber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/delete_subscriber": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unsubscribe users from an official channel
         * @description Ends the subscriptions of users. `ErrorCode` 0 does not say that all of them have ended: each user has a `Result` of its own.
         *
         *     The page contradicts itself about the request: its sample sends `SubscriberToDel_Account`, a list of user ids, its table has
         *     `SubscriberList`, as the page on subscribing does. This document follows the sample. How many users one call takes is not
         *     documented.
         *
         *     Only an app administrator may call it: `identifier` has to name one. It may trigger the webhook
         *     `OfficialAccount.CallbackAfterDeleteSubscriber` (vendor page 1047/60802).
         */
        post: operations["deleteSubscriber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/modify_subscriber_info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change what is kept of a subscriber
         * @description Sets the text that the app keeps for one subscriber of a channel.
         *
         *     Only an app administrator may call it: `identifier` has to name one.
         */
        post: operations["modifySubscriberInfo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/get_subscribed_official_account_list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * List the official channels that a user subscribes to
         * @description Reads the channels of one user, in pages of up to 200. `Next` of an answer is the `Offset` of the next page; `CompleteFlag` 1 is the
         *     last one.
         *
         *     Only an app administrator may call it: `identifier` has to name one.
         */
        post: operations["getSubscribedOfficialAccountList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/send_official_account_msg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Broadcast a message to all subscribers
         * @description Sends a message from a channel to all of its subscribers. A message may have 12K. A channel may send 1 message a second and 2 an
         *     hour: a call over one of these two limits is refused with 10023, and has to wait for the second or the hour to pass.
         *
         *     The same message, sent again within 5 minutes, is dropped. What makes it the same is said in four ways: its content, its whole
         *     packet, its content and `Random`, or `Random` alone. So a new message gets a new `Random`, and a repeat of a call keeps it. What a
         *     dropped message is answered with is not documented.
         *
         *     Only an app administrator may call it: `identifier` has to name one. It may trigger the webhooks
         *     `OfficialAccount.CallbackBeforeSendMsg`, which can change the message or refuse it with 10016, and
         *     `OfficialAccount.CallbackAfterSendMsg` (vendor pages 1047/60803 and 60804).
         */
        post: operations["sendOfficialAccountMsg"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/official_account_msg_recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Recall broadcasts
         * @description Recalls up to 10 messages of a channel, for good. There is no time limit as long as the service still keeps the message.
         *     `ErrorCode` 0 does not say that all are recalled: each message has a `RetCode` of its own.
         *
         *     Only an app administrator may call it: `identifier` has to name one. It may trigger the webhook `OfficialAccount.CallbackAfterMsgWithDraw` (vendor
         *     page 1047/60805).
         */
        post: operations["recallOfficialAccountMsg"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v4/official_account_open_http_svc/official_account_msg_get_simple": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the broadcasts of an official channel
         * @description Reads messages of a channel, the newest first. Without `LastMsgKey` it begins with the newest; `LastMsgKey` of an answer leads to
         *     older ones. There are no more when the list is empty or `IsFinished` is 2. `IsFinished` 1 says that the range which was asked for has
         *     come whole, not that nothing older is left.
         *
         *     How long the service keeps messages depends on the plan: 7, 30 or 90 days for other messages; for channels it is not documented.
         *
         *     Only an app administrator may call it: `identifier` has to name one.
         */
        post: operations["getOfficialAccountHistory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "OfficialAccount.CallbackBeforeCreateOfficialAccount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A channel is about to be created
         * @description Sent before a channel is made by a call of `create_official_account`, which waits for the answer. It has no id yet.
         *
         *     The answer decides: with 0 the channel is made, with 1 it is not, and the caller gets 20006. A code of the app's own, from
         *     120001 to 130000, refuses it as well. When no answer comes within 2 seconds, the channel is made, unless the console says
         *     otherwise; a request is not repeated.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackBeforeCreateOfficialAccount
                     */
                    CallbackCommand: "OfficialAccount.CallbackBeforeCreateOfficialAccount";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackBeforeCreateOfficialAccount";
                        /** @description The user who did it. For a call of the server API, the administrator who called. */
                        Operator_Account: components["schemas"]["AccountId"];
                        /** @description The owner of the channel. */
                        Owner_Account: components["schemas"]["AccountId"];
                        /** @description The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8. */
                        Name: components["schemas"]["OfficialAccountName"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It decides what happens. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterCreateOfficialAccount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A channel was created
         * @description Sent after a channel was made by a call of `create_official_account`.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterCreateOfficialAccount
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterCreateOfficialAccount";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterCreateOfficialAccount";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The user who did it. For a call of the server API, the administrator who called. */
                        Operator_Account: components["schemas"]["AccountId"];
                        /** @description The owner of the channel. */
                        Owner_Account: components["schemas"]["AccountId"];
                        /** @description The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8. */
                        Name: components["schemas"]["OfficialAccountName"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterOfficialAccountInfoChanged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The profile of a channel was changed
         * @description Sent after a call of `modify_official_account_base_info` has changed the profile of a channel. Whether fields that were not changed are there is not
         *     documented.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterOfficialAccountInfoChanged
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterOfficialAccountInfoChanged";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterOfficialAccountInfoChanged";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The user who did it. For a call of the server API, the administrator who called. */
                        Operator_Account: components["schemas"]["AccountId"];
                        /** @description What the channel is about. A Chinese character takes 3 bytes. At most 400 bytes in UTF-8. */
                        Introduction?: components["schemas"]["OfficialAccountIntroduction"];
                        /** @description The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8. */
                        Name?: components["schemas"]["OfficialAccountName"];
                        /** @description The address of the picture of the channel. At most 500 bytes in UTF-8. */
                        FaceUrl?: components["schemas"]["OfficialAccountFaceUrl"];
                        /** @description Who stands behind the channel. At most 500 bytes in UTF-8. */
                        Organization?: components["schemas"]["OfficialAccountOrganization"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterOfficialAccountDestroyed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A channel was terminated
         * @description Sent after a channel was terminated by a call of `destroy_official_account`. Who called is not told.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterOfficialAccountDestroyed
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterOfficialAccountDestroyed";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterOfficialAccountDestroyed";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The owner of the channel. */
                        Owner_Account: components["schemas"]["AccountId"];
                        /** @description The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8. */
                        Name: components["schemas"]["OfficialAccountName"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackBeforeAddSubscriber": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Users are about to subscribe to a channel
         * @description Sent before users subscribe to a channel, by a client or by a call of `add_subscriber`, which waits for the answer.
         *
         *     The answer decides: with 0 they subscribe, but for those that `RefusedSubscribers_Account` names; with 1 none of them does. What
         *     the caller gets then is not documented. When no answer comes within 2 seconds, they subscribe, unless the console says
         *     otherwise; a request is not repeated.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackBeforeAddSubscriber
                     */
                    CallbackCommand: "OfficialAccount.CallbackBeforeAddSubscriber";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackBeforeAddSubscriber";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The user who did it. For a call of the server API, the administrator who called. */
                        Operator_Account: components["schemas"]["AccountId"];
                        /** @description The users whose subscription it is about. */
                        SubscribeAccountList: components["schemas"]["WebhookSubscribers"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It decides what happens. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"] & {
                            /** @description The users who must not subscribe. All others do. */
                            RefusedSubscribers_Account?: components["schemas"]["AccountId"][];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterAddSubscriber": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Users have subscribed to a channel
         * @description Sent after users have subscribed to a channel, by a client or by a call of `add_subscriber`.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterAddSubscriber
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterAddSubscriber";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterAddSubscriber";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The user who did it. For a call of the server API, the administrator who called. */
                        Operator_Account: components["schemas"]["AccountId"];
                        /** @description The users whose subscription it is about. */
                        SubscribeAccountList: components["schemas"]["WebhookSubscribers"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterOfficialAccountFull": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A channel has as many subscribers as it may have
         * @description Sent after a subscription with which a channel reaches its limit.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterOfficialAccountFull
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterOfficialAccountFull";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterOfficialAccountFull";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterDeleteSubscriber": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Users have unsubscribed from a channel
         * @description Sent after users have unsubscribed from a channel, by a client or by a call of `delete_subscriber`.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterDeleteSubscriber
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterDeleteSubscriber";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterDeleteSubscriber";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The user who did it. For a call of the server API, the administrator who called. */
                        Operator_Account: components["schemas"]["AccountId"];
                        /** @description The users whose subscription it is about. */
                        SubscribeAccountList: components["schemas"]["WebhookSubscribers"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackBeforeSendMsg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A channel is about to send a message
         * @description Sent before a message of a channel is delivered, which a client or a call of `send_official_account_msg` has sent. The
         *     sender waits for the answer.
         *
         *     The answer decides: with 0 the message is delivered, with the `MsgBody` and the `CloudCustomData` of the answer where it has
         *     them; with 1 it is not, and the sender gets 10016; with 2 it is dropped, and the sender is told that all is well. With a code
         *     of the app's own, from 120001 to 130000, it is not delivered, and the sender gets that code and its `ErrorInfo`. When no answer
         *     comes within 2 seconds, the message is delivered, unless the console says otherwise; a request is not repeated.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackBeforeSendMsg
                     */
                    CallbackCommand: "OfficialAccount.CallbackBeforeSendMsg";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackBeforeSendMsg";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description `1`: only subscribers who are online get the message. `0`: all of them. */
                        OnlineOnlyFlag?: components["schemas"]["WebhookOnlineOnlyFlag"];
                        /** @description The elements of the message, in order. Elements of unknown kinds must be expected. */
                        MsgBody: components["schemas"]["WebhookMsgBody"];
                        /** @description The text of the app's own that is kept with the message. */
                        CloudCustomData?: components["schemas"]["WebhookCloudCustomData"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It decides what happens. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"] & {
                            /** @description The elements that are delivered in place of those that were sent. At least 1 item. */
                            MsgBody?: components["schemas"]["MessageElement"][];
                            /** @description What is kept with the message in place of what was sent. */
                            CloudCustomData?: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterSendMsg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A channel has sent a message
         * @description Sent after a message of a channel was delivered.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterSendMsg
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterSendMsg";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterSendMsg";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The key of the message, by which it is recalled. */
                        MsgKey: string;
                        /** @description When it was sent, Unix time in seconds. */
                        MsgTime: number;
                        /** @description `1`: only subscribers who are online get the message. `0`: all of them. */
                        OnlineOnlyFlag?: components["schemas"]["WebhookOnlineOnlyFlag"];
                        /** @description The elements of the message, in order. Elements of unknown kinds must be expected. */
                        MsgBody: components["schemas"]["WebhookMsgBody"];
                        /** @description The text of the app's own that is kept with the message. */
                        CloudCustomData?: components["schemas"]["WebhookCloudCustomData"];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "OfficialAccount.CallbackAfterMsgWithDraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Messages of a channel were recalled
         * @description Sent after messages of a channel were recalled, by a client or by a call of `official_account_msg_recall`.
         *
         *     The event has happened, so the answer changes nothing. When none comes within 2 seconds, the request is repeated only where that was
         *     switched on in the console; how often, and after which time, is not documented.
         */
        post: {
            parameters: {
                query: {
                    /**
                     * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
                     * @example 1400000000
                     */
                    SdkAppid: components["parameters"]["WebhookSdkAppid"];
                    /**
                     * @description The webhook. The body has it as well.
                     * @example OfficialAccount.CallbackAfterMsgWithDraw
                     */
                    CallbackCommand: "OfficialAccount.CallbackAfterMsgWithDraw";
                    /**
                     * @description The format of request and answer. Usually `json`, and it may be missing.
                     * @example json
                     */
                    contenttype?: components["parameters"]["WebhookContentType"];
                    /**
                     * @description The address of the client whose action led to the event.
                     * @example 203.0.113.7
                     */
                    ClientIP: components["parameters"]["WebhookClientIP"];
                    /**
                     * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
                     * @example RESTAPI
                     */
                    OptPlatform: components["parameters"]["WebhookOptPlatform"];
                    /**
                     * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
                     * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
                     */
                    Sign?: components["parameters"]["WebhookSign"];
                    /**
                     * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
                     * @example 1669872112
                     */
                    RequestTime?: components["parameters"]["WebhookRequestTime"];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The webhook.
                         * @constant
                         * @enum {string}
                         */
                        CallbackCommand: "OfficialAccount.CallbackAfterMsgWithDraw";
                        /** @description The channel. */
                        Official_Account: components["schemas"]["OfficialAccountId"];
                        /** @description The messages that were recalled. */
                        WithdrawMsgList: {
                            /** @description The key of the message. */
                            MsgKey: string;
                        }[];
                        /** @description When it happened, Unix time in milliseconds, which is larger than 2147483647. */
                        EventTime: components["schemas"]["WebhookEventTime"];
                    };
                };
            };
            responses: {
                /** @description What the app answers. It is ignored. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * AccountId
         * @description The user id of an account of the app. Where accounts are imported it has at most 32 bytes.
         * @example user1
         */
        AccountId: string;
        /**
         * OfficialAccountName
         * @description The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8.
         * @example Daily news
         */
        OfficialAccountName: string;
        /**
         * OfficialAccountIntroduction
         * @description What the channel is about. A Chinese character takes 3 bytes. At most 400 bytes in UTF-8.
         * @example All that is new, once a day.
         */
        OfficialAccountIntroduction: string;
        /**
         * OfficialAccountFaceUrl
         * @description The address of the picture of the channel. At most 500 bytes in UTF-8.
         * @example https://example.com/news.png
         */
        OfficialAccountFaceUrl: string;
        /**
         * MaxSubscriberNum
         * @description How many subscribers the channel may have. The upper limit is not documented. At least 1. Default: 100000.
         * @default 100000
         * @example 1000
         */
        MaxSubscriberNum: number;
        /**
         * OfficialAccountOrganization
         * @description Who stands behind the channel. At most 500 bytes in UTF-8.
         * @example Example Ltd.
         */
        OfficialAccountOrganization: string;
        /**
         * CustomString
         * @description A text of the app's own, which the service only keeps. At most 3000 bytes in UTF-8.
         * @example {"topic":"news"}
         */
        CustomString: string;
        /** CreateOfficialAccountRequest */
        CreateOfficialAccountRequest: {
            /** @description The user who is to own the channel. The account has to be imported before. */
            Owner_Account: components["schemas"]["AccountId"];
            /**
             * @description The id of the channel, if the app chooses it: printable ASCII, at most 48 bytes, beginning with `@TOA#_` but not with `@TOA#_@TOA#`. The service makes one when it is missing.
             * @example @TOA#_test_id
             */
            OfficialAccountUserID?: string;
            /** @description The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8. */
            Name: components["schemas"]["OfficialAccountName"];
            /** @description What the channel is about. A Chinese character takes 3 bytes. At most 400 bytes in UTF-8. */
            Introduction?: components["schemas"]["OfficialAccountIntroduction"];
            /** @description The address of the picture of the channel. At most 500 bytes in UTF-8. */
            FaceUrl?: components["schemas"]["OfficialAccountFaceUrl"];
            /** @description How many subscribers the channel may have. The upper limit is not documented. At least 1. Default: 100000. */
            MaxSubscriberNum?: components["schemas"]["MaxSubscriberNum"];
            /** @description Who stands behind the channel. At most 500 bytes in UTF-8. */
            Organization?: components["schemas"]["OfficialAccountOrganization"];
            /** @description A text of the app's own, which the service only keeps. At most 3000 bytes in UTF-8. */
            CustomString?: components["schemas"]["CustomString"];
        };
        /**
         * Success
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        Success: {
            /**
             * @description `OK`. Missing in some answers seen in reality.
             * @constant
             * @enum {string}
             */
            ActionStatus?: "OK";
            /**
             * @description 0 means success.
             * @constant
             * @enum {integer}
             */
            ErrorCode: 0;
            /** @description Empty on success. Missing in some answers seen in reality, and in one of the vendor's own samples. */
            ErrorInfo?: string;
        };
        /**
         * CreateOfficialAccountSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        CreateOfficialAccountSuccess: components["schemas"]["Success"] & {
            /**
             * @description The id of the channel, chosen or made. Later calls name it in `Official_Account`.
             * @example @TOA#_test_id
             */
            OfficialAccountUserID: string;
        };
        /**
         * Failure
         * @description The call was refused or failed. The HTTP status is 200 all the same.
         * @example {
         *       "ActionStatus": "FAIL",
         *       "ErrorInfo": "A field of the request is missing or has the wrong type.",
         *       "ErrorCode": 20001
         *     }
         */
        Failure: {
            /**
             * @description `FAIL`. Missing in some answers seen in reality.
             * @constant
             * @enum {string}
             */
            ActionStatus?: "FAIL";
            /** @description What went wrong. The list is open, a code that is not documented must be expected. */
            ErrorCode: number;
            /** @description An explanation for people. The wording is not documented and must not be matched. */
            ErrorInfo?: string;
        };
        /** CreateOfficialAccountResponse */
        CreateOfficialAccountResponse: components["schemas"]["CreateOfficialAccountSuccess"] | components["schemas"]["Failure"];
        /**
         * OfficialAccountId
         * @description Printable ASCII (0x20 to 0x7e), at most 48 bytes, beginning with `@TOA#_`. An id chosen at creation must not begin with `@TOA#_@TOA#`, which is kept for ids that the service generates.
         * @example @TOA#_test_id
         */
        OfficialAccountId: string;
        /** ModifyOfficialAccountBaseInfoRequest */
        ModifyOfficialAccountBaseInfoRequest: {
            /** @description The channel to change. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /** @description The name of the channel. A Chinese character takes 3 bytes. At most 150 bytes in UTF-8. */
            Name?: components["schemas"]["OfficialAccountName"];
            /** @description What the channel is about. A Chinese character takes 3 bytes. At most 400 bytes in UTF-8. */
            Introduction?: components["schemas"]["OfficialAccountIntroduction"];
            /** @description The address of the picture of the channel. At most 500 bytes in UTF-8. */
            FaceUrl?: components["schemas"]["OfficialAccountFaceUrl"];
            /** @description How many subscribers the channel may have. The upper limit is not documented. At least 1. Default: 100000. */
            MaxSubscriberNum?: components["schemas"]["MaxSubscriberNum"];
            /** @description Who stands behind the channel. At most 500 bytes in UTF-8. */
            Organization?: components["schemas"]["OfficialAccountOrganization"];
            /** @description A text of the app's own, which the service only keeps. At most 3000 bytes in UTF-8. */
            CustomString?: components["schemas"]["CustomString"];
        };
        /** ModifyOfficialAccountBaseInfoResponse */
        ModifyOfficialAccountBaseInfoResponse: components["schemas"]["Success"] | components["schemas"]["Failure"];
        /**
         * OfficialAccountBaseInfoFilter
         * @description The fields of a channel to answer with. All of them when it is missing.
         * @example [
         *       "Name",
         *       "SubscriberNum"
         *     ]
         */
        OfficialAccountBaseInfoFilter: ("CreateTime" | "Name" | "Owner_Account" | "LastMsgTime" | "SubscriberNum" | "Introduction" | "FaceUrl" | "Organization" | "CustomString")[];
        /** GetOfficialAccountInfoRequest */
        GetOfficialAccountInfoRequest: {
            /** @description The channels to read. At most 50 items. */
            OfficialAccountIdList: {
                /** @description Printable ASCII (0x20 to 0x7e), at most 48 bytes, beginning with `@TOA#_`. An id chosen at creation must not begin with `@TOA#_@TOA#`, which is kept for ids that the service generates. */
                Official_Account: components["schemas"]["OfficialAccountId"];
            }[];
            /** @description Which fields to answer with. All of them when it is missing. */
            ResponseFilter?: {
                /** @description The fields of a channel to answer with. All of them when it is missing. */
                OfficialAccountBaseInfoFilter?: components["schemas"]["OfficialAccountBaseInfoFilter"];
            };
        };
        /**
         * OfficialAccountInfo
         * @description A channel as it is read. Only the fields that the filter names come.
         */
        OfficialAccountInfo: {
            /**
             * @description The id of the channel. It is in no filter, and so comes always.
             * @example @TOA#_test_id
             */
            Official_Account: string;
            /**
             * @description When the channel was made, Unix time in seconds.
             * @example 1718700000
             */
            CreateTime?: number;
            /** @description The name of the channel. */
            Name?: string;
            /**
             * @description The user who owns the channel.
             * @example 107867
             */
            Owner_Account?: string;
            /** @description When the last broadcast was sent, Unix time in seconds. */
            LastMsgTime?: number;
            /** @description How many users subscribe to the channel. */
            SubscriberNum?: number;
            /** @description What the channel is about. */
            Introduction?: string;
            /** @description The address of the picture of the channel. */
            FaceUrl?: string;
            /** @description Who stands behind the channel. */
            Organization?: string;
            /** @description A text of the app's own. */
            CustomString?: string;
            /** @description How many subscribers the channel may have. It is in no filter; whether it comes is not known. */
            MaxSubscriberNum?: number;
        };
        /**
         * OfficialAccountInfoItem
         * @description A channel of a list of ids, with a result of its own.
         */
        OfficialAccountInfoItem: components["schemas"]["OfficialAccountInfo"] & {
            /** @description 0 when this channel was read, any other number when it was not. */
            ErrorCode?: number;
            /** @description Why this channel was not read. Empty when it was. */
            ErrorInfo?: string;
        };
        /**
         * GetOfficialAccountInfoSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        GetOfficialAccountInfoSuccess: components["schemas"]["Success"] & {
            /** @description The channels, each with an `ErrorCode` of its own. One that does not exist may be missing. */
            OfficialAccountInfoList: components["schemas"]["OfficialAccountInfoItem"][];
        };
        /** GetOfficialAccountInfoResponse */
        GetOfficialAccountInfoResponse: components["schemas"]["GetOfficialAccountInfoSuccess"] | components["schemas"]["Failure"];
        /** DestroyOfficialAccountRequest */
        DestroyOfficialAccountRequest: {
            /** @description The channel to terminate: the id that creation returned as `OfficialAccountUserID`. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
        };
        /** DestroyOfficialAccountResponse */
        DestroyOfficialAccountResponse: components["schemas"]["Success"] | components["schemas"]["Failure"];
        /** GetSubscriberInfoRequest */
        GetSubscriberInfoRequest: {
            /** @description The channel whose subscribers are read. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /** @description How many subscribers a page has at most. The page says that leaving it out answers with all of them. From 1 to 200. */
            Limit?: number;
            /**
             * @description Empty for the first page, then `Next` of the answer before.
             * @example
             */
            Next: string;
        };
        /**
         * Subscriber
         * @description A user who subscribes to a channel.
         */
        Subscriber: {
            /**
             * @description The user id of the subscriber.
             * @example user1
             */
            Subscriber_Account: string;
            /** @description Since when the user subscribes, Unix time in seconds. */
            SubscribeTime?: number;
            /** @description A text of the app's own, kept for this subscriber. */
            CustomString?: string;
            /**
             * @description What the subscriber gets of broadcasts. `AcceptAndNotify`: the message and a push. `AcceptNotNotify`: the message, no offline push. `Discard`: nothing is pushed. Other values must be expected.
             * @example AcceptAndNotify
             */
            MsgFlag?: string;
            /** @description When the subscriber last sent a message, Unix time in seconds. */
            LastSendMsgTime?: number;
        };
        /**
         * GetSubscriberInfoSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        GetSubscriberInfoSuccess: components["schemas"]["Success"] & {
            /** @description Where the next page begins. Empty on the last one. */
            Next: string;
            /** @description How many users subscribe to the channel, on all pages together. */
            SubscriberNum: number;
            /** @description The subscribers of this page. */
            SubscriberList: components["schemas"]["Subscriber"][];
        };
        /** GetSubscriberInfoResponse */
        GetSubscriberInfoResponse: components["schemas"]["GetSubscriberInfoSuccess"] | components["schemas"]["Failure"];
        /** AddSubscriberRequest */
        AddSubscriberRequest: {
            /** @description The channel to subscribe to. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /** @description The users who are to subscribe. At most 100 items. */
            SubscriberList: {
                /** @description The user id of an account of the app. Where accounts are imported it has at most 32 bytes. */
                Subscriber_Account: components["schemas"]["AccountId"];
            }[];
        };
        /**
         * AddSubscriberSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        AddSubscriberSuccess: components["schemas"]["Success"] & {
            /** @description The result of each user. */
            SubscriberList: {
                /** @description The user. */
                Subscriber_Account: string;
                /** @description `0`: failed. `1`: the user subscribes now. `2`: the user was a subscriber already. */
                Result: number;
            }[];
        };
        /** AddSubscriberResponse */
        AddSubscriberResponse: components["schemas"]["AddSubscriberSuccess"] | components["schemas"]["Failure"];
        /** DeleteSubscriberRequest */
        DeleteSubscriberRequest: {
            /** @description The channel. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /** @description The users whose subscriptions are to end. The table of the page has `SubscriberList` in its place, its sample this field. */
            SubscriberToDel_Account: components["schemas"]["AccountId"][];
        };
        /**
         * DeleteSubscriberSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        DeleteSubscriberSuccess: components["schemas"]["Success"] & {
            /** @description The result of each user. */
            SubscriberList: {
                /** @description The user. */
                Subscriber_Account: string;
                /** @description `0`: failed. `1`: the subscription has ended. `2`: the user was no subscriber. */
                Result: number;
            }[];
        };
        /** DeleteSubscriberResponse */
        DeleteSubscriberResponse: components["schemas"]["DeleteSubscriberSuccess"] | components["schemas"]["Failure"];
        /** ModifySubscriberInfoRequest */
        ModifySubscriberInfoRequest: {
            /** @description The channel. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /** @description The subscriber. */
            Subscriber_Account: components["schemas"]["AccountId"];
            /** @description A text of the app's own, which the service only keeps. At most 3000 bytes in UTF-8. */
            CustomString: components["schemas"]["CustomString"];
        };
        /** ModifySubscriberInfoResponse */
        ModifySubscriberInfoResponse: components["schemas"]["Success"] | components["schemas"]["Failure"];
        /** GetSubscribedOfficialAccountListRequest */
        GetSubscribedOfficialAccountListRequest: {
            /** @description The user whose channels are read. The page speaks of a change here, by mistake. */
            Subscriber_Account: components["schemas"]["AccountId"];
            /**
             * @description How many channels a page has at most. From 1 to 200. Default: 200.
             * @default 200
             */
            Limit?: number;
            /**
             * @description The index of the first channel of the page. At least 0. Default: 0.
             * @default 0
             */
            Offset?: number;
            /** @description Which fields to answer with. All of them when it is missing. */
            ResponseFilter?: {
                /** @description The fields of a channel to answer with. All of them when it is missing. */
                OfficialAccountBaseInfoFilter?: components["schemas"]["OfficialAccountBaseInfoFilter"];
                /** @description The fields of the subscription to answer with. All of them when it is missing. */
                SelfInfoFilter?: ("SubscribeTime" | "CustomString")[];
            };
        };
        /**
         * SubscribedOfficialAccount
         * @description A channel of a user, with what is kept of the subscription.
         */
        SubscribedOfficialAccount: components["schemas"]["OfficialAccountInfo"] & {
            /** @description What is kept of the subscription. One public text has `SubscribeTime` beside it, directly in the channel; that has to be tolerated. */
            SelfInfo?: {
                /** @description Since when the user subscribes, Unix time in seconds. */
                SubscribeTime?: number;
                /** @description A text of the app's own, kept for this subscriber. */
                CustomString?: string;
            };
        };
        /**
         * GetSubscribedOfficialAccountListSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        GetSubscribedOfficialAccountListSuccess: components["schemas"]["Success"] & {
            /** @description How many channels the user subscribes to, on all pages together. */
            TotalCount?: number;
            /** @description `1`: this is the last page. `0`: there are more. */
            CompleteFlag?: number;
            /** @description The `Offset` of the next page. */
            Next?: number;
            /** @description The channels of this page. */
            OfficialAccountInfoList: components["schemas"]["SubscribedOfficialAccount"][];
        };
        /** GetSubscribedOfficialAccountListResponse */
        GetSubscribedOfficialAccountListResponse: components["schemas"]["GetSubscribedOfficialAccountListSuccess"] | components["schemas"]["Failure"];
        /**
         * TIMTextElem
         * @description A text.
         */
        TIMTextElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMTextElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description The text. It is also what the push says. */
                Text: string;
            };
        };
        /**
         * TIMLocationElem
         * @description A place.
         */
        TIMLocationElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMLocationElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description What the place is called. */
                Desc: string;
                /** @description In degrees. */
                Latitude: number;
                /** @description In degrees. */
                Longitude: number;
            };
        };
        /**
         * TIMFaceElem
         * @description A face, from a list of the app.
         */
        TIMFaceElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMFaceElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description The number of the face in the app's own list. */
                Index: number;
                /** @description Data that goes with it. It may hold control characters. */
                Data: string;
            };
        };
        /**
         * TIMCustomElem
         * @description An element of the app's own. A message has at most one. One without `Desc` and without `OfflinePushInfo` causes no push.
         */
        TIMCustomElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMCustomElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description Its data. They are not put into the push to Apple devices. */
                Data: string;
                /** @description What the push says, unless `OfflinePushInfo` has a `Desc`. */
                Desc?: string;
                /** @description Passed on in the push to Apple devices. */
                Ext?: string;
                /** @description The file of the sound of the push to Apple devices. */
                Sound?: string;
            };
        };
        /**
         * TIMSoundElem
         * @description A voice message.
         */
        TIMSoundElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMSoundElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description Where it is downloaded from. */
                Url: string;
                /** @description The name of the file, unique in the world; mostly its MD5. */
                UUID: string;
                /** @description In bytes. */
                Size?: number;
                /** @description How long it is, in seconds. */
                Second?: number;
                /**
                 * @description How it is downloaded: always `2`, from `Url`.
                 * @constant
                 * @enum {integer}
                 */
                Download_Flag: 2;
            };
        };
        /**
         * TIMImageElem
         * @description A picture.
         */
        TIMImageElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMImageElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description The name of the picture, unique in the world; mostly its MD5. */
                UUID: string;
                /**
                 * @description `1`: JPG. `2`: GIF. `3`: PNG. `4`: BMP. `255`: another one.
                 * @enum {integer}
                 */
                ImageFormat: 1 | 2 | 3 | 4 | 255;
                /** @description The picture in its sizes, mostly three. */
                ImageInfoArray: {
                    /**
                     * @description `1`: the original. `2`: large. `3`: a thumbnail.
                     * @enum {integer}
                     */
                    Type: 1 | 2 | 3;
                    /** @description In bytes. */
                    Size: number;
                    /** @description In pixels. 0 in samples of the vendor for the large one and the thumbnail. */
                    Width: number;
                    /** @description In pixels. 0 in samples of the vendor for the large one and the thumbnail. */
                    Height: number;
                    /** @description Where it is downloaded from. In capitals here, `Url` elsewhere. */
                    URL: string;
                }[];
            };
        };
        /**
         * TIMFileElem
         * @description A file.
         */
        TIMFileElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMFileElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description Where it is downloaded from. */
                Url: string;
                /** @description The name of the file, unique in the world; mostly its MD5. */
                UUID: string;
                /** @description In bytes. */
                FileSize: number;
                /** @description The name of the file. */
                FileName: string;
                /**
                 * @description How it is downloaded: always `2`, from `Url`.
                 * @constant
                 * @enum {integer}
                 */
                Download_Flag: 2;
            };
        };
        /**
         * TIMVideoFileElem
         * @description A video with a thumbnail.
         */
        TIMVideoFileElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMVideoFileElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description Where the video is downloaded from. */
                VideoUrl: string;
                /** @description The name of the video, unique in the world; mostly its MD5. */
                VideoUUID: string;
                /** @description In bytes. */
                VideoSize: number;
                /** @description How long it is, in seconds. 0 from clients on the web. */
                VideoSecond: number;
                /** @description Such as `mp4`. */
                VideoFormat: string;
                /**
                 * @description How it is downloaded: always `2`, from `VideoUrl`. Without an underscore, unlike `Download_Flag`.
                 * @constant
                 * @enum {integer}
                 */
                VideoDownloadFlag: 2;
                /** @description Where the thumbnail is downloaded from. */
                ThumbUrl: string;
                /** @description The name of the thumbnail, unique in the world; mostly its MD5. */
                ThumbUUID: string;
                /** @description In bytes. */
                ThumbSize: number;
                /** @description In pixels. */
                ThumbWidth: number;
                /** @description In pixels. */
                ThumbHeight: number;
                /** @description Such as `JPG`. */
                ThumbFormat: string;
                /**
                 * @description How it is downloaded: always `2`, from `ThumbUrl`.
                 * @constant
                 * @enum {integer}
                 */
                ThumbDownloadFlag: 2;
            };
        };
        /**
         * MessageElement
         * @description One of the nine kinds of elements that a message is made of.
         */
        MessageElement: components["schemas"]["TIMTextElem"] | components["schemas"]["TIMLocationElem"] | components["schemas"]["TIMFaceElem"] | components["schemas"]["TIMCustomElem"] | components["schemas"]["TIMSoundElem"] | components["schemas"]["TIMImageElem"] | components["schemas"]["TIMFileElem"] | components["schemas"]["TIMVideoFileElem"] | components["schemas"]["TIMRelayElem"];
        /**
         * UnknownMessageElement
         * @description An element of a kind that this document does not know.
         */
        UnknownMessageElement: {
            /** @description Which kind of element it is. */
            MsgType: string;
            /** @description What the element says. */
            MsgContent?: {
                [key: string]: unknown;
            };
        };
        /**
         * ReadMessageElement
         * @description An element as it is read. Newer kinds than the nine have to be expected.
         */
        ReadMessageElement: components["schemas"]["MessageElement"] | components["schemas"]["UnknownMessageElement"];
        /**
         * RelayedMessage
         * @description A message among those that are forwarded as one.
         */
        RelayedMessage: {
            /** @description Who sent it. */
            From_Account?: string;
            /** @description Whom it was sent to, of a one-to-one message. */
            To_Account?: string;
            /** @description The group that it was sent in, of a group message. */
            GroupId?: string;
            /** @description Its number. An unsigned 32-bit integer, which may be larger than 2147483647. From 0 to 4294967295. */
            MsgSeq?: number;
            /** @description Its random number. An unsigned 32-bit integer, which may be larger than 2147483647. From 0 to 4294967295. */
            MsgRandom?: number;
            /** @description When it was sent, Unix time in seconds. */
            MsgTimeStamp?: number;
            /** @description Its elements, as they were read. Elements of unknown kinds must be expected. */
            MsgBody?: components["schemas"]["ReadMessageElement"][];
            /** @description A text of the app's own, which was kept with it. */
            CloudCustomData?: string;
        };
        /**
         * TIMRelayElem
         * @description Merged messages, forwarded as one.
         */
        TIMRelayElem: {
            /**
             * @description Which kind of element it is.
             * @constant
             * @enum {string}
             */
            MsgType: "TIMRelayElem";
            /** @description What the element says. */
            MsgContent: {
                /** @description What stands above them. */
                Title?: string;
                /** @description How many messages are in it. */
                MsgNum?: number;
                /** @description What SDKs before 5.2.210 (2.10.1 on the web) show in its place. */
                CompatibleText?: string;
                /** @description A line about each of the first messages. */
                AbstractList?: string[];
                /** @description The messages, where they have 12 KB or less together. */
                MsgList?: components["schemas"]["RelayedMessage"][];
                /** @description The key of the messages, where they have more than 12 KB together. */
                JsonMsgKey?: string;
            };
        };
        /**
         * AndroidPushInfo
         * @description The push to Android devices, by the maker of the device.
         */
        AndroidPushInfo: {
            /** @description The sound. Older text: a path such as `android.mp3`; newer text: the name of the file without its ending. */
            Sound?: string;
            /**
             * @description `0`: default. `1`: long text; on Huawei, Honor and OPPO alone. Default: 0.
             * @default 0
             * @enum {integer}
             */
            PushStyle?: 0 | 1;
            /** @description The channel of EMUI 10 and later. One that is not empty counts more than that of the console. */
            HuaWeiChannelID?: string;
            /** @description The category, such as `IM` or `MARKETING`. It counts more than that of the console. */
            HuaWeiCategory?: string;
            /**
             * @description How important it is. Default: "NORMAL".
             * @default NORMAL
             * @enum {string}
             */
            HuaWeiImportance?: "LOW" | "NORMAL";
            /** @description The HTTPS address of a picture under 512 KB, best 40 x 40 dp. */
            HuaWeiImage?: string;
            /**
             * @description How `Ext` is passed on. `0`: as the action. `1`: as a parameter of the intent. Default: 0.
             * @default 0
             * @enum {integer}
             */
            ExtAsHuaweiIntentParam?: 0 | 1;
            /**
             * @description How important it is. Default: "NORMAL".
             * @default NORMAL
             * @enum {string}
             */
            HonorImportance?: "LOW" | "NORMAL";
            /** @description The HTTPS address of a picture under 512 KB. */
            HonorImage?: string;
            /** @description The channel of MIUI 10 and later. Newer text: without it there is no push on Android 8 and later. */
            XiaoMiChannelID?: string;
            /** @description The channel of Android 8 and later. */
            OPPOChannelID?: string;
            /** @description The category, such as `IM` or `MARKETING`. */
            OPPOCategory?: string;
            /**
             * @description `1`: in the bar. `2`: in the bar and on the locked screen. `16`: in both, as a banner, with vibration and sound. Needs `OPPOCategory`.
             * @enum {integer}
             */
            OPPONotifyLevel?: 1 | 2 | 16;
            /** @description The template of a private message. Ignored for marketing. */
            OPPOPrivateMsgTemplateId?: string;
            /** @description What stands for the variables in the title of the template. */
            OPPOPrivateTitleParameters?: {
                [key: string]: string;
            };
            /** @description What stands for the variables in the text of the template. */
            OPPOPrivateContentParameters?: {
                [key: string]: string;
            };
            /**
             * @description `0`: operation. `1`: system. The vendor's own generated client writes it as a text. Default: 1.
             * @default 1
             * @enum {integer}
             */
            VIVOClassification?: 0 | 1;
            /** @description The category, such as `IM` or `MARKETING`. */
            VIVOCategory?: string;
            /**
             * @description `1`: nothing. `2`: it rings. `3`: it vibrates. `4`: both. Default: 4.
             * @default 4
             * @enum {integer}
             */
            VIVONotifyType?: 1 | 2 | 3 | 4;
            /** @description The channel of Android 8 and later. Only with the new upload of the certificate. */
            GoogleChannelID?: string;
            /** @description The address of a JPG, JPEG or PNG of at most 1 MB. */
            GoogleImage?: string;
            /**
             * @description How urgent it is.
             * @enum {string}
             */
            GooglePriority?: "normal" | "high";
            /**
             * @description `0`: public. `1`: private.
             * @enum {integer}
             */
            MeiZuNoticeMsgType?: 0 | 1;
        };
        /**
         * ApnsPushInfo
         * @description The push to Apple devices.
         */
        ApnsPushInfo: {
            /** @description The name of the file of the sound, with its ending. */
            Sound?: string;
            /**
             * @description `0`: the message counts into the badge. `1`: it does not. Default: 0.
             * @default 0
             * @enum {integer}
             */
            BadgeMode?: 0 | 1;
            /** @description The title. It counts more than the one outside. */
            Title?: string;
            /** @description What stands below the title. */
            SubTitle?: string;
            /** @description The address of a picture. */
            Image?: string;
            /**
             * @description `1`: the extension of iOS 10 and later may change the push. `0`: it may not. Default: 0.
             * @default 0
             * @enum {integer}
             */
            MutableContent?: 0 | 1;
            /**
             * @description How much it may disturb, on iOS 15 and later.
             * @enum {string}
             */
            InterruptionLevel?: "active" | "critical" | "passive" | "time-sensitive";
            /**
             * @description `1`: a silent push.
             * @enum {integer}
             */
            ContentAvailable?: 0 | 1;
        };
        /**
         * OfflinePushInfo
         * @description The push to devices that are offline. Where it is given, what a `TIMCustomElem` says of the push is ignored. A push to Apple devices has at most 4 KB, so `Desc` and `Ext` should stay under 3 KB. The vendor adds fields every year.
         */
        OfflinePushInfo: {
            /**
             * @description Mind the sense: `0` means that a push is sent, `1` that none is. Default: 0.
             * @default 0
             * @enum {integer}
             */
            PushFlag?: 0 | 1;
            /** @description The title, on Apple and Android devices. */
            Title?: string;
            /** @description What the push says. It counts more than what the elements say. */
            Desc?: string;
            /** @description Passed on to the app. It has to be the text of JSON, or some makers of Android devices drop it; at most 1k is advised. */
            Ext?: string;
            /** @description The push to Android devices, by the maker of the device. */
            AndroidInfo?: components["schemas"]["AndroidPushInfo"];
            /** @description The push to Apple devices. */
            ApnsInfo?: components["schemas"]["ApnsPushInfo"];
        };
        /** SendOfficialAccountMsgRequest */
        SendOfficialAccountMsgRequest: {
            /** @description The channel that sends. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /**
             * @description An unsigned 32-bit integer, which may be larger than 2147483647. A new message needs a new one; a repeat of the same message keeps it, so that the service can drop it. From 0 to 4294967295. A client fills it in when it is missing.
             * @example 2837546
             */
            Random: number;
            /** @description The elements of the message, in order. At most one `TIMCustomElem`. Which kinds a broadcast takes is not documented. At least 1 item. */
            MsgBody: components["schemas"]["MessageElement"][];
            /** @description The push to devices that are offline. Where it is given, what a `TIMCustomElem` says of the push is ignored. A push to Apple devices has at most 4 KB, so `Desc` and `Ext` should stay under 3 KB. The vendor adds fields every year. */
            OfflinePushInfo?: components["schemas"]["OfflinePushInfo"];
            /** @description A text of the app's own, which is kept with the message and is still there when the SDK is installed anew. It counts into the size of the message. */
            CloudCustomData?: string;
            /** @description Webhooks that this message does not trigger. `ForbidBeforeSendMsgCallback`: the one before it is sent. `ForbidAfterSendMsgCallback`: the one after it. */
            ForbidCallbackControl?: ("ForbidBeforeSendMsgCallback" | "ForbidAfterSendMsgCallback")[];
            /**
             * @description `1`: only subscribers who are online get the message. `0`: all of them. Default: 0.
             * @default 0
             * @enum {integer}
             */
            OnlineOnlyFlag?: 0 | 1;
            /** @description `NoLastMsg`: the message does not become the last one of the conversation. Refused together with `OnlineOnlyFlag` 1. */
            SendMsgControl?: "NoLastMsg"[];
        };
        /**
         * SendOfficialAccountMsgSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        SendOfficialAccountMsgSuccess: components["schemas"]["Success"] & {
            /** @description When the message was sent, Unix time in seconds. */
            MsgTime: number;
            /**
             * @description The key of the message, at most 50 characters. It is needed to recall it.
             * @example 71_1_1718700000
             */
            MsgKey: string;
        };
        /** SendOfficialAccountMsgResponse */
        SendOfficialAccountMsgResponse: components["schemas"]["SendOfficialAccountMsgSuccess"] | components["schemas"]["Failure"];
        /** RecallOfficialAccountMsgRequest */
        RecallOfficialAccountMsgRequest: {
            /** @description The channel that sent the messages. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /** @description The keys of the messages, as sending or the history returned them. At most 10 items. */
            MsgKeyList: string[];
            /** @description Why they are recalled. A Chinese character takes 3 bytes. At most 100 bytes in UTF-8. */
            Reason?: string;
        };
        /**
         * RecallOfficialAccountMsgSuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        RecallOfficialAccountMsgSuccess: components["schemas"]["Success"] & {
            /** @description The result of each message. */
            RecallRetList: {
                /** @description The key of the message. */
                MsgKey: string;
                /** @description `0`: recalled. Any other number: not recalled; 10030, no such message, is the only one that was seen on the page. */
                RetCode: number;
            }[];
        };
        /** RecallOfficialAccountMsgResponse */
        RecallOfficialAccountMsgResponse: components["schemas"]["RecallOfficialAccountMsgSuccess"] | components["schemas"]["Failure"];
        /** GetOfficialAccountHistoryRequest */
        GetOfficialAccountHistoryRequest: {
            /** @description The channel whose messages are read. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
            /** @description How many messages to read. An answer may have fewer; more than 20 at once are not known to come. At least 1. */
            ReqMsgNumber: number;
            /**
             * @description Messages older than this one are read. Missing for the newest; then `LastMsgKey` of the answer before.
             * @example 71_1_1718700000
             */
            LastMsgKey?: string;
            /**
             * @description `1`: recalled messages come as well. `0`: they do not. Default: 0.
             * @default 0
             * @enum {integer}
             */
            WithRecalledMsg?: 0 | 1;
        };
        /**
         * OfficialAccountMsg
         * @description A message of a channel.
         */
        OfficialAccountMsg: {
            /** @description Who sent it. */
            From_Account?: string;
            /** @description `0`: a message. `1`: it has expired, was deleted or not stored, and `MsgBody` is empty. `2`: it was recalled. */
            IsPlaceMsg?: number;
            /** @description The elements of the message, in order. Empty when `IsPlaceMsg` is not 0. Elements of unknown kinds must be expected. */
            MsgBody?: components["schemas"]["ReadMessageElement"][];
            /** @description The key of the message: number, `1` and time of sending, joined by `_`. The smaller the number, the older the message. */
            MsgKey?: string;
            /** @description The number of the message. An unsigned 32-bit integer, which may be larger than 2147483647. From 0 to 4294967295. */
            MsgSeq?: number;
            /** @description The `Random` that it was sent with. An unsigned 32-bit integer, which may be larger than 2147483647. From 0 to 4294967295. */
            MsgRandom?: number;
            /** @description When it was sent, Unix time in seconds. */
            MsgTimeStamp?: number;
            /** @description `1`: high. `2`: normal. `3`: low. `4`: lowest. */
            MsgPriority?: number;
            /** @description `1`: a message of the system. */
            IsSystemMsg?: number;
        };
        /**
         * GetOfficialAccountHistorySuccess
         * @description The call was carried out. Only `ErrorCode` decides this.
         */
        GetOfficialAccountHistorySuccess: components["schemas"]["Success"] & {
            /** @description The channel. */
            Official_Account?: string;
            /** @description `0`: not all of the range has come, because it is too large or has more than 20 messages. `1`: all of it. `2`: whatever is older has expired. */
            IsFinished?: number;
            /** @description The key that leads to older messages. */
            LastMsgKey?: string;
            /** @description The messages, the newest first. */
            RspMsgList: components["schemas"]["OfficialAccountMsg"][];
        };
        /** GetOfficialAccountHistoryResponse */
        GetOfficialAccountHistoryResponse: components["schemas"]["GetOfficialAccountHistorySuccess"] | components["schemas"]["Failure"];
        /**
         * WebhookEventTime
         * @description When it happened, Unix time in milliseconds, which is larger than 2147483647.
         * @example 1670574414123
         */
        WebhookEventTime: number;
        /**
         * WebhookAnswer
         * @description What the app answers, with HTTP 200. Another status, or a body that is not JSON, counts as a failure.
         */
        WebhookAnswer: {
            /**
             * @description Whether the request was dealt with.
             * @enum {string}
             */
            ActionStatus: "OK" | "FAIL";
            /** @description What is to become of the event. `0`: it goes on; what has happened already is left as it is. Which other numbers have a meaning depends on the webhook. */
            ErrorCode: number;
            /** @description An explanation for people. */
            ErrorInfo: string;
        };
        /**
         * WebhookSubscribers
         * @description The users whose subscription it is about.
         */
        WebhookSubscribers: {
            /** @description The user id of an account of the app. Where accounts are imported it has at most 32 bytes. */
            Subscriber_Account: components["schemas"]["AccountId"];
        }[];
        /**
         * WebhookOnlineOnlyFlag
         * @description `1`: only subscribers who are online get the message. `0`: all of them.
         */
        WebhookOnlineOnlyFlag: number;
        /**
         * WebhookMsgBody
         * @description The elements of the message, in order. Elements of unknown kinds must be expected.
         */
        WebhookMsgBody: components["schemas"]["ReadMessageElement"][];
        /**
         * WebhookCloudCustomData
         * @description The text of the app's own that is kept with the message.
         */
        WebhookCloudCustomData: string;
    };
    responses: never;
    parameters: {
        /**
         * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
         * @example 99999999
         */
        Random: number;
        /**
         * @description The format of request and answer. Always `json`.
         * @example json
         */
        ContentType: "json";
        /**
         * @description The app whose event it is, in this spelling. The vendor wants the receiver to check that it is its own.
         * @example 1400000000
         */
        WebhookSdkAppid: number;
        /**
         * @description The format of request and answer. Usually `json`, and it may be missing.
         * @example json
         */
        WebhookContentType: string;
        /**
         * @description The address of the client whose action led to the event.
         * @example 203.0.113.7
         */
        WebhookClientIP: string;
        /**
         * @description The platform of that client. A Mac is `Mac` on the Chinese page and `macOS` on the English one, so both have to be expected. `RESTAPI` is a call of the server API.
         * @example RESTAPI
         */
        WebhookOptPlatform: string;
        /**
         * @description Only where a token is set in the console: the SHA-256 of the token, immediately followed by `RequestTime` as it stands here, in hexadecimal digits. It is a plain hash, no HMAC, and leaves out the body and the rest of the query: two events of the same second have the same one.
         * @example 17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061
         */
        WebhookSign: string;
        /**
         * @description Only where a token is set in the console: when the request was signed, Unix time in seconds.
         * @example 1669872112
         */
        WebhookRequestTime: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createOfficialAccount: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateOfficialAccountRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateOfficialAccountResponse"];
                };
            };
        };
    };
    modifyOfficialAccountBaseInfo: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModifyOfficialAccountBaseInfoRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModifyOfficialAccountBaseInfoResponse"];
                };
            };
        };
    };
    getOfficialAccountInfo: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOfficialAccountInfoRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetOfficialAccountInfoResponse"];
                };
            };
        };
    };
    destroyOfficialAccount: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DestroyOfficialAccountRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DestroyOfficialAccountResponse"];
                };
            };
        };
    };
    getSubscriberInfo: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetSubscriberInfoRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSubscriberInfoResponse"];
                };
            };
        };
    };
    addSubscriber: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddSubscriberRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddSubscriberResponse"];
                };
            };
        };
    };
    deleteSubscriber: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteSubscriberRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeleteSubscriberResponse"];
                };
            };
        };
    };
    modifySubscriberInfo: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModifySubscriberInfoRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModifySubscriberInfoResponse"];
                };
            };
        };
    };
    getSubscribedOfficialAccountList: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetSubscribedOfficialAccountListRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSubscribedOfficialAccountListResponse"];
                };
            };
        };
    };
    sendOfficialAccountMsg: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendOfficialAccountMsgRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendOfficialAccountMsgResponse"];
                };
            };
        };
    };
    recallOfficialAccountMsg: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecallOfficialAccountMsgRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecallOfficialAccountMsgResponse"];
                };
            };
        };
    };
    getOfficialAccountHistory: {
        parameters: {
            query: {
                /**
                 * @description An unsigned 32-bit integer, made anew for each request. The vendor does not say whether it is checked or must be unique.
                 * @example 99999999
                 */
                random: components["parameters"]["Random"];
                /**
                 * @description The format of request and answer. Always `json`.
                 * @example json
                 */
                contenttype: components["parameters"]["ContentType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GetOfficialAccountHistoryRequest"];
            };
        };
        responses: {
            /** @description Every outcome, success and failure alike. `ErrorCode` tells them apart. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetOfficialAccountHistoryResponse"];
                };
            };
        };
    };
}
