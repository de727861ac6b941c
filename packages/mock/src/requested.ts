import type { OperationId } from '@chat-openapi/openapi';
import { errorsOf } from '@chat-openapi/openapi/document';
import type { MockDocument, MockOperation } from './operations.ts';
import { type Fault, knownOutcomes, type Outcome, parseOutcome } from './outcome.ts';
import { Refusal } from './refusal.ts';
import type { Random } from './seeded-random.ts';

/** An outcome that somebody or something asked for, and by which way. */
export interface Requested {
  outcome: Exclude<Outcome, 'OK'>;
  reason: 'asked-by-id' | 'asked-by-prefer' | 'enqueued' | 'fail-rate';
}

/** Where outcomes other than the usual one come from. */
export interface RequestedOutcomes {
  /** @throws RangeError for an outcome that the document does not know. */
  enqueue(operation: MockOperation, outcomes: readonly Outcome[]): void;
  /**
   * What this call was asked to end with: by its channel id, by its `Prefer` header, by the queue, or by chance, the first
   * that has something to say. Undefined when it is to end as usual; a refusal when what is asked for does not exist.
   */
  next(operation: MockOperation, body: object, prefer: string | undefined): Requested | Refusal | undefined;
  reset(): void;
}

const maxQueued = 10_000;
const byId = /^@TOA#_mock_([0-9A-Za-z]+)$/;
const byPrefer = /(?:^|[,;])\s*example="?([^",;\s]+)"?/i;

export function createRequestedOutcomes(document: MockDocument, failRate: number, random: Random): RequestedOutcomes {
  const queues = new Map<OperationId, Outcome[]>();
  return {
    enqueue(operation, outcomes) {
      checkOutcomes(operation, outcomes);
      const queue = [...(queues.get(operation.id) ?? []), ...outcomes];
      if (queue.length > maxQueued) throw new RangeError(`More than ${maxQueued} outcomes are waiting.`);
      queues.set(operation.id, queue);
    },
    next(operation, body, prefer) {
      const asked = askedById(body);
      if (asked !== undefined) return read(operation, asked, 'asked-by-id');
      const preferred = prefer === undefined ? undefined : byPrefer.exec(prefer)?.[1];
      if (preferred !== undefined) return read(operation, preferred, 'asked-by-prefer');
      const queued = queues.get(operation.id)?.shift();
      if (queued !== undefined) return read(operation, String(queued), 'enqueued');
      if (failRate === 0 || random() >= failRate) return undefined;
      return byChance(document, operation, random);
    },
    reset: () => queues.clear(),
  };
}

function checkOutcomes({ id, examples }: MockOperation, outcomes: readonly Outcome[]): void {
  for (const outcome of outcomes) {
    // Others could only be taken for one, as the list [20005] is when it is written as text.
    const isWord = typeof outcome === 'string' || typeof outcome === 'number';
    if (!isWord || parseOutcome(String(outcome), examples) === undefined) {
      const wrong = (JSON.stringify(outcome) ?? typeof outcome).slice(0, 100);
      throw new RangeError(`${id} cannot be answered with ${wrong}. It can with ${knownOutcomes(examples)}.`);
    }
  }
}

function askedById(body: object): string | undefined {
  for (const value of Object.values(body)) {
    const asked = typeof value === 'string' ? byId.exec(value)?.[1] : undefined;
    if (asked !== undefined) return asked;
  }
  return undefined;
}

function read(
  { id, examples }: MockOperation,
  word: string,
  reason: Requested['reason'],
): Requested | Refusal | undefined {
  const outcome = parseOutcome(word, examples);
  if (outcome === undefined) {
    const info = `The mock cannot answer ${id} with ${JSON.stringify(word)}. It can with ${knownOutcomes(examples)}.`;
    return new Refusal({ code: 6017, reason: 'no-such-outcome', info });
  }
  return outcome === 'OK' ? undefined : { outcome, reason };
}

/** A call fails by chance with what may be repeated, so that a client that repeats gets through. */
function byChance(document: MockDocument, operation: MockOperation, random: Random): Requested | undefined {
  const transient = errorsOf(document, operation.document).filter(({ retry }) => retry === 'transient');
  const choices: (number | Fault)[] = [...transient.map(({ code }) => code), 60_007, 60_008, '502', 'reset'];
  const outcome = choices[Math.floor(random() * choices.length)];
  return outcome === undefined ? undefined : { outcome, reason: 'fail-rate' };
}
