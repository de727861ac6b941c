import { createChatClient, isChatApiError } from '@chat-openapi/client';

const { CHAT_SDK_APP_ID, CHAT_IDENTIFIER: identifier = 'administrator', CHAT_SECRET_KEY: secretKey = '' } = process.env;
const chat = createChatClient({ region: 'singapore', sdkAppId: Number(CHAT_SDK_APP_ID), identifier, secretKey });

try {
  await chat.destroyOfficialAccount({ Official_Account: '@TOA#_test_id' });
  console.log('terminated');
} catch (error) {
  // Any other error means that no usable answer came; its `outcome` says what is known all the same.
  if (!isChatApiError(error)) throw error;
  if (error.code === 130004) {
    console.log('nothing to terminate: it is gone already, or never was');
  } else {
    console.error(`refused: ${error.code} ${error.info}`);
    process.exitCode = 1;
  }
}
