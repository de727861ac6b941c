/** The same on workerd, where a timer and a promise belong to one request. */
import { dirname } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { json } from '../../packages/client/test/faults.ts';
import { startAnswering, startService } from '../../packages/client/test/service.ts';
import { vectors } from '../../packages/usersig/test/vectors.ts';
import { workerd } from '../toolchains/installed.ts';
import { bundle } from './bundle.ts';
import { startWorkerd } from './start-workerd.ts';
import { bytesOf, textOf } from './text-form.ts';

const { missing } = workerd;
const terminated = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
let folder: string;

const variants = [
  { name: 'workerd', flags: '' },
  { name: 'workerd that stands in for Node', flags: '"nodejs_compat"' },
];

beforeAll(async () => {
  folder = dirname(await bundle('worker.ts'));
});

type Ask = (query: Record<string, string>, signal?: AbortSignal | null) => Promise<unknown>;

/** Starts workerd for one test. Returns what sends a request to the worker. */
async function startWorker(flags: string): Promise<Ask> {
  const url = await startWorkerd(folder, flags);
  return async (query, signal = null) => {
    const response = await fetch(`${url}/?${new URLSearchParams(query)}`, { signal });
    return response.json();
  };
}

describe.for(variants)('on $name', ({ flags }) => {
  it('the signer makes and verifies the signatures of the vectors, and refuses a bomb early', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(flags);
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
    const ask = await startWorker(flags);
    const service = await startAnswering(terminated);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask({ baseUrl: service.url })));
    expect(answers).toStrictEqual(Array(10).fill(terminated));
    expect(service.received).toHaveLength(10);
  });

  it('requests that the quota holds back are served when others have ended', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(flags);
    const service = await startAnswering(terminated);
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask({ baseUrl: service.url, quota: '4' })));
    expect(answers).toStrictEqual(Array(6).fill(terminated));
  });

  it('a request that is given up while it waits for a signature does not keep the next one waiting', async (context) => {
    if (missing) context.skip(missing);
    const ask = await startWorker(flags);
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
    const ask = await startWorker(flags);
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
