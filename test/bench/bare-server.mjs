/** What a server of Node can do at best: it reads the body, and answers the same to everybody. JavaScript, to start at once. */
import { createServer } from 'node:http';

const answer = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}';

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
});
server.keepAliveTimeout = 120_000;
server.listen(Number(process.argv[2]), '127.0.0.1');
