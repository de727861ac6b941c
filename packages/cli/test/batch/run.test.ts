import { ChatApiError, ChatConnectionError, ChatQuotaError } from '@chat-openapi/client';
import { describeCode, type OperationId } from '@chat-openapi/openapi';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { InFlight } from '../../src/batch/in-flight.ts';
import { type Counts, Journal, openJournal } from '../../src/batch/journal.ts';
import { createReadId, createReadRow } from '../../src/batch/rows.ts';
import { maxGeneralFailures, type RunResult, runRows } from '../../src/batch/run.ts';

const destroy = 'destroyOfficialAccount';
const broadcast = 'sendOfficialAccountMsg';

function refusal(operation: OperationId, code: number): ChatApiError {
  const { name: codeName, retry = 'never' } = describeCode(code, operation) ?? {};
  const outcome = retry === 'transient' ? 'unknown' : 'notApplied';
  const body = { ErrorCode: code };
  return new ChatApiError({ code, codeName, info: '', body, retry }, { operation, attempts: 1, outcome });
}

const lineIsDown = (operation: OperationId, outcome: 'notApplied' | 'unknown') =>
  new ChatConnectionError('ECONNRESET', { operation, attempts: 1, outcome });

async function journalOf(operation: OperationId, rows: number): Promise<Journal> {
  const journal = await openJournal('', false);
  const read = operation === destroy ? createReadId() : createReadRow(operation, false);
  const binding = { operation, sdkAppId: 1, target: 'x', inputHash: 'x' };
  await journal.load(async () => {
    for (let number = 1; number <= rows; number++) {
      const row = read(operation === destroy ? `@TOA#_${number}` : `{"Official_Account":"${number}"}`);
      if (typeof row !== 'string') journal.add(row);
    }
    return { binding };
  });
  return journal;
}

interface Given {
  operation?: OperationId;
  /** Answers the call of a row, by its number. */
  answer: (number: number) => Promise<unknown> | unknown;
  max?: number;
  signal?: AbortSignal;
}

function run(journal: Journal, { operation = destroy, answer, max = 1e9, signal }: Given): Promise<RunResult> {
  return runRows(journal, {
    operation,
    call: async (body) => answer(Number(/\d+/.exec(JSON.stringify(body))?.[0])),
    inFlight: new InFlight(1000),
    pace: undefined,
    max,
    signal: signal ?? new AbortController().signal,
  });
}

const ended = (journal: Journal): Partial<Counts> =>
  Object.fromEntries(Object.entries(journal.counts()).filter(([, count]) => count > 0));

describe('the rows of a journal', () => {
  it('are all sent once, in their order', async () => {
    using journal = await journalOf(destroy, 1200);
    const sent: number[] = [];
    await run(journal, { answer: (number) => sent.push(number) });
    expect(sent).toStrictEqual(Array.from({ length: 1200 }, (_, index) => index + 1));
    expect(ended(journal)).toStrictEqual({ done: 1200 });
  });

  it('that are under way are waited for when the journal cannot be written any more', async () => {
    using journal = await journalOf(destroy, 3);
    let answer = (): void => {};
    const broken = new Error('the disk is full');
    vi.spyOn(journal, 'send')
      .mockImplementationOnce(Journal.prototype.send.bind(journal))
      .mockImplementation(() => {
        setImmediate(answer);
        throw broken;
      });
    const running = run(journal, {
      answer: () =>
        new Promise<void>((resolve) => {
          answer = resolve;
        }),
    });
    await expect(running).rejects.toBe(broken);
    expect(ended(journal)).toStrictEqual({ done: 1, pending: 2 });
  });

  it('count as gone already when the service says so, and as done when they were in doubt', async () => {
    using journal = await journalOf(destroy, 3);
    journal.send(2);
    expect(journal.recover(true)).toBe(1);
    await run(journal, {
      answer: (number) => {
        if (number > 1) throw refusal(destroy, 130004);
      },
    });
    expect(ended(journal)).toStrictEqual({ done: 2, doneInDoubt: 1, gone: 1 });
  });

  it('stay in doubt when they fail after it, so that whoever gives them back is told right', async () => {
    using journal = await journalOf(destroy, 1);
    journal.send(1);
    journal.recover(true);
    await run(journal, { answer: () => Promise.reject(refusal(destroy, 130002)) });
    const [failure] = journal.failures('failed');
    expect(JSON.parse(failure?.error ?? '')).toMatchObject({ code: 130002, outcome: 'unknown' });
  });

  it('are failures when a result of a single item is one, although the call has succeeded', async () => {
    using journal = await journalOf('addSubscriber', 2);
    const item = { Subscriber_Account: 'user2', Result: 3 };
    const answer = { ErrorCode: 0, SubscriberList: [{ Subscriber_Account: 'user1', Result: 1 }, item] };
    await run(journal, { operation: 'addSubscriber', answer: (number) => (number === 1 ? answer : { ErrorCode: 0 }) });
    expect(ended(journal)).toStrictEqual({ done: 1, failed: 1 });
    const [failure] = journal.failures('failed');
    expect(JSON.parse(failure?.error ?? '')).toMatchObject({ outcome: 'partly', items: [item] });
  });

  it('are in doubt when an operation that is not idempotent gives no answer, and never sent again', async () => {
    using journal = await journalOf(broadcast, 3);
    journal.send(3);
    expect(journal.recover(false)).toBe(1);
    const sent: number[] = [];
    const answer = (number: number) => {
      sent.push(number);
      if (number === 1) throw lineIsDown(broadcast, 'unknown');
      return {};
    };
    for (let time = 0; time < 2; time++) await run(journal, { operation: broadcast, answer });
    expect(sent).toStrictEqual([1, 2]);
    expect(ended(journal)).toStrictEqual({ done: 1, inDoubt: 2 });
  });

  it('wait where only the rate is used up', async () => {
    using journal = await journalOf(destroy, 2);
    const limit = { key: 'a', calls: 200, seconds: 1 };
    const errors = new Map<number, Error>([
      [1, refusal(destroy, 60007)],
      [2, new ChatQuotaError(limit, 9, 9, { operation: destroy, attempts: 0, outcome: 'notApplied' })],
    ]);
    await run(journal, {
      answer(number) {
        const error = errors.get(number);
        errors.delete(number);
        if (error !== undefined) throw error;
      },
    });
    expect(errors.size).toBe(0);
    expect(ended(journal)).toStrictEqual({ done: 2 });
  });

  it('fail where the limit is that of their own channel', async () => {
    using journal = await journalOf(broadcast, maxGeneralFailures + 1);
    const limit = { key: '1:sendOfficialAccountMsg:3600s:Official_Account=a', calls: 2, seconds: 3600 };
    const context = { operation: broadcast, attempts: 0, outcome: 'notApplied' } as const;
    const { stopped } = await run(journal, {
      operation: broadcast,
      answer: () => Promise.reject(new ChatQuotaError(limit, 9, 9, context)),
    });
    expect(stopped).toBeUndefined();
    expect(ended(journal)).toStrictEqual({ failed: maxGeneralFailures + 1 });
  });
});

describe('a run whose calls fail whatever their row', () => {
  it('stops after some of them, which the next run sends again', async () => {
    using journal = await journalOf(destroy, 500);
    const fails = (number: number) => {
      if (number > 100) throw number % 2 ? refusal(destroy, 70009) : lineIsDown(destroy, 'unknown');
    };
    const { stopped } = await run(journal, { answer: fails });
    expect(stopped?.message).toMatch(/70009|ECONNRESET/);
    expect(ended(journal)).toStrictEqual({ done: 100, pending: 400 });
    // Those that may have been carried out are in doubt.
    await run(journal, { answer: () => Promise.reject(refusal(destroy, 130004)) });
    const { done, gone } = journal.counts();
    expect(done + gone).toBe(500);
    expect(journal.counts().doneInDoubt).toBeGreaterThanOrEqual(maxGeneralFailures / 2 - 1);
  });

  it('leaves in doubt what must not be sent again', async () => {
    using journal = await journalOf(broadcast, 100);
    const fails = (number: number) => Promise.reject(lineIsDown(broadcast, number % 2 ? 'unknown' : 'notApplied'));
    await run(journal, { operation: broadcast, answer: fails });
    const { inDoubt, pending, failed } = journal.counts();
    expect(inDoubt).toBeGreaterThanOrEqual(maxGeneralFailures / 2);
    expect({ sum: inDoubt + pending, failed }).toStrictEqual({ sum: 100, failed: 0 });
  });

  it('goes on when one of them does not, and then they have failed', async () => {
    using journal = await journalOf(destroy, 200);
    const { stopped } = await run(journal, {
      answer(number) {
        if (number % 10 !== 0) throw lineIsDown(destroy, 'notApplied');
      },
    });
    expect(stopped).toBeUndefined();
    expect(ended(journal)).toStrictEqual({ done: 20, failed: 180 });
  });
});

describe('a run that is interrupted', () => {
  it('sends no more, waits for what is under way, and leaves the rest to the next run', async () => {
    using journal = await journalOf(destroy, 50);
    const stop = new AbortController();
    const answers: (() => void)[] = [];
    const running = run(journal, {
      signal: stop.signal,
      answer(number) {
        if (number === 8) stop.abort();
        return new Promise<void>((resolve) => answers.push(resolve));
      },
    });
    await expect.poll(() => answers.length).toBe(8);
    expect(journal.counts().sent).toBe(8);
    for (const answer of answers) answer();
    expect(await running).toStrictEqual({ stopped: undefined });
    expect(ended(journal)).toStrictEqual({ done: 8, pending: 42 });
  });

  it('loses and repeats nothing, however it ends and however the service answers', async () => {
    const fate = fc.constantFrom('done', 'lost', 'refused', 'down');
    const property = fc.asyncProperty(
      fc.array(fate, { minLength: 1, maxLength: 40 }),
      fc.nat(40),
      async (fates, at) => {
        using journal = await journalOf(destroy, fates.length);
        const gone = new Set<number>();
        const endings = new Map<number, number>();
        const answer = (number: number) => {
          if (gone.has(number)) throw refusal(destroy, 130004);
          const [is] = fates.splice(0, 1);
          if (is === 'refused') throw refusal(destroy, 130007);
          if (is === 'down') throw lineIsDown(destroy, 'notApplied');
          gone.add(number);
          endings.set(number, (endings.get(number) ?? 0) + 1);
          if (is === 'lost') throw lineIsDown(destroy, 'unknown');
        };
        const rows = fates.length;
        await run(journal, { answer, max: at });
        await run(journal, { answer });
        const { done, gone: before, failed, pending, sent } = journal.counts();
        expect(done + before + failed).toBe(rows);
        expect({ before, pending, sent }).toStrictEqual({ before: 0, pending: 0, sent: 0 });
        expect([...endings.values()].every((times) => times === 1)).toBe(true);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});
