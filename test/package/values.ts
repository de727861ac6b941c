/**
 * A library that exports what it gets from the packages, with inferred types. Its declarations have to name them, which
 * TypeScript can only do with what the packages export: pnpm shows a project nothing but its own dependencies.
 */
export const values = `import {
  type AttemptEvent, type ChatApiError, type ChatClientOptions, type ChatHttpError, createChatClient,
  createChatClientFromEnv, explainErrorCode, isChatApiError, logAttempts, type QuotaRequest, type Target,
} from '@chat-openapi/client';
import { createFetchClient } from '@chat-openapi/client/openapi-fetch';
import { asText, checkLines, createChecker, readDocument, readLines } from '@chat-openapi/contract';
import { startMock } from '@chat-openapi/mock';
import { createRedisQuota, type RedisQuotaOptions } from '@chat-openapi/redis-quota';
import { explainUserSig, readUserSig, signUserSig, verifyUserSig } from '@chat-openapi/usersig';
import { createWebhookReceiver, eventKey, signWebhook, toNodeHandler, webhookRequest, type WebhookHandlers } from '@chat-openapi/webhooks';

const options = { region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'k' } as const;
const path = '/v4/official_account_open_http_svc/destroy_official_account';
export const chat = createChatClient(options);
export const destroy = (id: string) => chat.destroyOfficialAccount({ Official_Account: id });
export const code = async (id: string) => (await destroy(id)).ErrorCode;
export const method = chat.destroyOfficialAccount;
export const makers = { createChatClient, createChatClientFromEnv, createFetchClient, createRedisQuota, startMock, explainErrorCode, isChatApiError };
export const log = logAttempts(console);
export const fromEnv = () => createChatClientFromEnv({ onAttempt: log });
export const refusal = (error: unknown) => (isChatApiError(error, 'destroyOfficialAccount') ? error : undefined);
export const codeOf = (error: unknown) => refusal(error)?.code;
export const facts = ({ body, retry, operation }: ChatApiError) => ({ body, retry, operation });
export const operationOf = ({ operation }: ChatHttpError) => operation;
export const limitsOf = ({ limits, operation }: QuotaRequest) => ({ limits, operation });
export const attempted = ({ operation, region }: AttemptEvent) => ({ operation, region });
export const regionOf = ({ region }: Target) => region;
export const same = (given: ChatClientOptions) => given;
export const text = explainErrorCode(130004);

export const client = createFetchClient(options);
export const post = (id: string) => client.POST(path, { body: { Official_Account: id } });
export const data = async (id: string) => (await post(id)).data;
export const error = async (id: string) => (await post(id)).error;
export const parts = { use: client.use, eject: client.eject, request: client.request, POST: client.POST };
export class Service {
  readonly chat = createChatClient(options);
  readonly client = createFetchClient(options);
  readonly destroy = this.chat.destroyOfficialAccount;
  readonly response = async () => (await this.client.POST(path, { body: { Official_Account: '@TOA#_a' } })).response;
}

export const quota = (options: RedisQuotaOptions) => createRedisQuota(options);
export const quotaOption = ({ client, onEvent }: RedisQuotaOptions) => ({ client, onEvent });

export const mock = () => startMock();
export const calls = async () => (await mock()).calls('destroyOfficialAccount');
export const allCalls = async () => (await mock()).calls();
export const state = async () => (await mock()).state();
export const enqueue = async () => (await mock()).enqueue;

const send = 'OfficialAccount.CallbackBeforeSendMsg';
export const onSend: WebhookHandlers[typeof send] = (event, { refuse }) => refuse(event.Official_Account);
export const receiver = createWebhookReceiver({ sdkAppId: 1, token: 't', on: { [send]: onSend } });
export const door = toNodeHandler(receiver);
export const request = () => webhookRequest(send, { Official_Account: 'a', MsgBody: [] }, { sdkAppId: 1 });
export const receiving = { createWebhookReceiver, eventKey, signWebhook, toNodeHandler, webhookRequest };

export const document = readDocument();
export const operations = Object.values(document.paths);
export const errors = document['x-error-catalogue'];
export const checker = createChecker(document);
export const findings = checker.checkAnswer({ operation: null, status: 200, body: {} });
export const reports = { asText, checkLines, readLines };

export const signatures = { explainUserSig, readUserSig, signUserSig, verifyUserSig };
export const found = explainUserSig('text', options);
const everything = [...Object.values(makers), ...Object.values(parts), ...Object.values(reports), ...Object.values(signatures), ...Object.values(receiving)];
if (everything.every((part) => typeof part === 'function') && findings.length > 0) console.log('all there');
`;

/** The same with one entry point alone: TypeScript looks in what a file imports. */
export const fetchClientValues = `import { createFetchClient } from '@chat-openapi/client/openapi-fetch';

export const client = createFetchClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'k' });
export const { use, eject, request, POST } = client;
export const post = (id: string) =>
  client.POST('/v4/official_account_open_http_svc/destroy_official_account', { body: { Official_Account: id } });
export const make = createFetchClient;
`;
