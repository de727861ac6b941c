/**
 * A process of its own that answers every whole request with success, so that the server's work is not the client's. A
 * request that lacks something is refused: nobody is fast by leaving work out.
 */
import { createServer } from 'node:http';
import { requestBody, requestPath } from './request.ts';

const answer = (code: number): string =>
  JSON.stringify({ ActionStatus: code === 0 ? 'OK' : 'FAIL', ErrorInfo: '', ErrorCode: code });
const success = answer(0);
const refusal = answer(60_003);
const expectedBody = JSON.stringify(requestBody);
const parameters = [
  /[?&]sdkappid=1400000000(&|$)/,
  /[?&]identifier=administrator(&|$)/,
  /[?&]usersig=[\w*-]{100,}(&|$)/,
  /[?&]random=\d{1,10}(&|$)/,
  /[?&]contenttype=json(&|$)/,
];

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    body += chunk;
  });
  request.on('end', () => {
    const { method, url = '', headers } = request;
    const isWhole =
      method === 'POST' &&
      url.startsWith(`${requestPath}?`) &&
      parameters.every((parameter) => parameter.test(url)) &&
      headers['content-type']?.startsWith('application/json') === true &&
      body === expectedBody;
    const text = isWhole ? success : refusal;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
  });
});
// A program waits while the others run; its connections have to outlast that.
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.(address.port);
});
process.on('disconnect', () => process.exit());
