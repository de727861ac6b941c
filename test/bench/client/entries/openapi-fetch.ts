export * from '@chat-openapi/client/openapi-fetch';
