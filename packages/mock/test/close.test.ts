/** Whatever a client has open, the mock ends within moments and leaves nothing. */
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { type MockOptions, startMock } from '../src/index.ts';
import { goodQuery, path } from './ask.ts';

const target = `${path}?${new URLSearchParams(goodQuery)}`;
const call = (id: string): string => {
  const body = JSON.stringify({ Official_Account: id });
  return `POST ${target} HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
};
const timeout = call('@TOA#_mock_timeout');
const connectRequest = 'CONNECT a:443 HTTP/1.1\r\nhost: a\r\n\r\n';

const timersOf = (): string[] => process.getActiveResourcesInfo().filter((name) => name === 'Timeout');

it.each<[string, string, MockOptions]>([
  ['nothing', '', {}],
  ['a head that is cut', 'POST / HTTP/1.1\r\nho', {}],
  ['a body that is cut', `POST ${target} HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{`, {}],
  ['a call that is never answered', timeout, {}],
  ['CONNECT', connectRequest, {}],
  ['CONNECT behind a call that is never answered', timeout + connectRequest, {}],
  ['an upgrade behind one', `${timeout}GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n`, {}],
  ['what is no HTTP behind one', `${timeout}hello\r\n\r\n`, {}],
  ['a hundred calls behind one', timeout + call('@TOA#_a').repeat(100), {}],
  ['a slow answer', call('@TOA#_mock_slow'), {}],
  ['an answer that waits for a minute', call('@TOA#_a').repeat(3), { latency: 60_000 }],
  ['answers that nobody reads', 'GET /_mock/calls HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(500), {}],
])('close() ends %s, and leaves no timer', async (_what, bytes, options) => {
  const before = timersOf().length;
  const mock = await startMock(options);
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  socket.on('error', () => {}).pause();
  const gone = new Promise((resolve) => socket.once('close', resolve));
  await new Promise<void>((resolve) => socket.write(bytes || '\r\n', () => resolve()));
  // A round trip of another connection, so that the mock has seen these bytes.
  await fetch(`${mock.url}/_mock/health`);
  const started = performance.now();
  await Promise.all([mock.close(), mock.close()]);
  // At most half a second is promised; the rest is for a machine that is busy.
  expect(performance.now() - started).toBeLessThan(2000);
  expect(timersOf().length).toBeLessThanOrEqual(before);
  socket.resume();
  await gone;
  await mock.close();
});
