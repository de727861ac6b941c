/** Reads the JSON document of a UserSig. */
export interface SignatureDocument {
  fields: Record<string, unknown>;
  /** The numbers among the fields, as they stand in the text: `86400.0` and `86400` are the same number, signed as other lines. */
  numbers: ReadonlyMap<string, string>;
  /** Whether a name stands in it more than once, without regard to case: readers take the first, the last or either. */
  ambiguous: boolean;
}

/** The document, when the bytes are UTF-8 and a JSON object. */
export function readDocument(bytes: Uint8Array): SignatureDocument | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const fields: unknown = JSON.parse(text);
    if (!isRecord(fields)) return undefined;
    const members = membersOf(text);
    const numbers = new Map(members.flatMap(({ name, number }) => (number === undefined ? [] : [[name, number]])));
    return { fields, numbers, ambiguous: hasTwice(members.map(({ name }) => name)) };
  } catch {
    return undefined;
  }
}

interface Member {
  name: string;
  /** The text of its value, when that is a number. */
  number: string | undefined;
}

/** The members of an object, in the order of the text, which is known to be JSON. */
function membersOf(json: string): Member[] {
  const members: Member[] = [];
  let depth = 0;
  for (const { 0: whole, 1: name, 2: number } of json.matchAll(
    /("(?:[^"\\]|\\.)*")\s*:\s*(-?\d[\d.eE+-]*)?|"(?:[^"\\]|\\.)*"|[{}[\]]/g,
  )) {
    if (name !== undefined) {
      if (depth === 1) members.push({ name: JSON.parse(name), number });
    } else if (whole === '{' || whole === '[') depth++;
    else if (whole === '}' || whole === ']') depth--;
  }
  return members;
}

function hasTwice(names: string[]): boolean {
  return new Set(names.map(foldName)).size < names.length;
}

/** Go's reader folds case, also that of the two letters outside ASCII which have an ASCII form. */
export const foldName = (name: string): string => name.toUpperCase().toLowerCase();

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
