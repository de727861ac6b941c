export { createChatClient } from '@chat-openapi/client';
