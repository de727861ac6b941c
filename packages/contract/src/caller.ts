/** The live run's way to the service: the real client, a request at a time. */
import { ChatError, createChatClient, type FetchLike } from '@chat-openapi/client';
import { isOperationId, operations, type Region } from '@chat-openapi/openapi';
import { signUserSig } from '@chat-openapi/usersig';
import type { Exchange, Secret } from './exchange.ts';
import type { Caller, Signing } from './live.ts';
import type { Recorder } from './recorder.ts';

export interface Account {
  sdkAppId: number;
  identifier: string;
  secretKey: string;
}

export interface CallerOptions {
  account: Account;
  target: { region: Region } | { baseUrl: string };
  pace: Pace;
  recorder?: Recorder | undefined;
}

/** Resolves when the next request may start. */
export type Pace = (signal: AbortSignal) => Promise<void>;

/** At most `max` requests, and `every` milliseconds from the start of one to the start of the next. */
export function createPace(
  max: number,
  every: number,
  { now, sleep }: { now(): number; sleep(milliseconds: number, signal: AbortSignal): Promise<void> },
): Pace {
  let started = 0;
  let free = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    started += 1;
    if (started > max) throw new Error(`More than ${max} requests were about to be sent.`);
    const wait = free - now();
    free = Math.max(now(), free) + every;
    if (wait > 0) await sleep(wait, signal);
  };
}

/** Calls the service through the real client, and keeps what the client has seen of the answer. */
export function createCaller({ account, target, pace, recorder }: CallerOptions): Caller {
  const signatures = new Set<string>();
  return {
    has: isOperationId,
    signatures: () => [...signatures],
    async call(operation, body, signing, signal) {
      if (!isOperationId(operation)) return { failure: 'the client has no such operation' };
      const userSig = await signAs(account, signing);
      signatures.add(userSig);
      await pace(signal);
      const sent: Exchange[] = [];
      const { sdkAppId, identifier } = account;
      const fetch = keepExchanges(sent, operations[operation].path, account, target, signatures);
      const chat = createChatClient({ ...target, sdkAppId, identifier, userSig, retry: false, quota: false, fetch });
      // The bodies are wrong on purpose, which no type allows.
      const failure = await Reflect.apply(chat[operation], undefined, [body, { signal }]).then(
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

const hour = 3600;

/** A signature as it should be, or wrong in one way. */
async function signAs(account: Account, signing: Signing): Promise<string> {
  const { sdkAppId, identifier, secretKey } = account;
  const sign = { sdkAppId, identifier, secretKey, expiresIn: hour };
  switch (signing) {
    case 'right':
      return signUserSig(sign);
    case 'expired':
      return signUserSig({ ...sign, now: Date.now() / 1000 - 48 * hour });
    case 'malformed':
      return (await signUserSig(sign)).slice(0, -8);
    case 'other key':
      return signUserSig({ ...sign, secretKey: [...secretKey].reverse().join('') + secretKey.slice(0, 1) });
    case 'other user':
      return signUserSig({ ...sign, identifier: `${identifier.slice(0, 20)}_other` });
    case 'other app':
      return signUserSig({ ...sign, sdkAppId: sdkAppId + 1 });
  }
}

/** A `fetch` that keeps what went out and what came back. */
function keepExchanges(
  sent: Exchange[],
  operation: string,
  account: Account,
  target: CallerOptions['target'],
  signatures: ReadonlySet<string>,
): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init);
    const { status, headers } = response;
    const text = await response.text();
    const { pathname: path, searchParams: query } = new URL(url);
    sent.push({
      operation,
      region: 'region' in target ? target.region : 'other',
      request: { method: init.method, path, query, headers: Object.entries(init.headers), body: init.body },
      answer: { status, headers: [...headers], body: text },
      secrets: [
        ...secretsOfAccount(account),
        ...[...signatures].map((value): Secret => ({ kind: 'signature', value })),
      ],
    });
    return new Response(text, { status, headers });
  };
}

export const secretsOfAccount = ({ sdkAppId, identifier, secretKey }: Account): Secret[] => [
  { kind: 'key', value: secretKey },
  { kind: 'identifier', value: identifier },
  { kind: 'appId', value: String(sdkAppId) },
];
