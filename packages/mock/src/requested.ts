import { errorCodes, type OperationId, operations } from '@chat-openapi/openapi';
import { type Fault, knownOutcomes, type Outcome, parseOutcome } from './outcome.ts';
import type { Random } from './seeded-random.ts';
import type { Refusal } from './refusal.ts';

/** An outcome that somebody or something asked for, and by which way. */
export interface Requested {
  outcome: Exclude<Outcome, 'OK'>;
  reason: 'asked-by-id' | 'asked-by-prefer' | 'enqueued' | 'fail-rate';
}

/** Where outcomes other than the usual one come from. */
export interface RequestedOutcomes {
  enqueue(operation: OperationId, outcomes: readonly Outcome[]): void;
  /**
   * What this call was asked to end with: by its channel id, by its `Prefer` header, by the queue, or by chance, the first
   * that has something to say. Undefined when it is to end as usual; a refusal when what is asked for does not exist.
   */
  next(operation: OperationId, body: unknown, prefer: string | undefined): Requested | Refusal | undefined;
  reset(): void;
}

type Examples = Readonly<Record<string, unknown>>;

const mostQueued = 10_000;
const byId = /^@TOA#_mock_([0-9A-Za-z]+)$/;
const byPrefer = /(?:^|[,;])\s*example="?([^",;\s]+)"?/i;

/** @param examplesOf The document's answers of an operation, by code. */
export function createRequestedOutcomes(
  examplesOf: (operation: OperationId) => Examples,
  failRate: number,
  random: Random,
): RequestedOutcomes {
  const queues = new Map<OperationId, Outcome[]>();

  const read = (operation: OperationId, word: string, reason: Requested['reason']): Requested | Refusal | 'OK' => {
    const examples = examplesOf(operation);
    const outcome = parseOutcome(word, examples);
    if (outcome === undefined) {
      const info = `The mock cannot answer ${operation} with ${JSON.stringify(word)}. It can with ${knownOutcomes(examples)}.`;
      return { code: 6017, reason: 'no-such-outcome', info };
    }
    return outcome === 'OK' ? outcome : { outcome, reason };
  };

  /** What a call may fail with by chance: what may be repeated, so that a client that repeats gets through. */
  const byChance = (operation: OperationId): (number | Fault)[] => {
    const { codes, overrides }: { codes: readonly number[]; overrides: { [code: number]: readonly [string, string] } } =
      operations[operation];
    const retryOf = (code: number): string | undefined => (overrides[code] ?? errorCodes[code])?.[1];
    return [...codes.filter((code) => retryOf(code) === 'transient'), 60_007, 60_008, '502', 'reset'];
  };

  return {
    enqueue(operation, outcomes) {
      if (!Object.hasOwn(operations, operation)) {
        throw new RangeError(`There is no operation ${operation}. Known are ${Object.keys(operations).join(', ')}.`);
      }
      const examples = examplesOf(operation);
      for (const outcome of outcomes) {
        if (parseOutcome(String(outcome), examples) === undefined) {
          throw new RangeError(
            `${operation} cannot be answered with ${JSON.stringify(outcome)}. It can with ${knownOutcomes(examples)}.`,
          );
        }
      }
      const queue = [...(queues.get(operation) ?? []), ...outcomes];
      if (queue.length > mostQueued) throw new RangeError(`More than ${mostQueued} outcomes are waiting.`);
      queues.set(operation, queue);
    },
    next(operation, body, prefer) {
      const id = Object.values(Object(body)).find((value) => typeof value === 'string' && byId.test(value));
      const asked = typeof id === 'string' ? byId.exec(id)?.[1] : undefined;
      if (asked !== undefined) return usual(read(operation, asked, 'asked-by-id'));
      const preferred = prefer === undefined ? undefined : byPrefer.exec(prefer)?.[1];
      if (preferred !== undefined) return usual(read(operation, preferred, 'asked-by-prefer'));
      const queued = queues.get(operation)?.shift();
      if (queued !== undefined) return usual(read(operation, String(queued), 'enqueued'));
      if (failRate === 0 || random() >= failRate) return undefined;
      const choices = byChance(operation);
      const outcome = choices[Math.floor(random() * choices.length)];
      return outcome === undefined ? undefined : { outcome, reason: 'fail-rate' };
    },
    reset: () => queues.clear(),
  };
}

const usual = <T>(asked: T | 'OK'): T | undefined => (asked === 'OK' ? undefined : asked);
