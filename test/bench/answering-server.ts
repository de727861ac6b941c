/** A process of its own that answers every request with success, so that the server's work is not the client's. */
import { createServer } from 'node:http';

const body = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}';
const headers = { 'content-type': 'application/json', 'content-length': body.length };

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, headers).end(body));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.(address.port);
});
process.on('disconnect', () => process.exit());
