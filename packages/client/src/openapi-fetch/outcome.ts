/** Success or refusal, decided by the body that is left after every middleware. */
import type { AnswerBody } from '../answer-body.ts';
import type { ParseAs } from './call-init.ts';

/** What openapi-fetch gives, which goes by the status of the response. */
export interface FetchResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What the service itself said; undefined when it was not asked. */
export type Said = { readonly refusal: AnswerBody | undefined } | undefined;

/**
 * Puts the body into `data` when its `ErrorCode` is 0, and into `error` when that is another number. A body that has none any
 * more is what the service has said of the call; without the service it is what openapi-fetch takes it for.
 */
export async function decide(result: FetchResult, parseAs: ParseAs, said: Said): Promise<FetchResult> {
  const { response } = result;
  const isData = 'data' in result;
  const { value, data } = isData ? await read(result.data, parseAs) : { value: result.error, data: undefined };
  const code = codeOf(value);
  const succeeded = code === undefined ? (said === undefined ? isData : said.refusal === undefined) : code === 0;
  if (!succeeded) return isData ? { error: value ?? said?.refusal, response } : result;
  return { data: isData ? data : writeAs(result.error, parseAs), response };
}

function codeOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('ErrorCode' in value)) return undefined;
  return typeof value.ErrorCode === 'number' ? value.ErrorCode : undefined;
}

/** The body as a value, and once more in the form that the caller wants. */
async function read(data: unknown, parseAs: ParseAs): Promise<{ value: unknown; data: unknown }> {
  if (parseAs === 'json') return { value: data, data };
  if (typeof data === 'string') return { value: parse(data), data };
  if (data instanceof Blob) return { value: parse(await data.text()), data };
  if (data instanceof ArrayBuffer) return { value: parse(new TextDecoder().decode(data)), data };
  if (!(data instanceof ReadableStream)) return { value: undefined, data };
  const bytes = await new Response(data).arrayBuffer();
  return { value: parse(new TextDecoder().decode(bytes)), data: new Response(bytes).body };
}

/** The text when it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A body that openapi-fetch took for an error, in the form that the caller wants. */
function writeAs(value: unknown, parseAs: ParseAs): unknown {
  if (parseAs === 'json') return value;
  const text = JSON.stringify(value);
  if (parseAs === 'text') return text;
  if (parseAs === 'blob') return new Blob([text], { type: 'application/json' });
  return parseAs === 'stream' ? new Response(text).body : new TextEncoder().encode(text).buffer;
}
