/** Reads the JSON document of a UserSig. */
export interface SignatureDocument {
  fields: Record<string, unknown>;
  /** Whether a name stands in it more than once, without regard to case: readers take the first, the last or either. */
  ambiguous: boolean;
}

/** The document, when the bytes are UTF-8 and a JSON object. */
export function readDocument(bytes: Uint8Array): SignatureDocument | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const fields: unknown = JSON.parse(text);
    return isRecord(fields) ? { fields, ambiguous: hasTwice(namesIn(text)) } : undefined;
  } catch {
    return undefined;
  }
}

/** The names in an object, in the order of the text, which is known to be JSON. */
function namesIn(json: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const { 0: token, 1: colon } of json.matchAll(/(?:"(?:[^"\\]|\\.)*"|[{}[\]])(\s*:)?/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1 && colon !== undefined) names.push(JSON.parse(token.slice(0, -colon.length)));
  }
  return names;
}

/** Go's reader folds case, also that of the two letters outside ASCII which have an ASCII form. */
function hasTwice(names: string[]): boolean {
  return new Set(names.map((name) => name.toUpperCase().toLowerCase())).size < names.length;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
