/** What a call is answered with. Nothing is written here, so that something may be waited for before and after. */
import type { Body, OperationId } from '@chat-openapi/openapi';
import type { MockOperation } from './operations.ts';
import { type Fault, isCarriedOut, isFault } from './outcome.ts';
import type { Call } from './receive.ts';
import { Refusal } from './refusal.ts';
import type { RequestedOutcomes } from './requested.ts';
import type { Data, RuleContext, Rules } from './rules/rule.ts';
import type { Random } from './seeded-random.ts';
import type { State } from './state/main.ts';
import type { Event } from './webhooks/event.ts';
import { type AnyHeard, isHeard } from './webhooks/heard.ts';

/** What an answer says: why not, the data of a success, or what the document says with a code. */
export type Content =
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'data'; data: object }
  | { kind: 'example'; code: number };

export interface Decision {
  /** Undefined when the transport fails before the service has done anything. */
  content: Content | undefined;
  /** What it was decided by, in one word. */
  reason: string;
  /** How the transport has to fail, if it has to. */
  fault: Fault | undefined;
  /** What has happened, in order. */
  events: readonly Event[];
}

/** How a call that is to be carried out fails afterwards, because somebody has asked for it. */
export interface Course {
  fault: Fault;
  reason: string;
}

/** What it is decided by. */
export interface Knowledge {
  rules: Rules;
  state: State;
  requested: RequestedOutcomes;
  random: Random;
  flags: RuleContext<OperationId>['flags'];
  hide: RuleContext<OperationId>['hide'];
}

/** What somebody has asked for: an answer, or a fault after the call was carried out. Undefined for the usual. */
export function decideByRequest({ requested }: Knowledge, call: Call): Decision | Course | undefined {
  const asked = requested.next(call.operation, call.body, call.preferences);
  if (asked === undefined) return undefined;
  if (asked instanceof Refusal) return refused(asked);
  const { outcome, reason } = asked;
  if (!isFault(outcome)) return { content: { kind: 'example', code: outcome }, reason, fault: undefined, events: none };
  return isCarriedOut(outcome)
    ? { fault: outcome, reason }
    : { content: undefined, reason, fault: outcome, events: none };
}

/** @param heard What the app has answered when it was asked before. */
export function carryOut(
  knowledge: Knowledge,
  call: Call,
  course: Course | undefined,
  heard: AnyHeard | undefined,
): Decision {
  const decision = heard?.refusal === undefined ? followRule(knowledge, call, heard) : refused(heard.refusal);
  return { ...decision, ...course };
}

export function refused(refusal: Refusal): Decision {
  return { content: { kind: 'refusal', refusal }, reason: refusal.reason, fault: undefined, events: none };
}

const none: readonly Event[] = [];

function followRule(knowledge: Knowledge, call: Call, heard: AnyHeard | undefined): Decision {
  const { operation, body } = call;
  const said: Said = { reason: 'ok', events: [], heard };
  const result = runRule(knowledge, operation, body, call, said);
  if (result === undefined) {
    return { content: { kind: 'example', code: 0 }, reason: 'example', fault: undefined, events: none };
  }
  if (result instanceof Refusal) return refused(result);
  const { reason, events } = said;
  return { content: { kind: 'data', data: result }, fault: undefined, reason, events };
}

/** What a rule says besides its result, and what was said to it. */
interface Said {
  reason: string;
  events: Event[];
  readonly heard: AnyHeard | undefined;
}

/** Undefined for an operation without a rule. */
function runRule<K extends OperationId>(
  { rules, state, random, flags, hide }: Knowledge,
  { id }: MockOperation<K>,
  body: Body<K>,
  { caller: { identifier }, isOtherForm }: Call,
  said: Said,
): Refusal | Data<K> | undefined {
  const rule = rules[id];
  return rule?.(body, {
    state,
    now: Date.now(),
    random,
    identifier,
    flags,
    hide,
    isOtherForm,
    because: (reason) => {
      said.reason = reason;
    },
    tell: (event) => said.events.push(event),
    heard: (command) => (isHeard(said.heard, command) ? said.heard : undefined),
    refuse: (code, info, reason = 'state') => new Refusal({ code, reason, info }),
  });
}
