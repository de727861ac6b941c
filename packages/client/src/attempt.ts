import { parseAnswer } from './answer.ts';
import type { AnswerBody } from './call-errors.ts';
import type { SendRequest } from './options.ts';
import { readBody } from './read-body.ts';
import type { Ended, SetTimer } from './time.ts';

/** How one request ended, as it was found: anything in it may hold the signature. */
export type RawResult =
  /** An answer of the service, success or refusal. */
  | { kind: 'answer'; body: AnswerBody; text: string }
  /** Any other answer; the text is missing when there was too much of it. */
  | { kind: 'stray'; status: number; contentType: string | null; text: string | undefined }
  /** What the platform threw. */
  | { kind: 'thrown'; error: unknown }
  | Ended;

export interface AttemptRequest {
  url: string;
  body: string;
  /** Milliseconds until the answer has to be read. */
  timeout: number;
  signal: AbortSignal | undefined;
  send: SendRequest;
  setTimer: SetTimer;
}

/**
 * Sends one request and reads its answer. Never rejects.
 *
 * Works by callbacks inside, with as few promises as there can be: of what a call costs in this package, those cost most.
 * The one that it returns puts what follows into the asynchronous context of the call, whoever ended the attempt: a timer
 * fires in that of the call which set the timer, an abort in that of the one who aborts.
 */
export function attempt(request: AttemptRequest): Promise<RawResult> {
  return new Promise((resolve) => run(request, resolve));
}

function run({ url, body, timeout, signal, send, setTimer }: AttemptRequest, done: Done): void {
  const controller = new AbortController();
  let ended = false;
  const finish = (result: RawResult): void => {
    if (ended) return;
    ended = true;
    timer.cancel();
    signal?.removeEventListener('abort', onAbort);
    done(result);
  };
  const onAbort = (): void => {
    finish({ kind: 'aborted' });
    controller.abort();
  };
  const timer = setTimer(() => {
    finish({ kind: 'timeout' });
    controller.abort();
  }, timeout);
  signal?.addEventListener('abort', onAbort);
  const fail = (error: unknown): void => finish({ kind: 'thrown', error });
  const receive = (response: Response): void => {
    const { status } = response;
    // A redirect is not followed and its body says nothing; a browser shows its status as 0.
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      response.body?.cancel().catch(() => {});
      finish({ kind: 'stray', status: status === 0 ? 302 : status, contentType: null, text: '' });
      return;
    }
    readBody(response, (text) => finish(resultOf(response, text)), fail);
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

type Done = (result: RawResult) => void;

/** @param text Undefined when there was too much of it. */
function resultOf({ status, headers }: Response, text: string | undefined): RawResult {
  const body = status === 200 && text !== undefined ? parseAnswer(text) : undefined;
  return body !== undefined && text !== undefined
    ? { kind: 'answer', body, text }
    : { kind: 'stray', status, contentType: headers.get('content-type'), text };
}
