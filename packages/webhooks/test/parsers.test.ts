/** Behind parsers that have read the body. They are stood in for; test/package runs the real ones. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { createWebhookReceiver, type RefusalReason, toNodeHandler } from '../src/index.ts';
import { destroyed, eventOf, requestTime, sdkAppId, serve, targetOf, token } from './doors.ts';

const event = JSON.stringify(eventOf(destroyed, { Official_Account: '@TOA#_a' }));

/** What a parser leaves at the request. */
type Kept = (text: string) => object;

interface Seen {
  status: number;
  reasons: RefusalReason[];
  events: unknown[];
}

interface Way {
  /** Whether the parser reads the body. */
  reads?: boolean;
  headers?: Record<string, string>;
  target?: string;
  /** Does something with the request that leaves the body for the receiver. */
  prepare?: (request: IncomingMessage) => unknown;
  /** Without a declared length. */
  inPieces?: boolean;
  times?: number;
}

/** Sends a body through what stands in front of the receiver. */
async function send(body: string, kept: Kept, way: Way = {}): Promise<Seen> {
  const { prepare, reads = prepare === undefined, headers = {}, target = '', inPieces = false, times = 1 } = way;
  const reasons: RefusalReason[] = [];
  const events: unknown[] = [];
  const receiver = createWebhookReceiver({
    sdkAppId,
    token,
    on: { [destroyed]: (received) => events.push(received) },
    maxBytes: 4096,
    now: () => requestTime * 1000,
    onRefused: ({ reason }) => reasons.push(reason),
  });
  const handle = toNodeHandler(receiver);
  const parse = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    prepare?.(request);
    if (reads) for await (const chunk of request) chunks.push(Buffer.from(chunk));
    handle(Object.assign(request, kept(Buffer.concat(chunks).toString('utf8'))), response);
  };
  const url = await serve((request, response) => void parse(request, response));
  const address = `${url}${target || (await targetOf(destroyed))}`;
  const ask = async (): Promise<number> => {
    const sent = inPieces ? { body: new Blob([body]).stream(), duplex: 'half' as const } : { body };
    return (await fetch(address, { method: 'POST', headers, ...sent })).status;
  };
  let status = 0;
  for (let count = 0; count < times; count += 1) status = await ask();
  await receiver.idle();
  return { status, reasons, events };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

it.for<[what: string, kept: Kept]>([
  ['an object', (text) => ({ body: JSON.parse(text) })],
  ['text', (text) => ({ body: text })],
  ['bytes', (text) => ({ body: Buffer.from(text) })],
  ['the raw body beside an object', (text) => ({ rawBody: Buffer.from(text), body: { a: 1 } })],
])('%s that a parser has kept is taken', async ([, kept]) => {
  expect(await send(event, kept)).toStrictEqual({ status: 200, reasons: [], events: [JSON.parse(event)] });
});

it('what nobody has read is read, whatever stands at the request', async () => {
  for (const body of [{}, { CallbackCommand: 'other' }, undefined, 'text']) {
    const seen = await send(event, () => ({ body }), { reads: false });
    expect(seen).toStrictEqual({ status: 200, reasons: [], events: [JSON.parse(event)] });
  }
});

it('what something reads on the side is refused at once, or taken where it is kept', async () => {
  const listen = (request: IncomingMessage): unknown => request.on('data', () => {});
  expect(await send(event, () => ({}), { prepare: listen })).toMatchObject({
    status: 500,
    reasons: ['body-read'],
  });
  // The signature is known by then, so that it takes less time.
  const again = await send(event, () => ({}), { prepare: listen, times: 2 });
  expect(again).toMatchObject({ status: 500, reasons: ['body-read', 'body-read'] });
  const keep = (request: IncomingMessage): unknown =>
    request.on('data', (rawBody) => Object.assign(request, { rawBody }));
  const kept = await send(event, () => ({}), { prepare: keep });
  expect(kept).toStrictEqual({ status: 200, reasons: [], events: [JSON.parse(event)] });
});

it('a stream that was set to text is read, within the same bound', async () => {
  const prepare = (request: IncomingMessage): unknown => request.setEncoding('utf8');
  const named = JSON.stringify({ ...eventOf(destroyed), Name: 'Café' });
  const seen = await send(named, () => ({}), { prepare, inPieces: true });
  expect(seen).toStrictEqual({ status: 200, reasons: [], events: [JSON.parse(named)] });
  const large = named.replace('é', 'é'.repeat(3000));
  expect(await send(large, () => ({}), { prepare, inPieces: true })).toMatchObject({ status: 413, reasons: ['size'] });
});

it('what was read and not kept, or kept as a form, is refused at once', async () => {
  for (const kept of [{}, { body: undefined }, { body: null }, { body: 7 }]) {
    expect(await send(event, () => kept)).toMatchObject({ status: 500, reasons: ['body-read'] });
  }
  const parsed = await send(event, (text) => ({ body: { [text]: '' } }), { headers: form });
  expect(parsed).toStrictEqual({ status: 500, reasons: ['body-read'], events: [] });
});

it('what a parser has kept is held to the same rules', async () => {
  const large = `${event}${' '.repeat(5000)}`;
  // What was inflated has become larger than what was declared.
  const wide = JSON.stringify({ ...eventOf(destroyed), Name: 'é'.repeat(3000) });
  for (const body of [large, Buffer.from(large), wide]) {
    expect(await send(event, () => ({ body }))).toMatchObject({ status: 413, reasons: ['size'] });
  }
  const deep = (count: number): unknown =>
    JSON.parse(`{"CallbackCommand":"${destroyed}","a":${'['.repeat(count)}${']'.repeat(count)}}`);
  expect(await send(event, () => ({ body: deep(99) }))).toMatchObject({ status: 200, reasons: [] });
  expect(await send(event, () => ({ body: deep(100) }))).toMatchObject({ status: 400, reasons: ['json'] });
  expect(await send('no JSON', (text) => ({ body: text }))).toMatchObject({ status: 400, reasons: ['json'] });
  expect(await send('[]', (text) => ({ body: JSON.parse(text) }))).toMatchObject({ status: 400, reasons: ['json'] });
  const inherited = () => ({ body: Object.create({ CallbackCommand: destroyed }) });
  expect(await send(event, inherited)).toMatchObject({ status: 400, reasons: ['command'] });
});

it('a coding that a parser has undone is no fault', async () => {
  const headers = { 'content-encoding': 'gzip' };
  const seen = await send(event, () => ({ body: JSON.parse(event) }), { headers });
  expect(seen).toMatchObject({ status: 200, reasons: [] });
});

it('the whole address counts where a router has shortened it', async () => {
  const originalUrl = await targetOf(destroyed);
  const seen = await send(event, () => ({ originalUrl, url: '/' }), { reads: false, target: '/?x=1' });
  expect(seen).toMatchObject({ status: 200, reasons: [] });
});
