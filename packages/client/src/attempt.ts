import type { SetAlarm } from './alarm.ts';
import { decodeAnswer } from './answer.ts';
import { readConnectionFailure } from './connection.ts';
import type { AnswerBody } from './errors.ts';
import type { SendRequest } from './options.ts';
import { readBody } from './read-body.ts';
import { excerptOf, type Redact } from './redact.ts';
import type { Ended } from './within.ts';

/** How one request ended. Nothing in it needs to be kept secret, except `body` and `text` of an answer. */
export type AttemptResult =
  | { kind: 'answer'; body: AnswerBody; text: string }
  | { kind: 'connection'; code: string | undefined; nothingSent: boolean }
  | { kind: 'http'; status: number; contentType: string | undefined; excerpt: string }
  | { kind: 'response'; reason: string; contentType: string | undefined; excerpt: string }
  | Ended;

export interface AttemptRequest {
  url: string;
  body: string;
  /** Milliseconds until the answer has to be read. */
  timeout: number;
  signal: AbortSignal | undefined;
  send: SendRequest;
  setAlarm: SetAlarm;
  redact: Redact;
}

/**
 * Sends one request and reads its answer. Never rejects; what the platform throws is looked at here and dropped.
 *
 * Works by callbacks inside, with as few promises as there can be: of what a call costs in this package, those cost most.
 * The one that it returns puts what follows into the asynchronous context of the call, whoever ended the attempt: an alarm
 * rings in that of the call which set the timer, an abort in that of the one who aborts.
 */
export function attempt(request: AttemptRequest): Promise<AttemptResult> {
  return new Promise((resolve) => run(request, resolve));
}

function run({ url, body, timeout, signal, send, setAlarm, redact }: AttemptRequest, done: Done): void {
  const controller = new AbortController();
  let ended = false;
  const finish = (result: AttemptResult): void => {
    if (ended) return;
    ended = true;
    alarm.cancel();
    signal?.removeEventListener('abort', onAbort);
    done(result);
  };
  const onAbort = (): void => {
    finish({ kind: 'aborted' });
    controller.abort();
  };
  const alarm = setAlarm(() => {
    finish({ kind: 'timeout' });
    controller.abort();
  }, timeout);
  signal?.addEventListener('abort', onAbort);
  const fail = (error: unknown): void => finish({ kind: 'connection', ...readConnectionFailure(error) });
  const receive = (response: Response): void => {
    const { status } = response;
    // A redirect is not followed and its body says nothing; a browser shows its status as 0.
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      response.body?.cancel().catch(() => {});
      finish({ kind: 'http', status: status === 0 ? 302 : status, contentType: undefined, excerpt: '' });
      return;
    }
    readBody(response, (text) => finish(judgeText(response, text, redact)), fail);
  };
  try {
    send(url, body, controller.signal).then((response) => {
      try {
        receive(response);
      } catch (error) {
        fail(error);
      }
    }, fail);
  } catch (error) {
    fail(error);
  }
}

type Done = (result: AttemptResult) => void;

/** @param text Undefined when there was too much of it. */
function judgeText(response: Response, text: string | undefined, redact: Redact): AttemptResult {
  const { status } = response;
  const body = text === undefined ? 'the body is too large' : status === 200 ? decodeAnswer(text) : '';
  if (typeof body !== 'string' && text !== undefined) return { kind: 'answer', body, text };
  const type = response.headers.get('content-type');
  const contentType = type === null ? undefined : redact(type).slice(0, 100);
  const excerpt = text === undefined ? '' : excerptOf(text, redact);
  return status === 200
    ? { kind: 'response', reason: String(body), contentType, excerpt }
    : { kind: 'http', status, contentType, excerpt };
}
