import { docsUrl, type OperationId, type RetryClass } from '@chat-openapi/openapi';

/** What the document says of a code. The texts are Markdown. */
export interface ErrorCodeText {
  name: string;
  meaning: string;
  remedy: string;
  retry: RetryClass;
  /** The address of the guide that helps, where there is one. */
  guide?: string;
}

/**
 * Meaning and remedy of a code, as the operation's own page has it when an operation is given. The texts are loaded when
 * this is called for the first time, and only then.
 *
 * @example
 * if (isChatApiError(error)) console.error((await explainErrorCode(error.code, error.operation))?.remedy);
 *
 * @returns undefined for a code that the document does not know.
 */
export async function explainErrorCode(code: number, operation?: OperationId): Promise<ErrorCodeText | undefined> {
  const { errorCatalogue, errorOverrides } = await import('@chat-openapi/openapi/catalogue');
  const own = operation === undefined ? undefined : errorOverrides[operation]?.[code];
  const found = own ?? errorCatalogue[code];
  if (found === undefined) return undefined;
  const { name, meaning, remedy, retry, guide } = found;
  return { name, meaning, remedy, retry, ...(guide === undefined ? {} : { guide: `${docsUrl}${guide}` }) };
}
