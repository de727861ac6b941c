import type { Body, OperationId } from '@chat-openapi/openapi';
import { createCredentialCheck } from './credentials.ts';
import { type Content, carryOut, type Decision, decideByRequest, type Knowledge, refused } from './decide.ts';
import { type Envelope, type MockDocument, type MockOperation, operationsByPath } from './operations.ts';
import type { AnyOutcome, Fault } from './outcome.ts';
import { describeRequest } from './plain-text.ts';
import { createRateLimit } from './rate-limit.ts';
import { type Call, type Gate, receive, type ServiceRequest } from './receive.ts';
import { Refusal } from './refusal.ts';
import { createRender, renderRefusal } from './render.ts';
import { createRequestedOutcomes } from './requested.ts';
import type { BeforeEvents, OtherForms, Rules } from './rules/rule.ts';
import type { Secrets } from './secrets.ts';
import { createRandom } from './seeded-random.ts';
import type { Settings } from './settings.ts';
import { checkState, fillState } from './state/given.ts';
import { createState } from './state/main.ts';
import type { LatestChannels } from './state/show.ts';
import type { StateSnapshot } from './state/snapshot.ts';
import { createValidator, type Validator } from './validator.ts';
import { judge } from './violation.ts';
import type { Event, Origin } from './webhooks/event.ts';
import type { AnyHeard } from './webhooks/heard.ts';

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

/** Called with each answer when it is sent, the body and the URL that it answers, and how long it took. */
export type OnAnswer = (answer: ServiceAnswer, body: string, url: string, milliseconds: number) => void;

/** A call that goes on when the app has answered what it is asked. The mock does other things meanwhile. */
export interface Pending {
  ask(): Promise<AnyHeard | undefined>;
  /** Carries the call out on what is remembered then. */
  resume(heard: AnyHeard | undefined): Promise<ServiceAnswer>;
}

/** Decides what a request is answered with. Knows nothing of HTTP connections. */
export interface Service {
  answer(request: ServiceRequest): Promise<ServiceAnswer | Pending>;
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

/** What the service does by itself, by the operation that it is for. */
export interface Behavior {
  rules: Rules;
  otherForms?: OtherForms;
  beforeEvents?: BeforeEvents;
}

/** The app, as far as it is told of events. */
export interface App {
  ask(event: Event, origin: Origin): Promise<AnyHeard | undefined>;
  tell(event: Event, origin: Origin): void;
}

/** Of the state, in characters. */
const maxShown = 1024 * 1024;

export function createService(
  settings: Settings,
  document: MockDocument,
  { rules, otherForms = {}, beforeEvents = {} }: Behavior,
  secrets: Secrets,
  app?: App,
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
  const { hide } = secrets;
  const knowledge: Knowledge = { rules, state, requested, random: createRandom(settings.seed), flags: settings, hide };
  const render = createRender(document);

  /** The one way of a refusal to an answer: whatever it quotes of the request. */
  const withoutSecrets = ({ code, reason, info }: Refusal, { target: { path, search } }: ServiceRequest): Refusal =>
    info === undefined
      ? new Refusal({ code, reason })
      : new Refusal({ code, reason, info: hide(info, secrets.signaturesIn(`${path}?${search}`)) });
  const write = async (
    operation: MockOperation,
    decision: Decision,
    valid: boolean,
    request: ServiceRequest,
  ): Promise<ServiceAnswer> => {
    const { reason, fault } = decision;
    const content =
      decision.content?.kind === 'refusal'
        ? ({ kind: 'refusal', refusal: withoutSecrets(decision.content.refusal, request) } as const)
        : decision.content;
    const body = content === undefined ? undefined : await render(content, operation);
    if (settings.check && body !== undefined) checkAnswer(document, validator, operation, body);
    return { body, reason, operation: operation.id, fault, valid };
  };
  const finish = (call: Call, decision: Decision, request: ServiceRequest): Promise<ServiceAnswer> => {
    if (!isSuccess(decision.content)) rates.giveBack(call.windows);
    for (const event of decision.events) app?.tell(event, originOf(call, request));
    return write(call.operation, decision, !call.isOtherForm, request);
  };

  return {
    async answer(request) {
      const received = await receive(gate, request);
      if (received.operation === undefined) {
        const { method, target } = request;
        const refusal = withoutSecrets(received.refusal, request);
        return { ...refuseStray(document, refusal), request: describeRequest(method, target.path) };
      }
      if ('refusal' in received) return write(received.operation, refused(received.refusal), false, request);
      const asked = decideByRequest(knowledge, received);
      if (asked !== undefined && 'events' in asked) return finish(received, asked, request);
      const resume = async (heard: AnyHeard | undefined) =>
        finish(received, carryOut(knowledge, received, asked, heard), request);
      const event = app === undefined ? undefined : eventBefore(beforeEvents, received.operation, received);
      if (app === undefined || event === undefined) return resume(undefined);
      return { ask: () => app.ask(event, originOf(received, request)), resume };
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

const originOf = ({ caller: { sdkAppId } }: Call, { clientIp }: ServiceRequest): Origin => ({ sdkAppId, clientIp });

/** What the app is asked before a call is carried out. */
function eventBefore<K extends OperationId>(
  events: BeforeEvents,
  { id }: MockOperation<K>,
  { body, caller: { identifier } }: Pick<Call, 'caller'> & { body: Body<K> },
): Event | undefined {
  const before: BeforeEvents[K] = events[id];
  return before?.(body, { identifier });
}

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
