import type { CatalogueError } from '../../../spec/document.ts';
import type { ApiOperation } from '../../generate/api.ts';
import type { CodeRow } from '../model/blocks.ts';
import { type Inline, inLanguage, link, markdown } from '../model/inline.ts';
import { type Context, operationName, operationPath } from './context.ts';

/** The codes of an operation's own page, with what they mean on it. */
export const codeRows = ({ language }: Context, { id, errors }: ApiOperation): CodeRow[] =>
  errors.map((error) => {
    const { meaning, remedy, tag } = language.errorText(error, id);
    return {
      error,
      id: `codes.${error.code}`,
      retry: [error.retry],
      meanings: [inLanguage(tag, markdown(meaning))],
      remedy: inLanguage(tag, markdown(remedy)),
    };
  });

/** What operations mean by a code that has another meaning elsewhere. */
export interface Override {
  operation: ApiOperation;
  error: CatalogueError;
}

/** A code, and what operations make of it. */
export interface CodeUse {
  error: CatalogueError;
  /** Whether every operation can give it. */
  isCommon: boolean;
  /** Operations whose own page lists it. */
  operations: ApiOperation[];
  overrides: Override[];
  /** What it means where it is given: the operations' own meaning, if they all have one of their own. */
  leading: Override | undefined;
}

/** What operations make of each code. Made once for all pages. */
export function codeUses({ api }: Context['site']): Map<number, CodeUse> {
  const common = new Set(api.commonCodes);
  const uses = new Map<number, CodeUse>(
    api.errors.map((error) => [
      error.code,
      { error, isCommon: common.has(error.code), operations: [], overrides: [], leading: undefined },
    ]),
  );
  for (const operation of api.operations) {
    for (const { code } of operation.errors) uses.get(code)?.operations.push(operation);
    for (const error of operation.overrides) uses.get(error.code)?.overrides.push({ operation, error });
  }
  for (const use of uses.values()) {
    const everywhere = !use.isCommon && use.overrides.length > 0 && use.overrides.length === use.operations.length;
    if (everywhere) use.leading = use.overrides[0];
  }
  return uses;
}

/** Above so many operations only their number is said. */
const fewOperations = 2;

/** The row of a code in the table of all codes. */
export function catalogueRow(context: Context, { error, isCommon, operations, overrides, leading }: CodeUse): CodeRow {
  const { language } = context;
  const { t } = language;
  const first = language.errorText(leading?.error ?? error, leading?.operation.id);
  const differing = overrides.filter(({ error: other }) => other.meaning !== (leading?.error ?? error).meaning);
  const former: Inline = error.listed === 'former' ? [' ', t('error.former')] : '';
  return {
    error: { code: error.code, name: (leading?.error ?? error).name },
    id: String(error.code),
    retry: [...new Set([(leading?.error ?? error).retry, ...overrides.map(({ error: other }) => other.retry)])],
    meanings: [
      [inLanguage(first.tag, markdown(first.meaning)), former],
      ...differing.slice(0, fewOperations).map(({ operation, error: other }): Inline => {
        const text = language.errorText(other, operation.id);
        const name = operationName(context, operation.id);
        return [t('error.on', { operation: name }), ': ', inLanguage(text.tag, markdown(text.meaning))];
      }),
    ],
    remedy: inLanguage(first.tag, markdown(first.remedy)),
    operations: operationsCell(context, isCommon, operations),
    ids: operations.map(({ id }) => id),
  };
}

function operationsCell(context: Context, isCommon: boolean, operations: readonly ApiOperation[]): Inline {
  const { t } = context.language;
  if (isCommon) return t('errors.every');
  if (operations.length > fewOperations) return t('errors.operations', { count: operations.length });
  return operations.flatMap(({ id }, index) => [
    index === 0 ? '' : ', ',
    link(operationPath(id), operationName(context, id)),
  ]);
}
