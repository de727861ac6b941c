export * from '@chat-openapi/client';
