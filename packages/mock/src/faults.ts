import type { ServerResponse } from 'node:http';
import type { Waits } from './clock.ts';
import type { Fault } from './outcome.ts';

/** How long the second half of a slow answer takes, in milliseconds. */
const slowHalf = 1500;

const page = '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1><p>chat-mock was asked for this.</p>\n';

/**
 * Lets the transport fail.
 *
 * @param text The answer that would have been sent, with its headers.
 */
export async function fail(
  fault: Fault,
  response: ServerResponse,
  text: string,
  headers: Record<string, string>,
  waits: Waits,
): Promise<void> {
  const bytes = Buffer.from(text);
  const half = Math.ceil(bytes.length / 2);
  switch (fault) {
    case '502':
    case 'html':
      response.writeHead(fault === '502' ? 502 : 200, { ...headers, 'content-type': 'text/html' }).end(page);
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'truncated':
      response.writeHead(200, { ...headers, 'content-length': bytes.length });
      response.write(bytes.subarray(0, half), () => response.socket?.destroy());
      return;
    case 'slow':
      response.writeHead(200, { ...headers, 'content-length': bytes.length });
      response.write(bytes.subarray(0, half));
      await waits.wait(slowHalf);
      response.end(bytes.subarray(half));
      return;
    case 'timeout':
      // Never answered: the client gives up, or the mock is closed.
      return;
  }
}
