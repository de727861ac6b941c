/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

export interface paths {
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * OfficialAccountId
         * @description Printable ASCII (0x20 to 0x7e), at most 48 bytes, beginning with `@TOA#_`. An id chosen at creation must not begin with `@TOA#_@TOA#`, which is kept for ids that the service generates.
         * @example @TOA#_test_id
         */
        OfficialAccountId: string;
        /** DestroyOfficialAccountRequest */
        DestroyOfficialAccountRequest: {
            /** @description The channel to terminate: the id that creation returned as `OfficialAccountUserID`. Printable ASCII, at most 48 bytes, beginning with `@TOA#_`. */
            Official_Account: components["schemas"]["OfficialAccountId"];
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
        /** DestroyOfficialAccountResponse */
        DestroyOfficialAccountResponse: components["schemas"]["Success"] | components["schemas"]["Failure"];
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
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
}
