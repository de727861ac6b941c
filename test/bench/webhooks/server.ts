/** Answers webhooks in a process of its own: by the receiver, or with the least that could be done. Tells what it has used. */
import { createServer, type RequestListener } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createWebhookReceiver, toNodeHandler } from '@chat-openapi/webhooks';

/** What the process has used and done so far. */
export interface Usage {
  /** Milliseconds of the processor. */
  cpu: number;
  /** Bytes of the heap that are in use. */
  heap: number;
  /** Events that have been worked on. */
  handled: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const [kind, token = ''] = process.argv.slice(2);
let handled = 0;

const bare: RequestListener = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString('utf8'));
    handled += 1;
    const answer = '{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
};

const receiver = createWebhookReceiver({
  sdkAppId: 1400000000,
  token,
  on: {
    'OfficialAccount.CallbackAfterSendMsg': () => {
      handled += 1;
    },
  },
});

const server = createServer(kind === 'bare' ? bare : toNodeHandler(receiver));
server.listen(0, '127.0.0.1', () => process.send?.(Reflect.get(Object(server.address()), 'port')));
process.on('message', async () => {
  await receiver.idle();
  collectGarbage();
  const { user, system } = process.cpuUsage();
  const usage: Usage = { cpu: (user + system) / 1000, heap: process.memoryUsage().heapUsed, handled };
  process.send?.(usage);
});
process.on('disconnect', () => process.exit());
