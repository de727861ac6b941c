import type { OperationId } from '@chat-openapi/openapi';
import { errorsOf, isObject } from '@chat-openapi/openapi/document';
import type { MockDocument, MockOperation } from './operations.ts';
import { type AnyOutcome, type Fault, knownOutcomes, parseOutcome } from './outcome.ts';
import type { Preference, Preferences } from './preferences.ts';
import { Refusal } from './refusal.ts';
import type { Random } from './seeded-random.ts';
import type { Settings } from './settings.ts';

/** An outcome that somebody or something asked for, and by which way. */
export interface Requested {
  outcome: Exclude<AnyOutcome, 'OK'>;
  reason: 'asked-by-id' | 'asked-by-prefer' | 'asked-by-query' | 'enqueued' | 'fail-rate';
}

/** Where outcomes other than the usual one come from. */
export interface RequestedOutcomes {
  /** @throws RangeError for an outcome that the document does not know. */
  enqueue(operation: MockOperation, outcomes: readonly AnyOutcome[]): void;
  /**
   * What this call was asked to end with: by its channel id, by its query or `Prefer` header, by the queue, or by chance, the first
   * that has something to say. Undefined when it is to end as usual; a refusal when what is asked for does not exist.
   */
  next(operation: MockOperation, body: object, preferences: Preferences): Requested | Refusal | undefined;
  reset(): void;
}

const maxQueued = 10_000;
const byId = /^@TOA#_mock_([0-9A-Za-z]+)$/;

export function createRequestedOutcomes(
  document: MockDocument,
  settings: Pick<Settings, 'failRate'>,
  random: Random,
): RequestedOutcomes {
  const queues = new Map<OperationId, AnyOutcome[]>();
  return {
    enqueue(operation, outcomes) {
      checkOutcomes(operation, outcomes);
      const queue = [...(queues.get(operation.id) ?? []), ...outcomes];
      if (queue.length > maxQueued) throw new RangeError(`More than ${maxQueued} outcomes are waiting.`);
      queues.set(operation.id, queue);
    },
    next(operation, body, preferences) {
      const asked = askedById(body);
      if (asked !== undefined) return read(operation, asked, 'asked-by-id');
      if (isSet(preferences)) return readPreferred(operation, preferences);
      const queued = queues.get(operation.id)?.shift();
      if (queued !== undefined) return read(operation, String(queued), 'enqueued');
      const { failRate } = settings;
      if (failRate === 0 || random() >= failRate) return undefined;
      return byChance(document, operation, random);
    },
    reset: () => queues.clear(),
  };
}

function checkOutcomes({ id, answers }: MockOperation, outcomes: readonly AnyOutcome[]): void {
  for (const outcome of outcomes) {
    // Others could only be taken for one, as the list [20005] is when it is written as text.
    const isWord = typeof outcome === 'string' || typeof outcome === 'number';
    if (!isWord || parseOutcome(String(outcome), answers) === undefined) {
      const wrong = (JSON.stringify(outcome) ?? typeof outcome).slice(0, 100);
      throw new RangeError(`${id} cannot be answered with ${wrong}. It can with ${knownOutcomes(answers)}.`);
    }
  }
}

/** In a field of the body, or of the objects in a list of it: some operations take several channels. */
function askedById(body: object): string | undefined {
  for (const value of Object.values(body)) {
    const texts = Array.isArray(value) ? value.filter(isObject).flatMap((item) => Object.values(item)) : [value];
    for (const text of texts) {
      const asked = typeof text === 'string' ? byId.exec(text)?.[1] : undefined;
      if (asked !== undefined) return asked;
    }
  }
  return undefined;
}

/** Whether anything else than the usual is preferred; an answer with status 200 is the usual. */
const isSet = ({ example, code, dynamic }: Preferences): boolean =>
  example !== undefined || (code !== undefined && code.value !== '200') || isOn(dynamic);

const isOn = (dynamic: Preference | undefined): boolean => dynamic !== undefined && dynamic.value !== 'false';

function readPreferred(
  operation: MockOperation,
  { example, code, dynamic }: Preferences,
): Requested | Refusal | undefined {
  if (isOn(dynamic)) return refuseOutcome('The mock makes no answers up: leave dynamic out, or set it to false.');
  const asked = code?.value === '200' ? undefined : code;
  if (asked !== undefined && example !== undefined && asked.value !== example.value) {
    return refuseOutcome('code and example ask for different outcomes. Leave one of them out.');
  }
  const preferred = example ?? asked;
  return preferred === undefined ? undefined : read(operation, preferred.value, `asked-by-${preferred.by}`);
}

function read(operation: MockOperation, word: string, reason: Requested['reason']): Requested | Refusal | undefined {
  const outcome = parseOutcome(word, operation.answers);
  if (outcome === undefined) {
    const wrong = JSON.stringify(word.slice(0, 100));
    return refuseOutcome(
      `The mock cannot answer ${operation.id} with ${wrong}. It can with ${knownOutcomes(operation.answers)}.`,
    );
  }
  return outcome === 'OK' ? undefined : { outcome, reason };
}

const refuseOutcome = (info: string): Refusal => new Refusal({ code: 6017, reason: 'no-such-outcome', info });

/** A call fails by chance with what may be repeated, so that a client that repeats gets through. */
function byChance(document: MockDocument, operation: MockOperation, random: Random): Requested | undefined {
  const transient = errorsOf(document, operation.document).filter(({ retry }) => retry === 'transient');
  const choices: (number | Fault)[] = [...transient.map(({ code }) => code), 60_007, 60_008, '502', 'reset'];
  const outcome = choices[Math.floor(random() * choices.length)];
  return outcome === undefined ? undefined : { outcome, reason: 'fail-rate' };
}
