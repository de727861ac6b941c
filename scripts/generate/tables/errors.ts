import type { CatalogueError } from '../../../spec/document.ts';
import type { Api } from '../api.ts';
import { literal } from './source-text.ts';

/** An entry of the table of codes. */
export const errorEntry = ({ name, retry, renews }: CatalogueError): string =>
  `[${literal(name)}, ${literal(retry)}${renews === true ? ', true' : ''}]`;

/** `errors.ts`: name and retry class of each code, small enough for every client. */
export function errors({ errors: all, commonCodes, hash }: Api): string {
  const entries = all.map((error) => `  ${error.code}: ${errorEntry(error)},`);
  return `import type { RetryClass } from './document.ts';

/** What is known of a code at run time. \`renews\`: a call that failed with it may be made again, with a new signature. */
export type ErrorEntry = readonly [name: string, retry: RetryClass, renews?: true];

/** Name and retry class of each code of the catalogue, and whether a new signature mends it. */
export const errorCodes: { readonly [code: number]: ErrorEntry } = {
${entries.join('\n')}
};

/** A code that every operation can give, whatever its own page documents. */
export type CommonCode = ${commonCodes.length === 0 ? 'never' : commonCodes.join(' | ')};

/** The hash of what the document demands and promises; it does not change with words. */
export const documentHash = ${literal(hash)};
`;
}
