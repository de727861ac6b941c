import type { Body, CommonCode, OperationCode, OperationId, Success } from '@chat-openapi/openapi';
import type { Refusal } from '../refusal.ts';
import type { Random } from '../seeded-random.ts';
import type { State } from '../state/main.ts';
import type { Event } from '../webhooks/event.ts';
import type { BeforeCommand, Heard } from '../webhooks/heard.ts';

type CommonField = 'ActionStatus' | 'ErrorCode' | 'ErrorInfo';
type Fields<Answer> = { [F in keyof Answer as Exclude<F, CommonField>]-?: Answer[F] };

/**
 * Every field of a success but the common three, all of them required: what a rule forgets must not come from an example.
 * Of an answer that holds nothing more it is `{}`.
 */
export type DataOf<Answer> = [keyof Fields<Answer>] extends [never] ? Record<string, never> : Fields<Answer>;

/** What a rule knows besides the request's body. */
export interface ContextOf<Code extends number> {
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The same numbers in each run with the same seed. */
  readonly random: Random;
  /** The user who calls. */
  readonly identifier: string;
  readonly flags: {
    /** Whether a channel has to be created before it can be used, and an account named. */
    readonly strict: boolean;
    /** Whether the app may have no more than a trial allows. */
    readonly trial: boolean;
  };
  /** Whether the body came in a form that is not the document's, and was rewritten. */
  readonly isOtherForm: boolean;
  /**
   * @param code One that the document has for the operation, or for all.
   * @param info What is wrong, and what to change.
   * @param reason The word in `x-mock-reason`, which the README explains. `state` by default.
   */
  readonly refuse: <C extends Code>(code: C, info: string, reason?: string) => Refusal<C>;
  /** A message without secrets, for one that stands inside of a success. What is refused as a whole is looked through anyway. */
  readonly hide: (info: string) => string;
  /** The word in `x-mock-reason` of the success that the rule returns. `ok` by default. */
  readonly because: (reason: string) => void;
  /** Says what has happened, for the webhook of it. It counts when the rule does not refuse. */
  readonly tell: (event: Event) => void;
  /**
   * What the app has answered when it was asked before; undefined when it was not, or the event may pass. An answer with a code for
   * the caller never comes to a rule.
   */
  readonly heard: <C extends BeforeCommand>(command: C) => Heard<C> | undefined;
}

/** Carries an operation out on a body that is as the document wants it: changes the state, and answers with data. */
export type RuleOf<RequestBody, Answer, Code extends number> = (
  body: RequestBody,
  context: ContextOf<Code>,
) => Refusal<Code> | DataOf<Answer>;

/** The codes that a rule may refuse with. */
export type RuleCode<K extends OperationId> = OperationCode<K> | CommonCode;
export type Data<K extends OperationId> = DataOf<Success<K>>;
export type RuleContext<K extends OperationId> = ContextOf<RuleCode<K>>;
export type Rule<K extends OperationId> = RuleOf<Body<K>, Success<K>, RuleCode<K>>;

/** An operation without a rule is answered with the document's example. */
export type Rules = { readonly [K in OperationId]?: Rule<K> };

/**
 * What the app is asked before a rule runs: the event that is about to happen. Undefined when it is not asked about this call.
 */
export type BeforeEvents = {
  readonly [K in OperationId]?: (body: Body<K>, caller: Pick<RuleContext<K>, 'identifier'>) => Event | undefined;
};

/**
 * Other forms of a body, where the vendor's own pages show two: rewrites a body into the document's form, before it is judged.
 * Returns undefined for what is not of the other form.
 */
export type OtherForms = { readonly [K in OperationId]?: (body: unknown) => object | undefined };
