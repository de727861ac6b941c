import { isObject, type JsonObject } from '@chat-openapi/openapi/document';
import { parseJson, type Remark, remarksOfBody } from './json.ts';
import { editsBetween } from './nearest.ts';

/** An answer, or an event that a webhook brought, on a line of its own. */
export interface AnswerLine {
  line: number;
  /** Null for what is known of no operation, and for an event. */
  operation: string | null;
  /** The command of the webhook; only of an event. */
  webhook?: string;
  status: number | undefined;
  body: unknown;
  remarks: Remark[];
}

export interface UnusableLine {
  line: number;
  problem: string;
}

/** Reads `{"operation", "status", "body"}` and `{"webhook", "body"}` lines. Lines that cannot be used are listed with the reason, empty ones are passed over. */
export function readLines(content: Uint8Array): { answers: AnswerLine[]; unusable: UnusableLine[] } {
  const answers: AnswerLine[] = [];
  const unusable: UnusableLine[] = [];
  const lines = splitLines(content);
  lines.forEach((bytes, index) => {
    const line = index + 1;
    const read = readLine(bytes, line);
    if (typeof read === 'string') unusable.push({ line, problem: read });
    else if (read !== undefined) answers.push(read);
  });
  if (answers.length === 0 && unusable.length === 0) {
    unusable.push({ line: 1, problem: 'there is no answer, and nothing is proven by none' });
  }
  return { answers, unusable };
}

function splitLines(content: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = content.indexOf(10); end !== -1; end = content.indexOf(10, start)) {
    lines.push(content.subarray(start, end));
    start = end + 1;
  }
  return [...lines, content.subarray(start)];
}

/** The answer, or what is wrong with the line; undefined for an empty one. */
function readLine(bytes: Uint8Array, line: number): AnswerLine | string | undefined {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'not UTF-8';
  }
  if (text.trim() === '') return undefined;
  let parsed: ReturnType<typeof parseJson>;
  try {
    parsed = parseJson(text);
  } catch {
    return 'not JSON';
  }
  const { value: entry, remarks } = parsed;
  if (!isObject(entry)) return 'not a JSON object';
  const twice = remarks.find(({ kind, pointer }) => kind === 'duplicate' && !pointer.startsWith('/body/'));
  if (twice !== undefined) return `${twice.text.slice(0, 40)} comes twice`;
  const misspelt = Object.keys(entry).find((key) => !keys.includes(key) && keys.some((known) => isMeant(key, known)));
  if (misspelt !== undefined) return `there is ${JSON.stringify(misspelt)}; ${keyNames} are read`;
  if ('webhook' in entry) return readEvent(entry, line, remarks);
  if (!('operation' in entry)) return '"operation" or "webhook" is missing; null checks the common form only';
  const { operation, status, body } = entry;
  if (operation !== null && typeof operation !== 'string') return '"operation" must be an operationId, a path or null';
  if (status !== undefined && !isStatus(status)) return '"status" must be an HTTP status, 100 to 599';
  if (!('body' in entry)) return '"body" is missing';
  return { line, operation, status: isStatus(status) ? status : undefined, body, remarks: remarksOfBody(remarks) };
}

function readEvent(entry: JsonObject, line: number, remarks: Remark[]): AnswerLine | string {
  const { webhook, body } = entry;
  if ('operation' in entry) return 'there are "operation" and "webhook"; a line is an answer or an event';
  if ('status' in entry) return 'an event has no "status"';
  if (typeof webhook !== 'string') return '"webhook" must be the command of a webhook';
  if (!('body' in entry)) return '"body" is missing';
  return { line, operation: null, webhook, status: undefined, body, remarks: remarksOfBody(remarks) };
}

const keys = ['operation', 'webhook', 'status', 'body'];
const keyNames = keys.map((key) => `"${key}"`).join(', ');

/** Other keys may stand in a line, but one that only has a wrong letter would be passed over. */
const isMeant = (key: string, known: string): boolean =>
  Math.abs(key.length - known.length) < 2 && editsBetween(key.trim().toLowerCase(), known) < 2;

const isStatus = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599;
