import type { Api, ApiOperation } from '../api.ts';
import { literal } from './source-text.ts';

/** `list-limits.ts`: the lists of requests that have a limit, so that longer ones can be sent in chunks. */
export function listLimits(api: Api): string {
  const entries = api.operations.flatMap((operation) => {
    const lists = limitedLists(api, operation);
    const [only] = lists;
    // With two lists it is not said what belongs together.
    if (only === undefined || lists.length > 1) return [];
    const joined = Object.entries(operation.success.properties).filter(
      ([, field]) => api.whole(field).type === 'array',
    );
    const names = literal(joined.map(([name]) => name));
    return [`  ${operation.id}: { list: ${literal(only.list)}, max: ${only.max}, joined: ${names} },`];
  });
  return `import type { OperationId } from './operations.ts';

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
`;
}

function limitedLists({ whole }: Api, { requestSchema }: ApiOperation): { list: string; max: number }[] {
  return Object.entries(requestSchema.properties ?? {}).flatMap(([list, field]) => {
    const { type, maxItems } = whole(field);
    const isLimited = type === 'array' && maxItems !== undefined && requestSchema.required?.includes(list);
    return isLimited ? [{ list, max: maxItems }] : [];
  });
}
