import type { Api } from '../api.ts';
import { literal } from './source-text.ts';

/** `errors.ts`: name and retry class of each code, small enough for every client. */
export function errors({ errors: all, hash }: Api): string {
  const entries = all.map(({ code, name, retry }) => `  ${code}: [${literal(name)}, ${literal(retry)}],`);
  return `import type { RetryClass } from './document.ts';

/** Name and retry class of each code of the catalogue. */
export const errorCodes: { readonly [code: number]: readonly [name: string, retry: RetryClass] } = {
${entries.join('\n')}
};

/** The hash of what the document demands and promises; it does not change with words. */
export const documentHash = ${literal(hash)};
`;
}
