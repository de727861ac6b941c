import type { Schema } from '../../../spec/document.ts';
import type { Api } from '../api.ts';
import { literal } from './source-text.ts';

/** `byte-limits.ts`: the fields of requests whose bytes are counted. */
export function byteLimits(api: Api): string {
  const entries = api.operations.flatMap(({ id, requestSchema }) => {
    const limits = limitsIn(api, requestSchema, []);
    return limits.length === 0 ? [] : [`  ${id}: [${limits.map((limit) => literal(limit)).join(', ')}],`];
  });
  return `import type { OperationId } from './operations.ts';

/** Where a text stands in a body, \`*\` for each item of a list, and the most bytes that it may have in UTF-8. */
export type ByteLimit = readonly [path: readonly string[], max: number];

/** The texts of each request whose bytes the service counts. */
export const byteLimits: { readonly [K in OperationId]?: readonly ByteLimit[] } = {
${entries.join('\n')}
};
`;
}

/** Forms that a field tells apart are walked into as well; a schema that holds itself only once. */
function limitsIn(api: Api, schema: Schema, path: string[], above: readonly object[] = []): [string[], number][] {
  const whole = api.whole(schema);
  const mark = whole.properties ?? whole.items ?? whole.oneOf;
  if (typeof mark === 'object' && above.includes(mark)) return [];
  const within = typeof mark === 'object' ? [...above, mark] : above;
  const max = whole['x-max-bytes'];
  const parts = [...(whole.allOf ?? []), ...(whole.oneOf ?? []), ...(whole.anyOf ?? [])];
  return [
    ...(max === undefined ? [] : [[path, max] satisfies [string[], number]]),
    ...Object.entries(whole.properties ?? {}).flatMap(([name, field]) => limitsIn(api, field, [...path, name], within)),
    ...(whole.items === undefined ? [] : limitsIn(api, whole.items, [...path, '*'], within)),
    ...parts.flatMap((part) => limitsIn(api, part, path, within)),
  ];
}
