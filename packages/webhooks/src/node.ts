/** The door for `node:http`, Express and whatever has their requests. It makes no `Request`, which would cost twice the time. */
import { asText } from './body.ts';
import type { Body, Incoming, Outgoing } from './incoming.ts';
import { headersOf } from './receive.ts';
import { receiveOf, type WebhookReceiver } from './receiver.ts';
import type { Settings } from './settings.ts';

/** The part of an `IncomingMessage` that is used. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** Whether something has read from the stream. */
  readonly readableDidRead?: boolean;
  readonly readableEnded?: boolean;
  readonly destroyed?: boolean;
  /** Whether the whole body has come. */
  readonly complete?: boolean;
  /** The address before a router has shortened it. */
  readonly originalUrl?: unknown;
  /** What parsers in front have kept of the body. */
  readonly rawBody?: unknown;
  readonly body?: unknown;
  on(event: string, listener: (chunk: Uint8Array | string) => void): unknown;
  removeListener(event: string, listener: (chunk: Uint8Array | string) => void): unknown;
  read(): Uint8Array | string | null;
  resume(): unknown;
  destroy(): unknown;
}

/** The part of a `ServerResponse` that is used. */
export interface NodeResponse {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string | number>): unknown;
  write(text: string): unknown;
  end(text?: string): unknown;
}

/**
 * The same receiver for `node:http` and Express: `createServer(toNodeHandler(receiver))`, `app.post('/hook', toNodeHandler(receiver))`.
 * A body parser may stand in front: what it has kept is taken, because the signature leaves the body out.
 *
 * @throws TypeError for what `createWebhookReceiver` has not made.
 */
export function toNodeHandler(receiver: WebhookReceiver): (request: NodeRequest, response: NodeResponse) => void {
  const receive = receiveOf(receiver);
  return (request, response) => {
    // It never rejects.
    void receive(incomingOf(request)).then((outgoing) => send(request, response, outgoing));
  };
}

function incomingOf(request: NodeRequest): Incoming {
  const { method = '', url = '', originalUrl } = request;
  // Asked anew each time: what listens on the side reads while the signature is looked at.
  const wasRead = (): boolean => request.readableDidRead ?? request.readableEnded ?? false;
  return {
    method,
    url: typeof originalUrl === 'string' ? originalUrl : url,
    header: (name) => headerOf(request, name),
    wasRead,
    readBody: (limits) => (wasRead() ? keptBody(request, limits) : readStream(request, limits)),
  };
}

function headerOf({ headers }: NodeRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.join();
}

/** What something else has made of the body. */
function keptBody(request: NodeRequest, { maxBytes }: Pick<Settings, 'maxBytes'>): Body {
  const { rawBody, body } = request;
  const kept = rawBody ?? body;
  if (typeof kept === 'string' || kept instanceof Uint8Array) {
    const bytes = bytesOf(kept);
    return bytes.byteLength > maxBytes ? { refused: 'size' } : asText([bytes]);
  }
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headerOf(request, 'content-type') ?? '');
  if (typeof kept !== 'object' || kept === null || isForm) return { refused: 'body-read' };
  return { value: kept };
}

const encoder = new TextEncoder();

/** Something in front may have set the stream to text. */
const bytesOf = (chunk: Uint8Array | string): Uint8Array => (typeof chunk === 'string' ? encoder.encode(chunk) : chunk);

type Limits = Pick<Settings, 'maxBytes' | 'bodyTimeout'>;

function readStream(request: NodeRequest, limits: Limits): Body | Promise<Body> {
  // The connection may have gone while the signature was looked at.
  if (request.destroyed === true) return { refused: 'cut' };
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A small body has come with the head. Where it is whole, there is nothing to wait for.
  for (let chunk = request.read(); chunk !== null; chunk = request.read()) {
    const bytes = bytesOf(chunk);
    chunks.push(bytes);
    size += bytes.byteLength;
  }
  if (size > limits.maxBytes) return { refused: 'size' };
  if (String(size) === headerOf(request, 'content-length')) return asText(chunks);
  return readRest(request, limits, chunks, size);
}

function readRest(request: NodeRequest, limits: Limits, chunks: Uint8Array[], already: number): Promise<Body> {
  return new Promise((resolve) => {
    let size = already;
    const end = (body: Body): void => {
      clearTimeout(timer);
      request.removeListener('data', take);
      resolve(body);
    };
    const take = (chunk: Uint8Array | string): void => {
      const bytes = bytesOf(chunk);
      size += bytes.byteLength;
      if (size > limits.maxBytes) end({ refused: 'size' });
      else chunks.push(bytes);
    };
    const timer = setTimeout(() => end({ refused: 'slow' }), limits.bodyTimeout);
    request.on('data', take);
    request.on('end', () => end(asText(chunks)));
    // Of these only the first one counts: after the end they say nothing new.
    request.on('error', () => end({ refused: 'cut' }));
    request.on('close', () => end({ refused: 'cut' }));
  });
}

/** The most of an unwanted body that is taken in, so that the sender gets to read the answer. */
const maxDrained = 1024 * 1024;
/** Milliseconds for it. */
const drainTime = 2000;

function send(request: NodeRequest, response: NodeResponse, outgoing: Outgoing): void {
  if (response.headersSent) return;
  const { status, body } = outgoing;
  const length = encoder.encode(body).byteLength;
  const headers = { ...headersOf(outgoing), 'content-length': length };
  if (outgoing.refused === undefined || request.complete === true || isSmall(request, outgoing)) {
    response.writeHead(status, headers);
    response.end(body);
    // The rest of a small body makes room for the next request on the connection.
    if (outgoing.refused !== undefined) request.resume();
    return;
  }
  response.writeHead(status, { ...headers, connection: 'close' });
  response.write(body);
  drain(request, () => response.end());
}

/** Whether what is still to come of a body is known to be small, and may be waited for. */
function isSmall(request: NodeRequest, { refused }: Outgoing): boolean {
  if (refused === 'slow' || refused === 'size') return false;
  const length = headerOf(request, 'content-length');
  return length === undefined ? headerOf(request, 'transfer-encoding') === undefined : Number(length) <= maxDrained;
}

/** Takes in what still comes, up to a bound, and then ends the connection. */
function drain(request: NodeRequest, end: () => void): void {
  let size = 0;
  let isOver = false;
  const stop = (): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    end();
  };
  const timer = setTimeout(stop, drainTime);
  request.on('data', (chunk) => {
    size += chunk.length;
    if (size <= maxDrained) return;
    stop();
    request.destroy();
  });
  request.on('end', stop);
  request.on('error', stop);
  request.on('close', stop);
  request.resume();
}
