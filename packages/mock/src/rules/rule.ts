import type { Body, OperationCode, OperationId, Success } from '@chat-openapi/openapi';
import type { Refusal } from '../refusal.ts';
import type { Random } from '../seeded-random.ts';
import type { State } from '../state/main.ts';

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
    /** Whether a channel has to be created before it can be used. */
    readonly strict: boolean;
  };
  /**
   * @param code One that the document has for the operation.
   * @param info What is wrong, and what to change.
   * @param reason The word in `x-mock-reason`, which the README explains. `state` by default.
   */
  readonly refuse: <C extends Code>(code: C, info: string, reason?: string) => Refusal<C>;
}

/** Carries an operation out on a body that is as the document wants it: changes the state, and answers with data. */
export type RuleOf<RequestBody, Answer, Code extends number> = (
  body: RequestBody,
  context: ContextOf<Code>,
) => Refusal<Code> | DataOf<Answer>;

export type Data<K extends OperationId> = DataOf<Success<K>>;
export type RuleContext<K extends OperationId> = ContextOf<OperationCode<K>>;
export type Rule<K extends OperationId> = RuleOf<Body<K>, Success<K>, OperationCode<K>>;

/** An operation without a rule is answered with the document's example. */
export type Rules = { readonly [K in OperationId]?: Rule<K> };
