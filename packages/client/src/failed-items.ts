import { type ItemResultOperationId, type ItemResults, itemResults } from '@chat-openapi/openapi';

/** Stands in an error of the compiler for an answer that was given to `failedItems` and has no results of single items. */
export interface AnswerWithoutItemResults {
  readonly 'no list of this answer has results of its items': never;
}

/** The items of an answer that have a result, by the names of their list and of their code. */
type ResultItemOf<Answer, Rules = (typeof itemResults)[ItemResultOperationId]> = Rules extends {
  readonly list: infer List;
  readonly code: infer Code;
}
  ? List extends keyof Answer
    ? NonNullable<Answer[List]> extends readonly (infer Item)[]
      ? Code extends keyof Item
        ? Item
        : never
      : never
    : never
  : never;

/**
 * The items that were not dealt with although the call has succeeded: a result for each stands in the answer, under an
 * `ErrorCode` of 0. It takes the answer of a call, and what comes of a list that was sent in chunks. Empty when all went well; an
 * item without a result is no failure.
 *
 * @example
 * for (const { Subscriber_Account, Result } of failedItems(await chat.addSubscriber(body))) console.log(Subscriber_Account, Result);
 */
export function failedItems<Answer extends object>(
  answer: [ResultItemOf<Answer>] extends [never] ? AnswerWithoutItemResults : Answer,
): ResultItemOf<Answer>[] {
  return failedIn<ResultItemOf<Answer>>(answer, Object.values(itemResults));
}

/** The document is trusted for the shape of the items. */
export function failedIn<Item>(answer: object, table: readonly ItemResults[]): Item[] {
  const lists = new Set(table.map(({ list }) => list));
  return [...lists].flatMap((name) => {
    const items = Object(answer)[name];
    const rules = table.filter(({ list }) => list === name);
    return Array.isArray(items) ? items.filter((item) => rules.some((rule) => isFailed(item, rule))) : [];
  });
}

function isFailed(item: unknown, { code, ok }: ItemResults): boolean {
  const result = Object(item)[code];
  return result !== undefined && result !== null && !ok.includes(result);
}
