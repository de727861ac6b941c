import { ChatError, createChatClient, type FetchLike, type Quota } from '@chat-openapi/client';
import { type OperationId, operations, type Region } from '@chat-openapi/openapi';
import { signUserSig } from '@chat-openapi/usersig';
import type { Caller, Signing } from './live.ts';
import type { Exchange, Recorder } from './recorder.ts';

export interface Account {
  sdkAppId: number;
  identifier: string;
  secretKey: string;
}

export interface CallerOptions {
  account: Account;
  target: { region: Region } | { baseUrl: string };
  /** Lets each request start when its time has come. */
  pace: Pace;
  recorder?: Recorder | undefined;
}

export type Pace = (signal: AbortSignal) => Promise<void>;

/** At most so many requests, and so many milliseconds from the start of one to the start of the next. */
export function createPace(
  most: number,
  every: number,
  { now, sleep }: { now(): number; sleep(milliseconds: number, signal: AbortSignal): Promise<void> },
): Pace {
  let started = 0;
  let free = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    started += 1;
    if (started > most) throw new Error(`More than ${most} requests were about to be sent.`);
    const wait = free - now();
    free = Math.max(now(), free) + every;
    if (wait > 0) await sleep(wait, signal);
  };
}

/** Calls the service through the real client, and keeps what the client has seen of the answer. */
export function createCaller({ account, target, pace, recorder }: CallerOptions): Caller {
  const { sdkAppId, identifier, secretKey } = account;
  const quota: Quota = { acquire: ({ signal }) => pace(signal) };
  const hour = 3600;

  const userSigOf = async (signing: Signing): Promise<string> => {
    const sign = { sdkAppId, identifier, secretKey, expiresIn: hour };
    const right = await signUserSig(sign);
    switch (signing) {
      case 'right':
        return right;
      case 'expired':
        return signUserSig({ ...sign, now: Date.now() / 1000 - 48 * hour });
      case 'malformed':
        return right.slice(0, -8);
      case 'other key':
        return signUserSig({ ...sign, secretKey: [...secretKey].reverse().join('') + secretKey.slice(0, 1) });
      case 'other user':
        return signUserSig({ ...sign, identifier: `${identifier.slice(0, 20)}_other` });
      case 'other app':
        return signUserSig({ ...sign, sdkAppId: sdkAppId + 1 });
    }
  };

  return {
    has: (operation) => isOperation(operation),
    async call(operation, body, signing, signal) {
      const sent: Exchange[] = [];
      const fetchAndKeep: FetchLike = async (url, init) => {
        const response = await fetch(url, init);
        const { status, headers } = response;
        const text = await response.text();
        const { pathname: path, searchParams: query } = new URL(url);
        sent.push({
          operation: isOperation(operation) ? operations[operation].path : null,
          region: 'region' in target ? target.region : 'other',
          request: { method: init.method, path, query, headers: Object.entries(init.headers), body: init.body },
          answer: { status, headers: [...headers], body: text },
          secrets: [
            { kind: 'key', value: secretKey },
            { kind: 'identifier', value: identifier },
            { kind: 'appId', value: String(sdkAppId) },
          ],
        });
        return new Response(text, { status, headers });
      };
      const userSig = await userSigOf(signing);
      const chat = createChatClient({
        ...target,
        sdkAppId,
        identifier,
        userSig,
        retry: false,
        quota,
        fetch: fetchAndKeep,
      });
      const method: unknown = Reflect.get(chat, operation);
      if (typeof method !== 'function') return { failure: 'the client has no such operation' };
      const failure = await Reflect.apply(method, undefined, [body, { signal }]).then(
        () => undefined,
        (error: unknown) => error,
      );
      const [exchange] = sent;
      if (exchange !== undefined) await recorder?.record(exchange);
      if (failure !== undefined && (signal.aborted || !(failure instanceof ChatError))) throw failure;
      if (exchange !== undefined) return { status: exchange.answer.status, text: exchange.answer.body };
      return { failure: failure?.message ?? 'the client sent nothing' };
    },
  };
}

const isOperation = (name: string): name is OperationId => Object.hasOwn(operations, name);
