import type { OperationId } from '@chat-openapi/openapi';
import { createCredentialCheck } from './credentials.ts';
import { type Content, decide, type Knowledge, refused } from './decide.ts';
import { type Envelope, type MockDocument, type MockOperation, operationsByPath } from './operations.ts';
import type { AnyOutcome, Fault } from './outcome.ts';
import { describeRequest } from './plain-text.ts';
import { createRateLimit } from './rate-limit.ts';
import { type Gate, receive, type ServiceRequest } from './receive.ts';
import type { Refusal } from './refusal.ts';
import { createRender, renderRefusal } from './render.ts';
import { createRequestedOutcomes } from './requested.ts';
import type { OtherForms, Rules } from './rules/rule.ts';
import { createRandom } from './seeded-random.ts';
import type { Settings } from './settings.ts';
import { checkState, fillState } from './state/given.ts';
import { createState } from './state/main.ts';
import type { LatestChannels } from './state/show.ts';
import type { StateSnapshot } from './state/snapshot.ts';
import { createValidator, type Validator } from './validator.ts';
import { judge } from './violation.ts';

export interface ServiceAnswer {
  /** Undefined when the transport fails before there is an answer. */
  body: Envelope | undefined;
  /** What the mock decided by, in one word. */
  reason: string;
  operation: OperationId | undefined;
  /** Method and path, when there is no operation. */
  request?: string;
  /** How the transport has to fail, if it has to. */
  fault: Fault | undefined;
  /** Whether the request was as the document wants it. */
  valid: boolean;
}

/** Called with each answer when it is sent, the body that it answers, and how long it took. */
export type OnAnswer = (answer: ServiceAnswer, body: string, milliseconds: number) => void;

/** Decides what a request is answered with. Knows nothing of HTTP connections. */
export interface Service {
  answer(request: ServiceRequest): Promise<ServiceAnswer>;
  /** An answer to what is no request at all. */
  refuse(refusal: Refusal): ServiceAnswer;
  /** @throws RangeError for an operation or outcome that the document does not know. */
  enqueue(operation: OperationId, outcomes: readonly AnyOutcome[]): void;
  state(): StateSnapshot;
  /** As JSON, within a bound. */
  shownState(): string;
  /** So many, the newest first. */
  latestChannels(count: number): LatestChannels;
  reset(): void;
}

/** Of the state, in characters. */
const maxShown = 1024 * 1024;

export function createService(
  settings: Settings,
  document: MockDocument,
  rules: Rules,
  otherForms: OtherForms,
): Service {
  const operations = operationsByPath(document);
  const byId = new Map(Array.from(operations.values(), (operation) => [operation.id, operation]));
  const validator = createValidator(document);
  const given = settings.state === undefined ? {} : checkState(document, settings.state);
  const state = createState(settings, given.accounts, (state) => fillState(state, given));
  const rates = createRateLimit();
  const requested = createRequestedOutcomes(document, settings, createRandom(settings.seed));
  const checkCredentials = createCredentialCheck(settings);
  const gate: Gate = { settings, document, operations, checkCredentials, rates, validator, otherForms };
  const knowledge: Knowledge = { rules, state, requested, random: createRandom(settings.seed), flags: settings };
  const render = createRender(document);

  return {
    async answer(request) {
      const received = await receive(gate, request);
      if (received.operation === undefined) {
        const { method, target } = request;
        return { ...refuseStray(document, received.refusal), request: describeRequest(method, target.path) };
      }
      const { operation } = received;
      const valid = !('refusal' in received) && !received.isOtherForm;
      const decision = 'refusal' in received ? refused(received.refusal) : decide(knowledge, received);
      const { content, reason, fault } = decision;
      if (!('refusal' in received) && !isSuccess(content)) rates.giveBack(received.windows);
      const body = content === undefined ? undefined : await render(content, operation);
      if (settings.check && body !== undefined) checkAnswer(document, validator, operation, body);
      return { body, reason, operation: operation.id, fault, valid };
    },
    refuse: (refusal) => refuseStray(document, refusal),
    enqueue(id, outcomes) {
      const operation = byId.get(id);
      if (operation === undefined) {
        throw new RangeError(`There is no operation ${id}. Known are ${[...byId.keys()].join(', ')}.`);
      }
      requested.enqueue(operation, outcomes);
    },
    state: () => state.snapshot(),
    shownState: () => state.show(maxShown),
    latestChannels: (count) => state.latest(count),
    reset() {
      state.reset();
      rates.reset();
      requested.reset();
    },
  };
}

const isSuccess = (content: Content | undefined): boolean =>
  content?.kind === 'data' || (content?.kind === 'example' && content.code === 0);

/** What belongs to no operation. */
function refuseStray(document: MockDocument, refusal: Refusal): ServiceAnswer {
  const body = renderRefusal(document, refusal, undefined);
  return { body, reason: refusal.reason, operation: undefined, fault: undefined, valid: false };
}

/** @throws Error when the answer is not as the document describes it. */
function checkAnswer(document: MockDocument, validator: Validator, operation: MockOperation, body: Envelope): void {
  const judged = judge(document, validator(operation).answer, body, 'The answer');
  if ('value' in judged) return;
  const { text } = judged.violation;
  throw new Error(`an answer of ${operation.id} does not fit the document. ${text} It is ${JSON.stringify(body)}.`);
}
