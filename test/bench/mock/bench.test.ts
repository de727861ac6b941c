import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPeers } from '../peers.ts';
import { identity, requestPath } from '../request.ts';
import { runMockBench } from './bench.ts';
import { callerNames, starterNames } from './callers.ts';
import { largeSubject, ownSubject } from './documents.ts';
import { runLoad } from './load.ts';
import { describe as describeResults } from './report.ts';
import { call, createCalls, type MockServer, proveChatMock, startProgram } from './servers.ts';

/** Why there is no load tool, where it cannot be installed. With CI set that is an error. */
const noPeers: string | undefined = await installPeers().then(
  () => undefined,
  (error: Error) => {
    if (process.env.CI) throw error;
    return `the load tool cannot be installed: ${error.message.slice(0, 200)}`;
  },
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-bench-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run bench mock', () => {
  it('measures servers that really answer, and tells what it has found', async (context) => {
    if (noPeers !== undefined) context.skip(noPeers);
    const results = await runMockBench(
      {
        operations: 3,
        starts: { rounds: 1, warmUps: 0 },
        loads: { groups: 1, rounds: 1, warmUps: 0, seconds: 0.2 },
      },
      () => {},
    );
    expect(results.starts.map((round) => [...round.keys()].sort())).toStrictEqual([[...starterNames].sort()]);
    expect(results.loads.flat().map((round) => [...round.keys()].sort())).toStrictEqual([[...callerNames].sort()]);
    expect(results.firstCalls).toHaveLength(2);
    const figures = [...results.starts, ...results.loads.flat()].flatMap((round) => [...round.values()]);
    for (const figure of [...figures.flatMap((found) => Object.values(found)), ...results.ready]) {
      expect(Number.isFinite(figure) && figure > 0).toBe(true);
    }

    const report = describeResults(results).join('\n');
    expect(report).toContain('  chat-mock --log silent, 3 operations, all called\n');
    expect(report.match(/^ {2}(reached|MISSED ) /gm)).toHaveLength(7);
    expect(report).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('takes no refusal for an answer', async (context) => {
    if (noPeers !== undefined) context.skip(noPeers);
    const server = createServer((_request, response) => response.end('{"ErrorCode":60009}')).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const port = Number(Reflect.get(Object(server.address()), 'port'));
      const refusing: MockServer = { port, wall: 0, cpu: async () => 0, [Symbol.asyncDispose]: async () => {} };
      const one = { target: '/', body: '{}' };
      await expect(runLoad(refusing, 0.1, () => one)).rejects.toThrow(/\d+ refused/);
      await expect(proveChatMock(port, one)).rejects.toThrow('chat-mock answers the first termination with 60009');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('starts the mock with a key, and with a document of as many operations as are asked for', async () => {
    const subject = await largeSubject(folder, 4);
    expect(subject.paths).toStrictEqual([
      ...(await ownSubject()).paths,
      ...[2, 3, 4].map((n) => `${requestPath}_${n}`),
    ]);
    const { signUserSig } = await import('@chat-openapi/usersig');
    const createCall = createCalls(await signUserSig({ ...identity, expiresIn: 60 }));
    await using server = await startProgram('chat-mock', subject, folder, createCall(requestPath));
    await proveChatMock(server.port, createCall(requestPath));
    expect(await call(server.port, createCall(`${requestPath}_4`))).toBe(0);
    expect(await call(server.port, createCall(`${requestPath}_5`))).toBe(60009);
    await expect(startProgram('chat-mock', subject, folder, createCall('/'))).rejects.toThrow(
      'chat-mock answered the first call with 60009',
    );
  });
});
