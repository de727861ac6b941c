/** The same on workerd, where a timer and a promise belong to one request. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { json } from '../../packages/client/test/faults.ts';
import { startAnswering, startService } from '../../packages/client/test/service.ts';
import { vectors } from '../../packages/usersig/test/vectors.ts';
import { workerd } from '../toolchains/installed.ts';
import { bundle } from './bundle.ts';
import { bytesOf, textOf } from './text-form.ts';

const { missing, file, args } = workerd;
const terminated = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
let folder: string;

const config = (flags: string): string => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "program.mjs")],
  compatibilityDate = "2026-11-01",
  compatibilityFlags = [${flags}],
);
`;
const variants = [
  { name: 'workerd', flags: '' },
  { name: 'workerd that stands in for Node', flags: '"nodejs_compat"' },
];

beforeAll(async () => {
  folder = dirname(await bundle('worker.ts'));
  for (const { name, flags } of variants) await writeFile(join(folder, `${name}.capnp`), config(flags));
});

type Ask = (query: Record<string, string>, signal?: AbortSignal | null) => Promise<unknown>;

/** Starts workerd for one test. Returns what sends a request to the worker. */
async function startWorker(name: string): Promise<Ask> {
  const child = spawn(file, [...args, join(folder, `${name}.capnp`), '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const port = await new Promise<number>((resolve, reject) => {
    // It writes one line for each socket that it listens on.
    child.stdio[3]?.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()).port));
    ended.then(() => reject(new Error(`workerd ended: ${said}`)));
  });
  return async (query, signal = null) => {
    const response = await fetch(`http://127.0.0.1:${port}/?${new URLSearchParams(query)}`, { signal });
    return response.json();
  };
}

describe.for(variants)('on $name', ({ name }) => {
  it('the signer makes and verifies the signatures of the vectors, and refuses a bomb early', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(name);
    const { signed, verified } = Object(await ask({ task: 'usersig' }));
    const macs = signed.map((userSig: string) => JSON.parse(inflateSync(bytesOf(userSig)).toString())['TLS.sig']);
    expect(macs).toStrictEqual(vectors.map(({ mac }) => mac));
    expect(verified).toStrictEqual(vectors.map(() => true));
    const bomb = textOf(deflateSync(Buffer.alloc(3_000_000), { level: 9 }));
    const { reasons, inflated } = Object(await ask({ task: 'bomb', bomb }));
    expect(reasons).toStrictEqual(['too-large']);
    expect(inflated).toBeGreaterThan(64 * 1024);
    expect(inflated).toBeLessThan(512 * 1024);
  });

  it('one client serves requests that come together', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(name);
    const service = await startAnswering(terminated);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask({ baseUrl: service.url })));
    expect(answers).toStrictEqual(Array(10).fill(terminated));
    expect(service.received).toHaveLength(10);
  });

  it('requests that the quota holds back are served when others have ended', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(name);
    const service = await startAnswering(terminated);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask({ baseUrl: service.url, quota: '4' })));
    expect(answers).toStrictEqual(Array(6).fill(terminated));
  });

  it('a request that is given up while it waits for a signature does not keep the next one waiting', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(name);
    const service = await startAnswering(terminated);
    const first = new AbortController();
    const signer = await startService((_request, response) => {
      if (signer.received.length === 1) first.abort();
      else response.end('eJx-');
    });
    const query = { baseUrl: service.url, signer: signer.url };
    await expect(ask(query, first.signal)).rejects.toThrow('aborted');
    expect(await ask(query)).toStrictEqual(terminated);
  });

  it('the client rejects a refusal and a redirect, which it does not follow', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(name);
    const elsewhere = await startAnswering(terminated);
    const service = await startService(({ path }, response) => {
      if (path.startsWith('/redirect')) response.writeHead(302, { location: elsewhere.url }).end();
      else response.writeHead(200, json).end('{"ErrorCode":130004}');
    });
    expect(await ask({ baseUrl: `${service.url}/redirect` })).toMatchObject({ name: 'ChatHttpError', status: 302 });
    expect(await ask({ baseUrl: service.url })).toMatchObject({ name: 'ChatApiError', code: 130004 });
    expect(service.received).toHaveLength(2);
    expect(elsewhere.received).toHaveLength(0);
  });
});
