/** A UserSig, a credential or an address in a place that is not its own, on its way through the proxy. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { signUserSig } from '@chat-openapi/usersig';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Exchange } from '../../packages/contract/src/exchange.ts';
import { secretsFoundIn } from '../../packages/contract/src/found-secrets.ts';
import { findLeaks } from './leaks.ts';
import { startContract } from './run-contract.ts';

const app = { sdkAppId: 1400987655, identifier: 'canary-administrator', secretKey: 'canary-key-of-the-wrong-place' };
const destroy = '/v4/official_account_open_http_svc/destroy_official_account';
const userSig = await signUserSig(app);
const { 'TLS.sig': mac }: { 'TLS.sig': string } = JSON.parse(
  inflateSync(Buffer.from(userSig.replaceAll('*', '+').replaceAll('-', '/'), 'base64')).toString(),
);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

interface Sent {
  target?: string;
  headers?: Record<string, string>;
  body?: string;
}

const places: Record<string, Sent> = {
  'its parameter': { target: `${destroy}?usersig=${userSig}` },
  'a parameter of other case': { target: `${destroy}?UserSig=${userSig}` },
  'a parameter with an underscore': { target: `${destroy}?user_sig=${userSig}` },
  'a parameter of another name': { target: `${destroy}?s=${encodeURIComponent(userSig)}` },
  'a parameter name': { target: `${destroy}?${userSig}` },
  'a parameter after an entity': { target: `${destroy}?random=1&amp;usersig=${userSig}` },
  'a query with a percent-encoded mark': { target: `${destroy}%3Fusersig=${userSig}` },
  'a path': { target: `${destroy}/${userSig}` },
  'a path after other letters': { target: `${destroy}/usersig${userSig}/more` },
  'a path of another operation': { target: `/${userSig}` },
  // It does not go on.
  'a fragment': { target: `${destroy}#usersig=${userSig}`, headers: { 'x-whole': 'no' } },
  'a cookie': { headers: { cookie: `a=b; session=${userSig}` } },
  'basic credentials': { headers: { authorization: `Basic ${base64(`${app.identifier}:${userSig}`)}` } },
  'a bearer token': { headers: { authorization: `Bearer ${userSig}` } },
  'a header of any name': { headers: { 'x-any': userSig } },
  'base64 in a header of any name': { headers: { 'x-any': base64(`a=${userSig}`) } },
  'a referer': { headers: { referer: `https://a.test/?usersig=${encodeURIComponent(encodeURIComponent(userSig))}` } },
  'a body': { body: JSON.stringify({ Official_Account: userSig }) },
  'a body of a form': { body: `usersig=${userSig}` },
  'a key of a body': { body: JSON.stringify({ [userSig]: 1 }) },
  'a cut one': {
    target: `${destroy}?s=${userSig.slice(0, 90)}`,
    headers: { 'x-whole': 'no' },
    body: userSig.slice(0, 90),
  },
  'the usual alphabet of base64': { target: `${destroy}?s=${encodeURIComponent(userSig.replaceAll('*', '+'))}` },
};

const others: Record<string, string> = {
  'x-whole': 'no',
  'x-api-key': 'canary-api-key',
  'x-auth-token': 'canary-auth-token',
  'x-amz-security-token': 'canary-security-token',
  apikey: 'canary-plain-key',
  'x-forwarded-for': '198.51.100.23, [2001:db8::17]:4711',
  forwarded: 'for=198.51.100.24;proto=https;by="[2001:db8::18]"',
  'true-client-ip': '198.51.100.25',
  'x-envoy-external-address': '198.51.100.26',
  'x-debug': 'from 198.51.100.27:80',
};
const otherValues = ['canary-api-key', 'canary-auth-token', 'canary-security-token', 'canary-plain-key']
  .concat(['198.51.100.23', '198.51.100.24', '198.51.100.25', '198.51.100.26', '198.51.100.27', '198.51.100.28'])
  .concat(['2001:db8::17', '2001:db8::18']);

/** Says what it was sent, and the MAC of a whole UserSig, in the text of a refusal and in a header. */
async function startEcho(): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const said = `refused ${request.url} ${request.rawHeaders.join(' ')} ${body} from 198.51.100.28${request.headers['x-whole'] === 'no' ? '' : `, MAC ${mac}`}`;
      const { authorization = '' } = request.headers;
      const decoded = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString('utf8');
      response.setHeader('x-echo', encodeURIComponent(said));
      response.end(JSON.stringify({ ActionStatus: 'FAIL', ErrorCode: 'none', ErrorInfo: said + decoded }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

function send(url: string, { target = destroy, headers = {}, body = '{}' }: Sent): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = sendRequest({ hostname, port, path: target, method: 'POST', headers }, (response) => {
      response.resume().on('end', resolve);
    });
    request.on('error', reject).end(body);
  });
}

/** A canary's pieces, one of which would be enough to notice it. */
const piecesOf = (text: string): string[] =>
  Array.from({ length: Math.floor(text.length / 16) }, (_, index) => text.slice(16 * index, 16 * index + 16));

describe('npm run contract -- proxy', () => {
  it('shows and records no secret that is in a wrong place, and records the call', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chat-found-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const proxy = startContract(['proxy', '--upstream', await startEcho(), '--record', folder]);
    const [, url = ''] = await proxy.until(/^contract proxy listening on (http:\S+)$/m);
    // Recordings that are the same are one file.
    for (const [index, sent] of Object.values(places).entries()) {
      await send(url, { ...sent, headers: { ...sent.headers, 'x-number': String(index) } });
    }
    await send(url, { headers: others });
    proxy.child.kill('SIGTERM');
    await proxy.ended;

    expect(proxy.output()).toContain(`${Object.keys(places).length + 1} calls`);
    expect(proxy.output()).not.toContain('was not checked');
    const canaries = [...piecesOf(userSig), ...piecesOf(mac), app.identifier, String(app.sdkAppId), ...otherValues];
    for (const canary of canaries) expect(proxy.output()).not.toContain(canary);
    expect(await readdir(folder)).toHaveLength(Object.keys(places).length + 1);
    expect(await findLeaks(folder, canaries)).toStrictEqual([]);
  });
});

describe('a UserSig', () => {
  const exchangeOf = (text: string): Exchange => ({
    operation: null,
    region: '',
    request: { method: 'POST', path: '/', query: new URLSearchParams(), headers: [], body: text },
    answer: { status: 200, headers: [], body: '' },
    secrets: [],
  });
  const found = (text: string) => secretsFoundIn(exchangeOf(text)).map(({ kind, value }) => [kind, value]);

  it('is told from a text that only begins like one', () => {
    expect(found(`a ${userSig} b`)).toStrictEqual([
      ['signature', userSig],
      ['signature', mac],
      ['identifier', app.identifier],
      ['appId', String(app.sdkAppId)],
    ]);
    expect(found(`eJ${'a'.repeat(60)} eJwAAAAAAAAAAAAAAAAAAAAAAAAA`)).toStrictEqual([]);
  });

  it('is looked for in a time that does not explode', () => {
    const hostile = Array.from({ length: 60_000 }, (_, index) => `eJw${index.toString(36).padStart(15, 'x')}`).join('');
    const started = performance.now();
    expect(found(`${hostile} ${base64(base64(base64(base64(hostile.slice(0, 20_000)))))}`)).toStrictEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
