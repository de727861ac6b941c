/** Runs on Node, Deno and Bun, bundled: a receiver behind the server that the first argument names, on a free port. */
import { createServer } from 'node:http';
import { toNodeHandler } from '@chat-openapi/webhooks';
import { createKeeping, received } from './webhooks-handlers.ts';

const receiver = createKeeping();
const handle = toNodeHandler(receiver);
const answer = async (): Promise<string> => {
  await receiver.idle();
  return JSON.stringify(received);
};
const web = async (request: Request): Promise<Response> =>
  request.method === 'GET' ? new Response(await answer()) : receiver(request);
const say = (port: number): void => console.log(`listening on ${port}`);

const { Deno, Bun } = Object(globalThis);
if (process.argv[2] === 'node') {
  const server = createServer((request, response) => {
    if (request.method === 'GET') void answer().then((text) => response.end(text));
    else handle(request, response);
  });
  server.listen(0, '127.0.0.1', () => say(Object(server.address()).port));
} else if (Deno !== undefined) {
  Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: ({ port }: { port: number }) => say(port) }, web);
} else {
  say(Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: web }).port);
}
