/** Many connections at once, connections that are given up, and clients that are slow. */
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { path, query } from './good-call.ts';
import { type Answer, AnswerReader, connectTo, type MockProcess, requestOf, startMockProcess } from './start.ts';

const many = 10_000;

/** Why so many connections cannot be open here: each is an open file of the client, and one of the mock. With CI set that is an error. */
const tooMany: string | undefined = ((): string | undefined => {
  const { userLimits } = Object(process.report?.getReport());
  const { hard } = Object(Object(userLimits).open_files);
  if (typeof hard !== 'number' || hard >= many + 500) return undefined;
  const reason = `a process may have only ${hard} files open here (ulimit -Hn), and ${many + 500} are needed`;
  if (process.env.CI) throw new Error(reason);
  return reason;
})();

const start = (): Promise<MockProcess> => startMockProcess(['--port', '0', '--log', 'silent']);

/** Sends bytes over a connection, and resolves with the answer. Rejects when the connection is closed before. */
function ask(socket: Socket, bytes: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader();
    const onClose = (): void => reject(new Error('The connection was closed.'));
    const onData = (chunk: Buffer): void => {
      reader.add(chunk);
      const answer = reader.next(false);
      if (answer === undefined) return;
      socket.off('data', onData).off('close', onClose);
      resolve(answer);
    };
    socket.on('data', onData).on('close', onClose).write(bytes);
  });
}

let ids = 0;

/** A termination over a connection of its own: its `ErrorCode`, and how long all of it took. */
async function callAnew(port: number): Promise<{ code: unknown; milliseconds: number }> {
  const started = performance.now();
  const socket = connectTo(port);
  const body = JSON.stringify({ Official_Account: `@TOA#_${ids++}` });
  const { body: text } = await ask(socket, requestOf('POST', `${path}?${query}`, [], body));
  const milliseconds = performance.now() - started;
  socket.destroy();
  return { code: JSON.parse(text).ErrorCode, milliseconds };
}

const medianOf = (figures: number[]): number => figures.sort((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;

/** Does something so many times, a hundred of them at once. */
async function times<T>(count: number, each: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) {
    const next = Math.min(100, count - all.length);
    all.push(...(await Promise.all(Array.from({ length: next }, each))));
  }
  return all;
}

describe('the mock', () => {
  it('answers a new request at once while 10,000 connections are kept alive', async (context) => {
    if (tooMany !== undefined) context.skip(tooMany);
    const mock = await start();
    const health = requestOf('GET', '/_mock/health', []);
    const open = new Set<Socket>();
    await times(many, async () => {
      const socket = connectTo(mock.port);
      expect((await ask(socket, health)).status).toBe(200);
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
    expect((await mock.memory()).sockets).toBe(many);

    const answers: { code: unknown; milliseconds: number }[] = [];
    while (answers.length < 15) answers.push(await callAnew(mock.port));
    expect(answers.map(({ code }) => code)).toStrictEqual(answers.map(() => 0));
    // One such answer takes a few milliseconds. A busy machine may hold up some of them, but not most of them a
    // hundredfold; a mock that looked through its connections for each would.
    expect(medianOf(answers.map(({ milliseconds }) => milliseconds))).toBeLessThan(500);

    expect(open.size).toBe(many);
    for (const socket of open) socket.resetAndDestroy();
    await expect.poll(async () => (await mock.memory()).sockets, { timeout: 10_000 }).toBe(0);
    expect(mock.complaints()).toBe('');
  });

  it('keeps nothing of 500 uploads that were given up in the middle', async () => {
    const mock = await start();
    const upload = requestOf('POST', `${path}?${query}`, [], Buffer.alloc(1_000_000, 'x'));
    let given = 0;
    const giveUp = async (): Promise<void> => {
      const socket = connectTo(mock.port);
      await new Promise((resolve) => socket.write(upload.subarray(0, 200_000), resolve));
      if (given++ % 2 === 0) socket.resetAndDestroy();
      else socket.destroy();
      if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
    };
    // The first ones make the mock load what it needs for them.
    await times(100, giveUp);
    const before = await mock.memory();
    await times(500, giveUp);
    await expect.poll(async () => (await mock.memory()).sockets, { timeout: 10_000 }).toBe(0);
    const after = await mock.memory();

    // Kept, the halves would be 100 MB.
    expect((after.used - before.used) / 2 ** 20).toBeLessThan(20);
    expect((await callAnew(mock.port)).code).toBe(0);
    expect(mock.complaints()).toBe('');
  });

  it('takes little memory for many looks at many calls, whether they are read or not', async () => {
    const mock = await start();
    const body = `{"Official_Account":"@TOA#_many","more":[${'{},'.repeat(330_000)}0]}`;
    const call = requestOf('POST', `${path}?${query}`, [], body);
    for (let sent = 0; sent < 16; sent++) expect((await ask(connectTo(mock.port), call)).status).toBe(200);
    const look = requestOf('GET', '/_mock/calls', []);
    const small = requestOf('POST', `${path}?${query}`, [], '{"Official_Account":"@TOA#_a"}');
    await ask(connectTo(mock.port), look);
    const before = await mock.memory();
    const unread = connectTo(mock.port).pause();
    await new Promise((resolve) => unread.write(Buffer.concat(Array(100).fill([look, small]).flat()), resolve));
    const reader = new AnswerReader();
    const reading = connectTo(mock.port).on('data', (chunk: Buffer) => reader.add(chunk));
    reading.write(Buffer.concat(Array(20).fill(look)));
    let answers = 0;
    await expect
      .poll(() => {
        while (reader.next(false) !== undefined) answers++;
        return answers;
      })
      .toBe(20);
    expect(((await mock.memory()).rss - before.rss) / 2 ** 20).toBeLessThan(200);
    unread.destroy();
    expect(mock.complaints()).toBe('');
  });

  it('cuts clients that send a byte now and then, and those that send nothing', async () => {
    const mock = await start();
    const body = JSON.stringify({ Official_Account: '@TOA#_slow' });
    const whole = requestOf('POST', `${path}?${query}`, [], body);
    const head = whole.length - body.length;
    /** Sends a part at once, and the rest byte by byte, more slowly than the mock waits for it. */
    const drip = (atOnce: number): Promise<{ text: string; milliseconds: number }> =>
      new Promise((resolve) => {
        const socket = connectTo(mock.port);
        const started = performance.now();
        let text = '';
        let at = atOnce;
        socket.write(whole.subarray(0, at));
        const timer = setInterval(() => socket.write(whole.subarray(at, ++at)), 100);
        socket.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        socket.on('close', () => {
          clearInterval(timer);
          resolve({ text, milliseconds: performance.now() - started });
        });
      });
    const silent = (): ReturnType<typeof drip> =>
      new Promise((resolve) => {
        const socket = connectTo(mock.port).resume();
        const started = performance.now();
        socket.on('close', () => resolve({ text: '', milliseconds: performance.now() - started }));
      });

    const kinds = [() => drip(0), () => drip(20), () => drip(head), () => drip(head + 5), silent];
    const found = await Promise.all(kinds.map((kind) => Promise.all(Array.from({ length: 9 }, kind))));
    for (const cut of found) {
      const times = cut.map(({ milliseconds }) => milliseconds);
      expect(Math.min(...times)).toBeGreaterThan(1400);
      // The limit is 1.5 seconds; this is a bound against hanging, for a machine as busy as it may be.
      expect(medianOf(times)).toBeLessThan(10_000);
    }
    for (const { text } of found.slice(0, 4).flat()) {
      expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(text).toContain('"ErrorCode":60002');
    }
    await expect.poll(async () => (await mock.memory()).sockets).toBe(0);
    expect((await callAnew(mock.port)).code).toBe(0);
  });
});
