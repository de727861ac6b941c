import { isDeepStrictEqual } from 'node:util';
import type { CatalogueError, Source } from '../../../spec/document.ts';
import type { ApiOperation } from '../../generate/api.ts';
import type { CodeRow } from '../model/blocks.ts';
import { type Inline, inLanguage, joined, link, markdown } from '../model/inline.ts';
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
  /** The first of them, whose texts are shown. */
  operation: ApiOperation;
  /** All that mean the same by it. */
  operations: ApiOperation[];
  error: CatalogueError;
  /** Where it stands of each of them. */
  sources: Source[];
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
    for (const error of operation.overrides) addOverride(uses.get(error.code)?.overrides ?? [], operation, error);
  }
  for (const use of uses.values()) {
    const isEverywhere = use.overrides.length > 0 && ordinaryOf(use).length === 0;
    if (!use.isCommon && isEverywhere) use.leading = use.overrides[0];
  }
  return uses;
}

/** Puts an operation to those that say the same of the code, wherever it stands of each. */
function addOverride(overrides: Override[], operation: ApiOperation, error: CatalogueError): void {
  const same = overrides.find((other) =>
    isDeepStrictEqual({ ...other.error, source: undefined }, { ...error, source: undefined }),
  );
  if (same === undefined) {
    overrides.push({ operation, operations: [operation], error, sources: [error.source] });
    return;
  }
  same.operations.push(operation);
  same.sources.push(error.source);
}

/** The operations that mean by a code what the catalogue says. */
export const ordinaryOf = ({ operations, overrides }: CodeUse): ApiOperation[] =>
  operations.filter((operation) => !overrides.some((override) => override.operations.includes(operation)));

/** Operations as links, or how many there are. `between` stands between two of them. */
export function operationLinks(context: Context, operations: readonly ApiOperation[], between?: Inline): Inline {
  if (operations.length > fewOperations) return context.language.t('errors.operations', { count: operations.length });
  return joined(
    operations.map(({ id }) => link(operationPath(id), operationName(context, id))),
    between ?? context.language.label('join.items'),
  );
}

/** `On “…”`, of one operation or of several. */
export function onOperations(context: Context, operations: readonly ApiOperation[]): Inline {
  const { t } = context.language;
  const isFew = operations.length <= fewOperations;
  const names = operationLinks(context, operations, t('error.between'));
  return isFew ? t('error.on', { operation: names }) : names;
}

/** Above so many operations only their number is said. */
const fewOperations = 2;

/**
 * What a code means and what to do, as one text of Markdown: first what most operations say of it, then what others say
 * otherwise, with their names.
 *
 * @param keys What is told of each.
 */
export function codeText(
  { language }: Context,
  { error, overrides, leading }: CodeUse,
  keys: readonly ('meaning' | 'remedy')[],
): string {
  const { label, errorText, words } = language;
  const names = (operations: readonly ApiOperation[]): string =>
    operations.length > fewOperations
      ? label('errors.operations', { count: operations.length })
      : label('error.on', {
          operation: operations.map(({ id }) => words.operation(id, 'summary').text).join(label('error.between')),
        });
  const on = (operations: readonly ApiOperation[], text: string): string =>
    `${names(operations)}${label('join.says')}${text}`;
  const sentences = label('join.sentences');
  const first = errorText(leading?.error ?? error, leading?.operation.id);
  const others = overrides.flatMap((override) => {
    const text = errorText(override.error, override.operation.id);
    const said = keys.filter((key) => text[key] !== first[key]).map((key) => text[key]);
    return said.length === 0 ? [] : [on(override.operations, said.join(sentences))];
  });
  const general = keys.map((key) => first[key]).join(sentences);
  // What leads is one of several, and nothing that holds elsewhere.
  const begin = leading !== undefined && others.length > 0 ? on(leading.operations, general) : general;
  return [begin, ...others].join(sentences);
}

/** The row of a code in the table of all codes. */
export function catalogueRow(context: Context, { error, isCommon, operations, overrides, leading }: CodeUse): CodeRow {
  const { language } = context;
  const { t, label } = language;
  const first = language.errorText(leading?.error ?? error, leading?.operation.id);
  const differing = overrides.filter(({ error: other }) => other.meaning !== (leading?.error ?? error).meaning);
  const former: Inline = error.listed === 'former' ? [' ', t('error.former')] : '';
  return {
    error: { code: error.code, name: (leading?.error ?? error).name },
    id: String(error.code),
    retry: [...new Set([(leading?.error ?? error).retry, ...overrides.map(({ error: other }) => other.retry)])],
    meanings: [
      [inLanguage(first.tag, markdown(first.meaning)), former],
      ...differing.slice(0, fewOperations).map(({ operation, operations: all, error: other }): Inline => {
        const text = language.errorText(other, operation.id);
        return [onOperations(context, all), label('join.says'), inLanguage(text.tag, markdown(text.meaning))];
      }),
    ],
    remedy: inLanguage(first.tag, markdown(first.remedy)),
    operations: operationsCell(context, isCommon, operations),
    givers: operations.map((operation) => {
      const own = overrides.find((override) => override.operations.includes(operation));
      return { id: operation.id, retry: (own?.error ?? error).retry };
    }),
  };
}

function operationsCell(context: Context, isCommon: boolean, operations: readonly ApiOperation[]): Inline {
  return isCommon ? context.language.t('errors.every') : operationLinks(context, operations);
}
