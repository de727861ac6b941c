/** Carries out what openapi-fetch sends. */

import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import type { AnswerBody } from '../answer-body.ts';
import { type Engine, headersOf, type Way } from '../engine.ts';
import { ChatApiError, ChatConfigError } from '../errors.ts';
import type { CallInit } from './call-init.ts';
import { OwnRequest } from './own-request.ts';
import { ReadyResponse } from './ready-response.ts';

/** How far a call has come whose request other code sees. */
export interface Progress {
  /** Since when the call counts. */
  readonly started: number;
  /** Whether it was handed to the engine. */
  isAsked: boolean;
  /** What the engine is about to give. */
  pending: Promise<unknown> | undefined;
}

/** What the service has said of a call. */
interface Sent {
  readonly response: Response;
  readonly refusal: AnswerBody | undefined;
}

/**
 * @param operation The one whose path the request has.
 * @param request A whole one when other code may have seen or replaced it. Only its body, headers and signal count: what the
 *   call was given stands in `init`.
 * @param progress Where it is noted down that the request went to the engine.
 * @throws ChatError, and the reason of a signal that ends the call.
 */
export async function send(
  engine: Engine,
  operation: OperationId | undefined,
  request: Request | OwnRequest,
  init: CallInit,
  progress: Progress | undefined,
): Promise<Sent> {
  if (operation === undefined) throw new ChatConfigError('the path is not one of the document.');
  if (request.method !== 'POST') {
    throw new ChatConfigError(`${request.method} is not possible: the service knows POST only.`, operation);
  }
  const text = await readBody(request, operation);
  const { timeout, deadline, retry, signal } = init;
  const options = { timeout, deadline, retry, signal: signalOf(request, signal) };
  try {
    const sending = engine.send(operation, text, options, progress && wayOf(request, init, progress));
    if (progress !== undefined) Object.assign(progress, { isAsked: true, pending: sending });
    const answer = await sending;
    return { response: new ReadyResponse(answer.text, answer.headers, true), refusal: undefined };
  } catch (error) {
    if (!(error instanceof ChatApiError)) throw error;
    const { body } = error;
    const headers = headersOf(error) ?? new Headers();
    return { response: new ReadyResponse(JSON.stringify(body), headers, false), refusal: body };
  } finally {
    if (progress !== undefined) progress.pending = undefined;
  }
}

async function readBody(request: Request | OwnRequest, operation: OperationId): Promise<string> {
  if (!(request instanceof OwnRequest) && request.bodyUsed) {
    throw new ChatConfigError('the body of the request was read by a middleware; let it read a clone.', operation);
  }
  const text = await request.text();
  const { bodyOptional }: Operation = operations[operation];
  if (text === '' && bodyOptional) return '{}';
  if (!/^\s*\{/.test(text)) {
    throw new ChatConfigError('the body must be written as a JSON object with the fields of the request.', operation);
  }
  return text;
}

/** The signal of the call, and that of a request which a middleware may have put in place of the first one. */
function signalOf(request: Request | OwnRequest, signal: AbortSignal | undefined): AbortSignal | undefined {
  if (request instanceof OwnRequest) return signal;
  return signal === undefined ? request.signal : AbortSignal.any([signal, request.signal]);
}

/** How a request goes out that other code sees: with headers of the call or of a middleware, perhaps by a `fetch` of its own. */
function wayOf(request: Request | OwnRequest, { fetch }: CallInit, { started }: Progress): Way {
  const headers: Record<string, string> = {};
  if (request instanceof OwnRequest) return { headers, started };
  request.headers.forEach((value, name) => {
    if (name !== 'content-type') headers[name] = value;
  });
  return { headers, started, fetch: fetch && ((url, init) => fetch(new Request(url, init))) };
}
