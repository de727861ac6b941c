/** The same requests for plain Prism and for the mock: what each answers, as the table of the mock's README. */
import { connect } from 'node:net';
import { path, query } from './good-call.ts';

const good = '{"Official_Account":"@TOA#_a"}';

interface Request {
  what: string;
  method?: string;
  target?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** In place of everything above. */
  bytes?: string;
}

const withQuery = (from: string, to: string) => ({ target: `${path}?${query.replace(from, to)}` });

export const requests: Request[] = [
  { what: 'a good request' },
  { what: 'the same once more' },
  { what: '`Prefer: example=20005`', headers: { prefer: 'example=20005' } },
  { what: '`Prefer: example=4711`, which does not exist', headers: { prefer: 'example=4711' } },
  { what: 'GET', method: 'GET', body: '' },
  { what: 'PUT', method: 'PUT' },
  { what: 'OPTIONS without preflight', method: 'OPTIONS', body: '' },
  { what: 'an unknown path', target: `/v4/nothing/here?${query}` },
  { what: 'a slash at the end of the path', target: `${path}/?${query}` },
  { what: 'the path `//`', target: '//' },
  { what: 'a path with broken percent-encoding', target: `/%E0%A4%A?${query}` },
  { what: 'no query at all', target: path },
  { what: 'no `sdkappid`', ...withQuery('sdkappid=1400000000&', '') },
  { what: '`sdkappid` of letters', ...withQuery('1400000000', 'abc') },
  { what: 'no `identifier`', ...withQuery('identifier=administrator&', '') },
  { what: 'no `usersig`', ...withQuery('usersig=any&', '') },
  { what: 'two `usersig`', ...withQuery('usersig=any', 'usersig=any&usersig=any') },
  { what: 'no `random`', ...withQuery('&random=1', '') },
  { what: '`random=-1`', ...withQuery('random=1', 'random=-1') },
  { what: '`random=4294967296`', ...withQuery('random=1', 'random=4294967296') },
  { what: '`random=abc`', ...withQuery('random=1', 'random=abc') },
  { what: 'no `contenttype`', ...withQuery('&contenttype=json', '') },
  { what: '`contenttype=xml`', ...withQuery('contenttype=json', 'contenttype=xml') },
  { what: 'no body', body: '' },
  { what: 'JSON that is cut', body: good.slice(0, 20) },
  { what: 'a body that is not JSON', body: 'hello' },
  { what: 'a binary body', body: Buffer.from([0, 255, 254, 0, 1]) },
  { what: '`null`', body: 'null' },
  { what: 'a list', body: '[]' },
  { what: 'no channel id', body: '{}' },
  { what: 'a number for the channel id', body: '{"Official_Account":1}' },
  { what: 'a channel id without its prefix', body: '{"Official_Account":"news"}' },
  { what: 'a channel id of 49 bytes', body: JSON.stringify({ Official_Account: `@TOA#_${'x'.repeat(43)}` }) },
  { what: 'a body of 2 MiB', body: JSON.stringify({ Official_Account: 'x'.repeat(2 * 1024 * 1024) }) },
  { what: '20,000 lists in one another', body: `{"Official_Account":${'['.repeat(20_000)}${']'.repeat(20_000)}}` },
  { what: 'a form', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Official_Account=a' },
  { what: '`Content-Type: garbage`', headers: { 'content-type': 'garbage' } },
  { what: '`Accept: application/xml`', headers: { accept: 'application/xml' } },
  { what: '`Expect: nothing`', headers: { expect: 'nothing' } },
  { what: 'no HTTP at all', bytes: 'hello\r\n\r\n' },
];

const maxMilliseconds = 5000;

/** What a server answers, in a few words. Each request has a connection of its own. */
export function answerOf(url: string, request: Request): Promise<string> {
  return ask(url, request, (giveUp) => {
    // A server that is only busy answers a good request no sooner than the others.
    const timer = setTimeout(() => ask(url, { what: 'a good request' }).then(giveUp), maxMilliseconds);
    return () => clearTimeout(timer);
  });
}

/** @param watch Called at the beginning with what ends the wait; what it returns is called at the end. */
function ask(url: string, request: Request, watch = (_giveUp: () => void) => (): void => {}): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytesOf(request));
    });
    let late = false;
    const unwatch = watch(() => {
      late = true;
      socket.destroy();
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      unwatch();
      const text = Buffer.concat(chunks).toString('utf8');
      resolve(text === '' ? (late ? 'no answer' : 'closed without an answer') : describe(text));
    });
  });
}

function bytesOf({ method = 'POST', target = `${path}?${query}`, headers = {}, body = good, bytes }: Request): Buffer {
  if (bytes !== undefined) return Buffer.from(bytes);
  const content = Buffer.from(body);
  const all = {
    host: 'mock.test',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': content.length,
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`), content]);
}

function describe(text: string): string {
  // Beyond a `100 Continue`, if there is one.
  const answer = text.replace(/^HTTP\/1\.1 100 [^\r]*\r\n\r\n/, '');
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const reason = /^x-mock-reason: (.*)$/im.exec(head)?.[1]?.trim();
  const code = /"ErrorCode":\s?(\d+)/.exec(body)?.[1];
  if (code === undefined) return `${status}${body.includes('"title"') ? ' problem+json' : body === '' ? ' empty' : ''}`;
  return `${code}${reason === undefined ? '' : ` \`${reason}\``}`;
}

/** The table, in Markdown. */
export function tableOf(rows: readonly (readonly [what: string, prism: string, mock: string])[]): string {
  const all = [['request', 'plain Prism', 'chat-mock'] as const, ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => String(row[column]).length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first, ...rest] = all;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(first ?? []), rule, ...rest.map(line)].join('\n');
}
