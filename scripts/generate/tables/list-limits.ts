import type { Api, ApiOperation } from '../api.ts';
import { literal } from './source-text.ts';

/** `list-limits.ts`: the lists of requests that have a limit, so that longer ones can be sent in chunks. */
export function listLimits(api: Api): string {
  const entries = api.operations.flatMap((operation) => {
    const limit = listLimitOf(api, operation.id);
    if (limit === undefined) return [];
    const joined = Object.entries(operation.success.properties).filter(
      ([, field]) => api.whole(field).type === 'array',
    );
    const names = literal(joined.map(([name]) => name));
    return [`  ${operation.id}: { list: ${literal(limit.list)}, max: ${limit.max}, joined: ${names} },`];
  });
  return `import type { CallBody, OperationId, Success } from './operations.ts';

/** A list of a request that may have so many items in one call. */
export interface ListLimit {
  readonly list: string;
  readonly max: number;
  /** The lists of the answer, which belong to that of the request. */
  readonly joined: readonly string[];
}

/** Every operation whose request has one list with a limit, and needs it. */
export const listLimits = {
${entries.join('\n')}
} as const satisfies { [K in OperationId]?: ListLimit };

export type ChunkedOperationId = keyof typeof listLimits;

type ListOf<K extends ChunkedOperationId> = (typeof listLimits)[K]['list'];

type JoinedOf<K extends ChunkedOperationId> = (typeof listLimits)[K]['joined'][number];

/** A call that has failed, with its part of the list. */
export interface FailedChunk<K extends ChunkedOperationId> {
  readonly items: Exclude<CallBody<K>[Extract<ListOf<K>, keyof CallBody<K>>], undefined>;
  /** What the call rejected with: mostly a \`ChatError\`, whose \`outcome\` says whether it may have been carried out. */
  readonly error: unknown;
}

/** What comes of a list that is sent in chunks: the lists of all answers, each as one, and what has failed. */
export type ChunksResult<K extends ChunkedOperationId> = {
  readonly [F in JoinedOf<K>]: F extends keyof Success<K> ? NonNullable<Success<K>[F]> : never;
} & {
  /** Empty when all went well. */
  readonly failedChunks: readonly FailedChunk<K>[];
};

/** What a method has besides its call when its list has a limit. */
export interface ChunkedMethod<K extends ChunkedOperationId, Options> {
  /**
   * The same for a list of any length: in as many calls as it needs, one after the other, each as the method makes it, with a
   * \`deadline\` of its own. A call that fails does not keep the others back. Look at \`failedChunks\`: it tells which items
   * were not, or may not have been, dealt with. No call is made again for them.
   *
   * @param body The body of the method, whose list may be longer.
   * @param options What differs from the client for each of these calls.
   * @throws ChatConfigError when body or options cannot be right; nothing was sent then.
   */
  inChunks(body: CallBody<K>, options?: Options): Promise<ChunksResult<K>>;
}
`;
}

interface LimitedList {
  list: string;
  max: number;
}

/** The list of a request that may be sent in chunks. With two lists it is not said what belongs together. */
export function listLimitOf(api: Api, id: string): LimitedList | undefined {
  const operation = api.operations.find((one) => one.id === id);
  const lists = operation === undefined ? [] : limitedLists(api, operation);
  return lists.length === 1 ? lists[0] : undefined;
}

function limitedLists({ whole }: Api, { requestSchema }: ApiOperation): LimitedList[] {
  return Object.entries(requestSchema.properties ?? {}).flatMap(([list, field]) => {
    const { type, maxItems } = whole(field);
    const isLimited = type === 'array' && maxItems !== undefined && requestSchema.required?.includes(list);
    return isLimited ? [{ list, max: maxItems }] : [];
  });
}
