/** Parses and writes JSON, and says what is lost by it. */
import { isObject } from '@chat-openapi/openapi/document';

/** A value of which parsed JSON says less than its text did. */
export interface Remark {
  /** JSON pointer to the value. */
  pointer: string;
  /** A key that comes twice in its object, or a number that a double does not hold. */
  kind: 'duplicate' | 'number';
  text: string;
}

export interface Parsed {
  value: unknown;
  remarks: Remark[];
}

/** More would say nothing new. */
const maxRemarks = 100;

/**
 * Parses JSON and says what is lost by it: of keys that come twice only the last is kept, and numbers are rounded.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): Parsed {
  const value: unknown = JSON.parse(text);
  return { value, remarks: losesNothing(text, value) ? [] : remark(text) };
}

/**
 * Whether it shows at a glance that nothing was lost, as in nearly every answer: no number is long enough to be rounded, and there
 * are as many keys as were written. It is two times as fast to look first.
 */
function losesNothing(text: string, value: unknown): boolean {
  if (/\d{16}|\de\+?\d{3}/i.test(text)) return false;
  // A quote inside of a text may be counted as well, which only makes it look twice.
  return countKeys(value) === (text.match(/"\s*:/g)?.length ?? 0);
}

/** Without recursion, because nesting may be as deep as the text is long. */
function countKeys(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const items: unknown[] = Object.values(node);
    if (!Array.isArray(node)) count += items.length;
    for (const item of items) if (typeof item === 'object') open.push(item);
  }
  return count;
}

interface Frame {
  keys: Set<string> | undefined;
  key: string | number;
  /** Whether the next string is a key. */
  atKey: boolean;
}

/** A token of JSON, and where it stands. */
export interface Token {
  text: string;
  index: number;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/** The tokens of a text that is JSON. */
export const tokensOf = (text: string): Token[] =>
  Array.from(text.matchAll(token), ({ 0: part, index }) => ({ text: part, index }));

/** Walks the tokens of a text that is JSON; without recursion, because nesting may be as deep as the text is long. */
function remark(text: string): Remark[] {
  const frames: Frame[] = [];
  const remarks: Remark[] = [];
  const add = (kind: Remark['kind'], found: string): void => {
    if (remarks.length < maxRemarks) {
      remarks.push({ kind, pointer: pointerOf(frames.map(({ key }) => key)), text: found });
    }
  };
  for (const [part] of text.matchAll(token)) {
    const frame = frames.at(-1);
    if (part === '{') frames.push({ keys: new Set(), key: '', atKey: true });
    else if (part === '[') frames.push({ keys: undefined, key: 0, atKey: false });
    else if (part === '}' || part === ']') frames.pop();
    else if (part === ',' && frame !== undefined) {
      frame.atKey = frame.keys !== undefined;
      if (typeof frame.key === 'number') frame.key += 1;
    } else if (part === ':' && frame !== undefined) frame.atKey = false;
    else if (part.startsWith('"') && frame?.atKey && frame.keys !== undefined) {
      frame.key = String(JSON.parse(part));
      if (frame.keys.has(frame.key)) add('duplicate', part);
      frame.keys.add(frame.key);
    } else if (/^[-\d]/.test(part) && isRounded(part)) add('number', part);
  }
  return remarks;
}

/** Whether another number than the one that is written comes out of it. Rounding behind a decimal point is expected. */
function isRounded(text: string): boolean {
  const value = Number(text);
  if (!Number.isFinite(value)) return true;
  return /^-?\d+$/.test(text) && BigInt(text) !== BigInt(value);
}

export const pointerOf = (keys: readonly (string | number)[]): string =>
  keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A value as it is shown in a report: one line, not too long. */
export function show(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    return 'a value that is nested too deeply to be shown';
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** JSON text with the keys of all objects in alphabetical order. */
export function stableJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, item: unknown) =>
      isObject(item) ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))) : item,
    indent,
  );
}

/** What was lost in `body`, seen from there. */
export function remarksOfBody(remarks: readonly Remark[]): Remark[] {
  return remarks
    .filter(({ pointer }) => pointer.startsWith('/body/'))
    .map((remark) => ({ ...remark, pointer: remark.pointer.slice('/body'.length) }));
}
