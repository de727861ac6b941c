/** What `destroy` and `batch` do, from their flags to their exit code. */
import { relative } from 'node:path';
import { UsageError } from '@chat-openapi/contract/command-line';
import { type Operation, type OperationId, operations } from '@chat-openapi/openapi';
import { askYesNo } from '../ask.ts';
import { callOperation } from '../call-operation.ts';
import type { CliContext, OpenedClient } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { findOperation } from '../find-operation.ts';
import { jsonOf, write } from '../output.ts';
import { checkPlace, writeFailures } from './failures.ts';
import { type BatchFlags, commandOf, type Files, filesOf, resumeCommand, sourceOf } from './flags.ts';
import { InFlight } from './in-flight.ts';
import { listenForInterrupts } from './interrupts.ts';
import type { Journal } from './journal.ts';
import { isOfSqlite, sentenceOfJournal } from './journal-error.ts';
import { Pace, pause } from './pace.ts';
import { many, planInWords, planOf, type Wording } from './plan.ts';
import { type Prepared, prepare } from './prepare.ts';
import { createProgress, type Progress } from './progress.ts';
import { rateOf, windowOf } from './rate.ts';
import { createReadId, createReadRow, type ReadRow } from './rows.ts';
import { type RunResult, runRows } from './run.ts';
import { asJson, inWords, leftOf } from './summary.ts';

/** What is the same for all runs of a command. */
interface Job {
  readonly operation: OperationId;
  /** The words that call it. */
  readonly command: string;
  readonly readRow: ReadRow;
  readonly wording: Wording;
  /** The question, for so many rows in words. */
  readonly question: (rows: string) => string;
}

export function runDestroy(context: CliContext, flags: BatchFlags): Promise<void> {
  return runJob(context, flags, {
    operation: 'destroyOfficialAccount',
    command: 'destroy',
    readRow: createReadId(flags.check),
    wording: { row: ['channel', 'channels'], show: (body) => String(JSON.parse(body).Official_Account) },
    question: (rows) => `Terminate ${rows} for good?`,
  });
}

/** @throws UsageError for an operation that there is not. */
export async function runBatch(context: CliContext, name: string, flags: BatchFlags): Promise<void> {
  const operation = findOperation(name);
  await runJob(context, flags, {
    operation,
    command: `batch ${operation}`,
    readRow: createReadRow(operation, flags.check),
    wording: { row: ['call', 'calls'], show: (body) => body },
    question: (rows) => `Send ${rows} of ${operation}?`,
  });
}

async function runJob(context: CliContext, flags: BatchFlags, job: Job): Promise<void> {
  const { operation, wording } = job;
  const isDry = flags.dryRun === true;
  const isJson = context.options.json === true;
  if (!isDry && flags.yes !== true && !context.isInteractive) {
    throw new UsageError(
      'Nobody can be asked here, because this is no terminal: add --yes, or --dry-run to look first.',
    );
  }
  const source = sourceOf(context, flags);
  const files = filesOf(context, flags, source);
  if (!isDry) await checkPlace(files.failures, flags.failures ?? relative(context.cwd, files.failures));
  const perSecond = rateOf(operation);
  const inFlight = new InFlight(perSecond ?? 0);
  await using opened = await context.openClient({
    ...(perSecond === undefined ? {} : { quota: Math.max(1, Math.floor(perSecond)) }),
    // Repeats are paced as well, by the client's own quota.
    onAttempt: ({ status, duration }) => {
      if (status === 200) inFlight.note(duration);
      else inFlight.noteFailure();
    },
  });
  const { target, sdkAppId, sharedQuota } = opened;
  const about = { operation, sdkAppId, target: target.region ?? target.baseUrl };
  const { idempotent }: Operation = operations[operation];
  const prepared = await prepare(source, files.journal, job.readRow, about, {
    mayRepeat: idempotent !== undefined,
    isDry,
  });
  const since = performance.now();
  using journal = prepared.journal;
  const plan = planOf(prepared, about, flags.max ?? Number.POSITIVE_INFINITY, wording);
  const words = planInWords(plan, wording, sharedQuota === undefined ? perSecond : undefined);
  if (isDry) {
    await write(context.stdout, isJson ? `${jsonOf(plan)}\n` : `${words}Nothing was sent.\n`);
    await prepared.discard();
    return;
  }
  if (!isJson || flags.yes !== true) context.stderr.write(words);
  if (
    plan.now > 0 &&
    flags.yes !== true &&
    !(await isWanted(context, prepared, job.question(many(plan.now, wording.row))))
  ) {
    context.stderr.write('Nothing was sent.\n');
    context.end(exitCodes.failed);
    return;
  }
  const quiet = sharedQuota === undefined && prepared.isFresh ? since + windowOf(operation) - performance.now() : 0;
  const pace = sharedQuota === undefined && perSecond !== undefined ? perSecond : undefined;
  const command = commandOf(context, flags, job.command);
  try {
    const result = await carryOut(context, opened, journal, {
      operation,
      total: plan.now,
      quiet,
      inFlight,
      perSecond: pace,
      isSilent: isJson,
    });
    await report(context, { prepared, files, result, resume: resumeCommand(command, flags), command, isJson });
  } catch (error) {
    const sentence = sentenceOfJournal(error, files.journal);
    throw sentence === undefined ? error : new Error(sentence);
  }
}

/** Asks. A journal that nothing was sent by is taken away when the answer is no, or none. */
async function isWanted(context: CliContext, { discard }: Prepared, question: string): Promise<boolean> {
  let isYes = false;
  try {
    isYes = await askYesNo(context, question);
  } finally {
    if (!isYes) await discard();
  }
  return isYes;
}

interface Doing {
  readonly operation: OperationId;
  /** How many rows are to be sent. */
  readonly total: number;
  /** Milliseconds to wait before the first call. */
  readonly quiet: number;
  readonly inFlight: InFlight;
  readonly perSecond: number | undefined;
  readonly isSilent: boolean;
}

interface Done extends RunResult {
  /** The exit code when it was interrupted. */
  readonly interrupted: number | undefined;
}

async function carryOut(
  { stderr, env }: CliContext,
  { client }: OpenedClient,
  journal: Journal,
  { operation, total, quiet, inFlight, perSecond, isSilent }: Doing,
): Promise<Done> {
  if (total === 0) return { stopped: undefined, interrupted: undefined };
  const stop = new AbortController();
  let interrupted: number | undefined;
  let progress: Progress | undefined;
  using _ = listenForInterrupts((code) => {
    interrupted = code;
    stop.abort();
    const calls = many(inFlight.count, ['call that is', 'calls that are']);
    progress?.print(`Waiting for ${calls} under way. Ctrl-C again ends at once.`);
  });
  await pause(Math.max(0, quiet), stop.signal);
  if (!isSilent) progress = createProgress(stderr, total, env);
  try {
    const { stopped } = await runRows(journal, {
      operation,
      call: (body) => callOperation(client, operation, body),
      inFlight,
      pace: perSecond === undefined ? undefined : new Pace(perSecond),
      max: total,
      signal: stop.signal,
      onEnd: (state) => progress?.note(state),
    });
    return { stopped, interrupted };
  } finally {
    progress?.end();
  }
}

interface Reported {
  readonly prepared: Prepared;
  readonly files: Files;
  readonly result: Done;
  readonly resume: string;
  readonly command: string;
  readonly isJson: boolean;
}

async function report(
  context: CliContext,
  { prepared: { journal, duplicates }, files, result: { stopped, interrupted }, resume, command, isJson }: Reported,
): Promise<void> {
  const counts = journal.counts();
  let unwritten: Error | undefined;
  const written = async (path: string, state: 'failed' | 'inDoubt'): Promise<string | undefined> => {
    const name = relative(context.cwd, path);
    try {
      return (await writeFailures(path, journal.failures(state))) > 0 ? name : undefined;
    } catch (error) {
      if (isOfSqlite(error)) throw error;
      const { code } = Object(error);
      unwritten = new Error(
        `${name} cannot be written (${code}). Mend that, and run the same command again to get it.`,
      );
      return undefined;
    }
  };
  const summary = {
    counts,
    duplicates,
    reasons: journal.reasons(),
    failuresFile: await written(files.failures, 'failed'),
    inDoubtFile: await written(files.inDoubt, 'inDoubt'),
    journal: relative(context.cwd, files.journal),
    stopped,
  };
  await write(context.stdout, isJson ? asJson(summary) : inWords(summary, command));
  if (stopped !== undefined) {
    context.stderr.write(`Stopped, because calls fail whatever their row: ${stopped.message}\n`);
  }
  if (leftOf(counts) > 0) context.stderr.write(`To go on: ${resume}\n`);
  if (unwritten !== undefined) throw unwritten;
  const isWhole = stopped === undefined && counts.failed + counts.inDoubt === 0;
  context.end(interrupted ?? (isWhole ? exitCodes.done : exitCodes.failed));
}
