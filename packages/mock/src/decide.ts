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
}

/** What it is decided by. */
export interface Knowledge {
  rules: Rules;
  state: State;
  requested: RequestedOutcomes;
  random: Random;
  flags: RuleContext<OperationId>['flags'];
}

export function decide(knowledge: Knowledge, call: Call): Decision {
  const asked = knowledge.requested.next(call.operation, call.body, call.preferences);
  if (asked === undefined) return carryOut(knowledge, call);
  if (asked instanceof Refusal) return refused(asked);
  const { outcome, reason } = asked;
  if (!isFault(outcome)) return { content: { kind: 'example', code: outcome }, reason, fault: undefined };
  const content = isCarriedOut(outcome) ? carryOut(knowledge, call).content : undefined;
  return { content, reason, fault: outcome };
}

export function refused(refusal: Refusal): Decision {
  return { content: { kind: 'refusal', refusal }, reason: refusal.reason, fault: undefined };
}

function carryOut(knowledge: Knowledge, call: Call): Decision {
  const { operation, body } = call;
  const why = { reason: 'ok' };
  const because = (reason: string): void => {
    why.reason = reason;
  };
  const result = runRule(knowledge, operation, body, call, because);
  if (result === undefined) return { content: { kind: 'example', code: 0 }, reason: 'example', fault: undefined };
  if (result instanceof Refusal) return refused(result);
  return { content: { kind: 'data', data: result }, fault: undefined, ...why };
}

/** Undefined for an operation without a rule. */
function runRule<K extends OperationId>(
  { rules, state, random, flags }: Knowledge,
  { id }: MockOperation<K>,
  body: Body<K>,
  { caller: { identifier }, isOtherForm }: Call,
  because: (reason: string) => void,
): Refusal | Data<K> | undefined {
  const rule = rules[id];
  return rule?.(body, {
    state,
    now: Date.now(),
    random,
    identifier,
    flags,
    isOtherForm,
    because,
    refuse: (code, info, reason = 'state') => new Refusal({ code, reason, info }),
  });
}
