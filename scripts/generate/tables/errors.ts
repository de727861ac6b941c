import type { CatalogueError } from '../../../spec/document.ts';
import type { Api } from '../api.ts';
import { literal } from './source-text.ts';

/** An entry of the table of codes. */
export const errorEntry = ({ name, retry, renews }: CatalogueError): string =>
  `[${literal(name)}, ${literal(retry)}${renews === true ? ', true' : ''}]`;

const marks = { never: '', transient: '?', throttled: '!' };

/** `errors.ts`: name and retry class of each code, small enough for every client. */
export function errors({ errors: all, commonCodes, hash }: Api): string {
  const table = all.map(({ code, name, retry, renews }, index) => {
    const step = code - (all[index - 1]?.code ?? 0);
    return `${step === 1 ? '' : step}${name}${marks[retry]}${renews === true ? '+' : ''}`;
  });
  return `import type { RetryClass } from './document.ts';

/** What is known of a code at run time. \`renews\`: a call that failed with it may be made again, with a new signature. */
export type ErrorEntry = readonly [name: string, retry: RetryClass, renews?: true];

/**
 * The names of all codes, each behind its distance from the code before, which is 1 where none stands. \`?\` is for transient, \`!\`
 * for throttled, \`+\` for a code that a new signature mends.
 */
const table =
  '${table.join(' ')}';

/** Name and retry class of each code of the catalogue, and whether a new signature mends it. */
export const errorCodes: { readonly [code: number]: ErrorEntry } = /* @__PURE__ */ readTable();

function readTable(): { readonly [code: number]: ErrorEntry } {
  const entries: { [code: number]: ErrorEntry } = {};
  let code = 0;
  for (const [, step, name = '', mark, renews] of table.matchAll(/(\\d*)(\\w+)([?!]?)(\\+?)/g)) {
    code += Number(step) || 1;
    const retry = mark === '?' ? 'transient' : mark === '!' ? 'throttled' : 'never';
    entries[code] = renews === '+' ? [name, retry, true] : [name, retry];
  }
  return entries;
}

/** A code that every operation can give, whatever its own page documents. */
export type CommonCode = ${commonCodes.length === 0 ? 'never' : commonCodes.join(' | ')};

/** The hash of what the document demands and promises; it does not change with words. */
export const documentHash = ${literal(hash)};
`;
}
