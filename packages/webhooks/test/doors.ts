/** A receiver behind each of its doors, and requests as the service sends them. */
import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createWebhookReceiver,
  type Refusal,
  signWebhook,
  toNodeHandler,
  type WebhookReceiver,
  type WebhookReceiverOptions,
} from '../src/index.ts';

export const sdkAppId = 1400000000;
export const token = 'xxxxyyyy';
/** The vendor's worked example. */
export const requestTime = 1669872112;
export const destroyed = 'OfficialAccount.CallbackAfterOfficialAccountDestroyed';
export const beforeSend = 'OfficialAccount.CallbackBeforeSendMsg';

/** A request before it is sent. */
export interface Sent {
  method?: string;
  /** Changes of the query; undefined takes a parameter away. */
  query?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: { ActionStatus: string; ErrorCode: number; ErrorInfo: string; [field: string]: unknown };
}

export const eventOf = (command: string, fields: object = {}): { CallbackCommand: string } => ({
  CallbackCommand: command,
  ...fields,
});

/** The address of a request: signed, unless that is changed. */
export async function targetOf(command: string, query: Sent['query'] = {}): Promise<string> {
  const sign = await signWebhook({ token, requestTime });
  const whole: Sent['query'] = {
    SdkAppid: String(sdkAppId),
    CallbackCommand: command,
    contenttype: 'json',
    ClientIP: '203.0.113.7',
    OptPlatform: 'RESTAPI',
    Sign: sign,
    RequestTime: String(requestTime),
    ...query,
  };
  const entries = Object.entries(whole).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/hook?${new URLSearchParams(entries)}`;
}

export type Ask = (command: string, sent?: Sent) => Promise<Answered>;

export interface Asked {
  receiver: WebhookReceiver;
  ask: Ask;
  refused: Refusal[];
  errors: unknown[];
}

/** How a request gets to a receiver. */
export type Door = (
  receiver: WebhookReceiver,
) => Promise<(target: string, sent: Sent & { method: string }) => Promise<Answered>>;

export const doors: { name: string; door: Door }[] = [
  { name: 'the door of the web', door: webDoor },
  { name: 'the door of Node', door: nodeDoor },
];

async function webDoor(receiver: WebhookReceiver): ReturnType<Door> {
  return async (target, { method, headers = {}, body }) => {
    const isBodyless = method === 'GET' || method === 'HEAD';
    const init = { method, headers, ...(isBodyless || body === undefined ? {} : { body: new Blob([body]) }) };
    const response = await receiver(new Request(`http://app.test${target}`, init));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.json(),
    };
  };
}

async function nodeDoor(receiver: WebhookReceiver): ReturnType<Door> {
  const url = await serve(toNodeHandler(receiver));
  return (target, { method, headers = {}, body = '' }) =>
    new Promise((resolve, reject) => {
      const request = httpRequest(`${url}${target}`, { method, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          const parsed = JSON.parse(Buffer.concat(chunks).toString('utf8'));
          resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(entries), body: parsed });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
}

/** A server for one test, on a free port. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  return `http://127.0.0.1:${portOf(server.address())}`;
}

export function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}

type More = Partial<Omit<WebhookReceiverOptions, 'apps' | 'sdkAppId' | 'token' | 'unsigned'>>;

/** A receiver with the token above, whose clock stands at the time of the example. */
export async function receive(door: Door, options: More = {}): Promise<Asked> {
  const refused: Refusal[] = [];
  const errors: unknown[] = [];
  const receiver = createWebhookReceiver({
    sdkAppId,
    token,
    on: {},
    now: () => requestTime * 1000,
    onRefused: (refusal) => refused.push(refusal),
    onError: (error) => errors.push(error),
    ...options,
  });
  return { receiver, ask: await askThrough(door, receiver), refused, errors };
}

/** Sends whole requests through a door. */
export async function askThrough(door: Door, receiver: WebhookReceiver): Promise<Ask> {
  const send = await door(receiver);
  return async (command, { method = 'POST', query, body, ...sent } = {}) =>
    send(await targetOf(command, query), { method, body: body ?? JSON.stringify(eventOf(command)), ...sent });
}
