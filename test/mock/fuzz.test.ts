/** Sends the mock requests of every kind, and looks whether all are answered, or their connections closed. */
import { randomInt } from 'node:crypto';
import { type OperationId, operationIds } from '@chat-openapi/openapi';
import { signUserSig } from '@chat-openapi/usersig';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { path, query } from './good-call.ts';
import { dripOf, faultOf, type LastBytes, type Visit, visitOf, type WholeRequest } from './hostile.ts';
import { type Answer, AnswerReader, connectTo, startMockProcess } from './start.ts';

const identity = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'fuzz-key' };
const wanted = 10_000;
const maxMilliseconds = 2000;
// So few that a slow answer is slow by itself, and not because it waits for others.
const concurrency = 16;

// FUZZ_SEED repeats a run.
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));

it('answers or closes whatever it is sent, within two seconds, and keeps nothing of it', async () => {
  process.stdout.write(`fuzz: FUZZ_SEED=${seed}\n`);
  const args = ['--port', '0', '--log', 'silent', '--sdk-app-id', String(identity.sdkAppId), '--region', 'china'];
  const mock = await startMockProcess(args, { CHAT_SECRET_KEY: identity.secretKey });
  const userSig = await signUserSig({ ...identity, expiresIn: 3600 });
  await loadPrism(mock.port, userSig);
  // Made once and sent twice, so that the second half finds the mock full of the first.
  const groups: Visit[][] = [];
  const slow = slowVisits(userSig);
  for (let made = 0; made < wanted; made += requestsIn(groups.at(-1) ?? [])) {
    groups.push(fc.sample(visitOf(userSig), { seed: seed + groups.length, numRuns: 200 }));
  }
  const sendAll = async (): Promise<number> => {
    const inGroups = async (): Promise<void> => {
      for (const visits of groups) {
        await concurrently(visits, (visit) => check(mock.port, visit));
        expect(mock.end()).toBeUndefined();
      }
    };
    // The slow ones wait most of the time, so the others go on meanwhile.
    await Promise.all([concurrently(slow, (visit) => check(mock.port, visit)), inGroups()]);
    return requestsIn([...slow, ...groups.flat()]);
  };

  const first = await sendAll();
  const before = await mock.memory();
  const second = await sendAll();
  const after = await mock.memory();

  expect(Math.min(first, second)).toBeGreaterThanOrEqual(wanted);
  for (const operation of operationIds) {
    expect(outcomes.get(operation), operation).toStrictEqual(new Set(['success', 'refusal']));
  }
  const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
  expect(megabytes(after.used - before.used), 'MB more on the heap and in buffers').toBeLessThan(20);
  expect(megabytes(after.rss - before.rss), 'MB more of the process').toBeLessThan(100);
  expect(mock.complaints()).toBe('');
  expect(mock.end()).toBeUndefined();
}, 180_000);

/** The first code on demand takes longer than any other answer may. */
async function loadPrism(port: number, userSig: string): Promise<void> {
  const target = `${path}?${query.replace('usersig=any', `usersig=${userSig}`)}`;
  const body = JSON.stringify({ Official_Account: '@TOA#_mock_60007' });
  const response = await fetch(`http://127.0.0.1:${port}${target}`, { method: 'POST', body });
  expect(await response.json()).toMatchObject({ ErrorCode: 60007 });
}

/** What the calls of each operation have come to. */
const outcomes = new Map<OperationId, Set<'success' | 'refusal'>>(operationIds.map((id) => [id, new Set()]));

const requestsIn = (visits: Visit[]): number =>
  visits.reduce((sum, { requests, last }) => sum + requests.length + (last === undefined ? 0 : 1), 0);

/** Visits that take long because the mock, or the one who sends them, is slow on purpose. */
const slowVisits = (userSig: string): Visit[] =>
  fc
    .sample(fc.oneof(faultOf(userSig), dripOf(userSig)), { seed, numRuns: 40 })
    .map((last) => ({ requests: [], last, piece: Number.POSITIVE_INFINITY }));

async function concurrently(visits: Visit[], each: (visit: Visit) => Promise<void>): Promise<void> {
  const left = visits[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const visit of left) await each(visit);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

async function check(port: number, visit: Visit): Promise<void> {
  try {
    for (let attempt = 1; ; attempt++) {
      const found = await send(port, visit);
      checkAnswers(visit, found);
      // The machine may have been busy with something else; what is really slow is so every time.
      if (found.milliseconds <= maxMilliseconds || visit.last?.fault !== undefined) break;
      if (attempt === 5) throw new Error(`It took ${found.milliseconds} ms.`);
    }
  } catch (error) {
    const parts = [...visit.requests, ...(visit.last === undefined ? [] : [visit.last])];
    const lines = parts.map(({ bytes, ...rest }) => `${JSON.stringify(rest)} ${JSON.stringify(cut(bytes))}`);
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(`FUZZ_SEED=${seed}: ${what}\npieces of ${visit.piece}:\n${lines.join('\n')}`);
  }
}

const cut = (bytes: Buffer): string => {
  const text = bytes.toString('latin1');
  return text.length > 2000 ? `${text.slice(0, 2000)}... ${text.length} bytes` : text;
};

interface Found {
  answers: Answer[];
  /** What came of an answer that never became whole. */
  rest: string;
  closed: boolean;
  milliseconds: number;
}

/** Sends everything, and waits until all is answered or the connection is closed. */
function send(port: number, { requests, last, piece }: Visit): Promise<Found> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader();
    const answers: Answer[] = [];
    const socket = connectTo(port);
    const timers: NodeJS.Timeout[] = [];
    const started = performance.now();
    const finish = (closed: boolean): void => {
      for (const timer of timers) clearInterval(timer);
      const milliseconds = Math.round(performance.now() - started);
      socket.destroy();
      resolve({ answers, rest: reader.rest, closed, milliseconds });
    };
    socket.on('data', (chunk: Buffer) => {
      reader.add(chunk);
      try {
        for (let answer = next(); answer !== undefined; answer = next()) answers.push(answer);
      } catch (error) {
        reject(error);
        finish(false);
      }
      if (answers.length >= requests.length + (last === undefined ? 0 : 1)) finish(false);
    });
    const next = (): Answer | undefined => reader.next(requests[answers.length]?.isHead ?? isHead(last));
    socket.on('close', () => finish(true));
    const isSilent = last?.fault === 'timeout';
    timers.push(setTimeout(() => finish(false), isSilent ? 300 : 2 * maxMilliseconds));

    const bytes = Buffer.concat(requests.map(({ bytes }) => bytes));
    if (last?.drips) {
      let at = 0;
      timers.push(setInterval(() => socket.write(last.bytes.subarray(at, ++at)), 25));
      return;
    }
    const all = last === undefined ? bytes : Buffer.concat([bytes, last.bytes]);
    // Millions of bytes in small pieces would test nothing more.
    const step = Math.max(piece, Math.ceil(all.length / 200));
    const write = (at: number): void => {
      const end = Math.min(at + step, all.length);
      socket.write(all.subarray(at, end), () => {
        if (end < all.length) setImmediate(write, end);
        else if (last?.ends) socket.end();
      });
    };
    write(0);
  });
}

const isHead = (last: LastBytes | undefined): boolean =>
  /^[\r\n]*HEAD /.test(last?.bytes.toString('latin1', 0, 100) ?? '');

function checkAnswers({ requests, last }: Visit, { answers, rest, closed }: Found): void {
  for (const [index, request] of requests.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new Error(`Request ${index} has no answer.`);
    checkAnswer(answer, request);
  }
  if (last === undefined) return;
  const answer = answers[requests.length];
  if (last.fault !== undefined) checkFault(last.fault, answer, rest, closed);
  else if (answer !== undefined) checkAnswer(answer, undefined);
  else if (!closed) throw new Error('The last is neither answered nor is the connection closed.');
  else if (rest !== '') throw new Error(`The answer to the last is cut: ${rest.slice(0, 200)}`);
}

/** @param request Undefined when it is not known what was asked, so that any answer will do that this mock gives. */
function checkAnswer({ status, headers, body }: Answer, request: WholeRequest | undefined): void {
  const text = `${status} ${JSON.stringify([...headers])} ${body.slice(0, 500)}`;
  const kind =
    request?.answeredAs ?? (status === 204 ? 'preflight' : headers.has('x-mock-reason') ? 'envelope' : 'control');
  const isRight =
    kind === 'preflight'
      ? status === 204
      : kind === 'control'
        ? isInside(status, headers.get('content-type'), body)
        : headers.get('content-type') === 'application/json' &&
          status === 200 &&
          /^[\w-]+$/.test(headers.get('x-mock-reason') ?? '') &&
          (body === '' ? request?.isHead !== false : isEnvelope(body));
  if (!isRight) throw new Error(`This is no ${kind}: ${text}`);
  if (request?.operation === undefined) return;
  outcomes.get(request.operation)?.add(JSON.parse(body).ErrorCode === 0 ? 'success' : 'refusal');
}

function checkFault(fault: string, answer: Answer | undefined, rest: string, closed: boolean): void {
  const looks: Record<string, () => boolean> = {
    '502': () => answer?.status === 502,
    html: () => answer?.status === 200 && answer.headers.get('content-type') === 'text/html',
    slow: () => answer !== undefined && isEnvelope(answer.body),
    timeout: () => answer === undefined && rest === '' && !closed,
    reset: () => answer === undefined && rest === '' && closed,
    truncated: () => answer === undefined && rest.startsWith('HTTP/1.1 200 OK\r\n') && closed,
  };
  if (!looks[fault]?.()) throw new Error(`This is no ${fault}: ${JSON.stringify({ answer, rest, closed })}`);
}

/** The page, or something from below `/_mock/`. */
const isInside = (status: number, type: string | undefined, body: string): boolean =>
  type === 'text/html; charset=utf-8'
    ? status === 200
    : type === 'application/json' && [200, 400, 403, 404, 405].includes(status) && (body === '' || isObject(body));

const isObject = (body: string): boolean => typeof JSON.parse(body) === 'object';

function isEnvelope(body: string): boolean {
  const { ActionStatus, ErrorInfo, ErrorCode, ...more } = JSON.parse(body);
  return (
    (ActionStatus === 'OK' || ActionStatus === 'FAIL') &&
    typeof ErrorInfo === 'string' &&
    Number.isInteger(ErrorCode) &&
    (ActionStatus === 'OK') === (ErrorCode === 0) &&
    // Only a success may hold data.
    (ErrorCode === 0 || Object.keys(more).length === 0)
  );
}
