import type { CatalogueError } from '../../../spec/document.ts';
import type { Api } from '../api.ts';
import { literal } from './source-text.ts';

/** `catalogue.ts`: the texts of the codes, which are loaded apart. */
export function catalogue({ errors, operations, commonCodes }: Api): string {
  const common = new Set(commonCodes);
  const users = new Map<number, string[]>();
  for (const { id, errors: own } of operations) {
    for (const { code } of own) users.set(code, [...(users.get(code) ?? []), id]);
  }
  const all = errors.map((error) => {
    const ids = common.has(error.code)
      ? literal('every')
      : `[${(users.get(error.code) ?? []).map((id) => literal(id)).join(', ')}]`;
    return `  ${error.code}: ${text(error).slice(0, -2)}, operations: ${ids} },`;
  });
  const overrides = operations
    .filter((operation) => operation.overrides.length > 0)
    .map(
      ({ id, overrides: own }) =>
        `  ${id}: {${own.map((error) => `\n    ${error.code}: ${text(error)},`).join('')}\n  },`,
    );
  return `import type { RetryClass } from './document.ts';
import type { OperationId } from './operations.ts';

/** What the document says of a code. The texts are Markdown. */
export interface ErrorText {
  readonly name: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly retry: RetryClass;
  /** Where the guide that helps stands, below the address of the reference. */
  readonly guide?: string;
}

/** Every code of the document, with the operations that can give it. */
export const errorCatalogue: {
  readonly [code: number]: ErrorText & { readonly operations: 'every' | readonly OperationId[] };
} = {
${all.join('\n')}
};

/** Codes that mean something else on an operation. */
export const errorOverrides: { readonly [K in OperationId]?: { readonly [code: number]: ErrorText } } = {
${overrides.join('\n')}
};
`;
}

function text({ name, meaning, remedy, retry, guide }: CatalogueError): string {
  const place = guide === undefined ? '' : `, guide: ${literal(guidePath(guide))}`;
  return `{ name: ${literal(name)}, meaning: ${literal(meaning)}, remedy: ${literal(remedy)}, retry: ${literal(retry)}${place} }`;
}

/** `rate#one-process` as `guides/rate.html#one-process`. */
const guidePath = (guide: string): string => `guides/${guide.replace(/(?=#|$)/, '.html')}`;
