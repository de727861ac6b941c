/**
 * Writes a document so that nothing of some length stands in it twice. Operations have their samples, codes and schemas in
 * common, and gzip sees only the last 32 kB: without this a third of it would be what stands there already.
 */
import { isObject } from '../../../spec/document.ts';
import { pieces, reference, type SharedDocument } from '../browser/redoc/shared.ts';

/** Shorter values, in characters of JSON, are cheaper than a reference. */
const shortest = 24;
/** A line of so many texts is one of what they are made from, such as the templates of samples. */
const ordinary = 120;

/**
 * @param document JSON. `unshare` makes it whole again.
 * @throws Error when it has a key that means a reference.
 */
export function share(document: unknown): SharedDocument {
  const cut = cutter(document);
  const insideOf = (value: unknown): unknown[] =>
    typeof value === 'string' ? piecesOf(value, cut) : isJsonNode(value) ? Object.values(value) : [];
  const counts = new Map<string, number>();
  const count = (value: unknown): void => {
    for (const one of insideOf(value)) count(one);
    const key = JSON.stringify(value);
    if (key.length >= shortest) counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  count(document);

  const shared: unknown[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (value: unknown): number | undefined => {
    const key = JSON.stringify(value);
    if ((counts.get(key) ?? 0) < 2) return undefined;
    const number = numbers.get(key) ?? shared.push(withInside(value)) - 1;
    numbers.set(key, number);
    return number;
  };
  const pack = (value: unknown): unknown => {
    const number = numberOf(value);
    return number === undefined ? withInside(value) : { [reference]: number };
  };
  const withInside = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const all = piecesOf(value, cut);
      return all.length === 0 ? value : { [pieces]: all.map((piece) => numberOf(piece) ?? piece) };
    }
    if (Array.isArray(value)) return value.map(pack);
    if (!isObject(value)) return value;
    const taken = [reference, pieces].find((key) => Object.hasOwn(value, key));
    if (taken !== undefined) throw new Error(`The document has the key "${taken}", which means a reference here.`);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pack(one)]));
  };
  return { document: pack(document), shared };
}

const isJsonNode = (value: unknown): value is object => typeof value === 'object' && value !== null;

type Cut = (text: string) => string[];

/** Cuts a text into stretches of ordinary lines, and single lines between them. */
function cutter(document: unknown): Cut {
  const counts = new Map<string, number>();
  const count = (value: unknown): void => {
    if (typeof value === 'string') for (const line of value.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
    else if (isJsonNode(value)) for (const one of Object.values(value)) count(one);
  };
  count(document);
  return (text) => {
    const stretches: string[][] = [];
    let follows = false;
    for (const line of text.split('\n')) {
      const isOrdinary = (counts.get(line) ?? 0) >= ordinary;
      if (isOrdinary && follows) stretches.at(-1)?.push(line);
      else stretches.push([line]);
      follows = isOrdinary;
    }
    return stretches.map((lines) => lines.join('\n'));
  };
}

/** Nothing when the text is one piece. */
function piecesOf(text: string, cut: Cut): string[] {
  const all = text.includes('\n') ? cut(text) : [];
  return all.length < 2 ? [] : all;
}
