/** Signer, client and openapi-fetch entry point on Node, Deno and Bun. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { json, startFaulty, startRaw } from '../../packages/client/test/faults.ts';
import { closedUrl, startAnswering, startService } from '../../packages/client/test/service.ts';
import { vectors, writtenBySigners } from '../../packages/usersig/test/vectors.ts';
import { bun, deno, node22, node24, node26, type Runtime } from '../toolchains/installed.ts';
import { bundle } from './bundle.ts';
import { bytesOf, textOf } from './text-form.ts';

const run = promisify(execFile);
const terminated = '{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}';
let program: string;

beforeAll(async () => {
  program = await bundle('program.ts');
});

/** Runs one task of the program, and returns what it gives and everything it has shown. */
async function perform({ file, args }: Runtime, task: string, input: object = {}) {
  const env = { ...process.env, INPUT: JSON.stringify(input), NO_COLOR: '1' };
  const { stdout, stderr } = await run(file, [...args, program, task], { env });
  return { result: JSON.parse(stdout), shown: stdout + stderr };
}

const canary = {
  userSig: `eJ${randomBytes(90).toString('hex')}`,
  secretKey: randomBytes(32).toString('hex'),
  identifier: `canary${randomBytes(8).toString('hex')}`,
};

/** The secrets of which a piece stands in a text. */
function secretsIn(text: string): string[] {
  return Object.entries(canary)
    .filter(([, secret]) => (secret.match(/.{16}/g) ?? []).some((piece) => text.includes(piece)))
    .map(([name]) => name);
}

/** Where calls fail, each in another way; what can write back the URL does. */
async function faultyUrls(): Promise<string[]> {
  const { url } = await startFaulty((response, target) => {
    if (target.startsWith('/reset')) response.destroy();
    else if (target.startsWith('/redirect')) response.writeHead(307, { location: `http://a.test${target}` }).end();
    else if (target.startsWith('/gateway')) response.writeHead(502).end(`<p>${target}</p>`);
    else if (target.startsWith('/cut'))
      response.writeHead(200, { ...json, 'content-length': 9999 }).write(target, () => response.destroy());
    else response.writeHead(200, json).end(`{"ErrorCode":70009,"ErrorInfo":"${target}"}`);
  });
  const raw = await startRaw((socket, received) => socket.end(`${received.split('\r\n')[0]}\r\n\r\n`));
  return [
    ...['reset', 'redirect', 'gateway', 'cut', 'refusal'].map((fault) => `${url}/${fault}`),
    raw.url,
    await closedUrl(),
  ];
}

describe.for([node22, node24, node26, deno, bun])('on $name', (runtime) => {
  const { missing } = runtime;

  it('the signer makes the signatures of the vectors, and verifies them', async (context) => {
    if (missing) context.skip(missing);
    const { result } = await perform(runtime, 'usersig');
    const macs = result.signed.map((text: string) => JSON.parse(inflateSync(bytesOf(text)).toString())['TLS.sig']);
    expect(macs).toStrictEqual(vectors.map(({ mac }) => mac));
    expect(result.verified).toStrictEqual(vectors.flatMap(() => [true, false]));
  });

  it('a bomb is refused before much of it is inflated', async (context) => {
    if (missing) context.skip(missing);
    const bomb = textOf(deflateSync(Buffer.alloc(3_000_000), { level: 9 }));
    expect(bomb.length).toBeLessThan(4200);
    const { result } = await perform(runtime, 'bomb', { bomb });
    expect(result).toMatchObject({ reasons: ['70003 too-large'], byOwnInflater: true, read: 'undefined' });
    expect(result.inflated).toBeGreaterThan(64 * 1024);
    expect(result.inflated).toBeLessThan(512 * 1024);
  });

  it('the signer needs no streams for compression', async (context) => {
    if (missing) context.skip(missing);
    const { result } = await perform(runtime, 'withoutStreams', { compressed: writtenBySigners.node });
    expect(result).toStrictEqual({
      streams: 'undefinedundefined',
      verified: true,
      read: 'administrator',
      findings: [],
    });
  });

  it("an error's stack begins with the caller's own line", async (context) => {
    if (missing) context.skip(missing);
    const service = await startAnswering({ ErrorCode: 130004 });
    for (const url of [service.url, await closedUrl()]) {
      const { result } = await perform(runtime, 'stack', { url });
      const [title, first] = result.split('\n');
      expect(title).toMatch(/^Chat(Api|Connection)Error: destroyOfficialAccount: /);
      expect(first).toMatch(/terminateChannel .*program\.mjs:\d+/);
    }
  });

  it('the client terminates a channel, and rejects when that is refused', async (context) => {
    if (missing) context.skip(missing);
    const service = await startService((_request, response) => {
      const gone = '{"ActionStatus":"FAIL","ErrorInfo":"gone","ErrorCode":130004}';
      response.writeHead(200, json).end(service.received.length === 1 ? terminated : gone);
    });
    const { result } = await perform(runtime, 'call', { url: service.url });
    expect(result).toMatchObject({ ErrorCode: 0, error: { name: 'ChatApiError', code: 130004, attempts: 1 } });
    expect(service.received.map(({ method, body }) => [method, body])).toStrictEqual(
      Array(2).fill(['POST', '{"Official_Account":"@TOA#_news"}']),
    );
  });

  it('no request arrives twice when a connection that was used before breaks', async (context) => {
    if (missing) context.skip(missing);
    const used = new Set<unknown>();
    const server = await startFaulty((response) => {
      if (used.has(response.socket)) response.destroy();
      else {
        used.add(response.socket);
        response.writeHead(200, json).end(terminated);
      }
    });
    const { result } = await perform(runtime, 'calls', { url: server.url, calls: 10 });
    const randoms = server.targets.map((target) => new URL(target, server.url).searchParams.get('random'));
    expect(result).toHaveLength(10);
    expect(randoms).toHaveLength(10);
    expect(new Set(randoms).size).toBe(10);
    // Deno sends again what breaks, so there no connection is used again; the others say what happened.
    const broken = runtime === deno ? [] : ['ChatConnectionError'];
    expect([...new Set(result)].sort()).toStrictEqual([...broken, 'terminated'].sort());
  });

  it('no failure shows the signature or the key', async (context) => {
    if (missing) context.skip(missing);
    const urls = await faultyUrls();
    const { shown } = await perform(runtime, 'leaks', { ...canary, urls });
    // The identifier is no secret.
    expect(
      secretsIn(shown).filter((name) => name !== 'identifier'),
      shown,
    ).toStrictEqual([]);
    // The signature that was made from the key is not known here, but how each one begins is.
    expect(shown).not.toMatch(/e[AJ][A-Za-z0-9*-]{12}/);
    for (const name of ['ChatConnectionError', 'ChatHttpError', 'ChatApiError']) expect(shown).toContain(name);
    expect(shown).toContain('the answer has HTTP status 307');
    // What is looked for is found where nobody takes it out.
    const bare = await perform(runtime, 'bareLeaks', { ...canary, urls });
    expect(secretsIn(bare.shown)).toStrictEqual(['userSig', 'identifier']);
  });
});
