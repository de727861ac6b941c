import { createFetchClient } from '@chat-openapi/client/openapi-fetch';

const { CHAT_SDK_APP_ID, CHAT_IDENTIFIER: identifier = 'administrator', CHAT_SECRET_KEY: secretKey = '' } = process.env;
const client = createFetchClient({ region: 'singapore', sdkAppId: Number(CHAT_SDK_APP_ID), identifier, secretKey });

// A refusal fills `error`, although its HTTP status is 200. Without a usable answer the call rejects.
const { error } = await client.POST('/v4/official_account_open_http_svc/destroy_official_account', {
  body: { Official_Account: '@TOA#_test_id' },
});
if (error === undefined) {
  console.log('terminated');
} else if (error.ErrorCode === 130004) {
  console.log('nothing to terminate: it is gone already, or never was');
} else {
  console.error(`refused: ${error.ErrorCode} ${error.ErrorInfo ?? ''}`);
  process.exitCode = 1;
}
