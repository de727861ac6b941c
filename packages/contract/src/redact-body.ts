/**
 * Redacts a body by the schemas of its places, closed by default: a value is shown when the document says that it may be, and
 * everything else is replaced. Works on the tokens of the text, so that what a parser would lose is still there, and no depth is
 * too much.
 */
import { isObject, type JsonObject } from '@chat-openapi/openapi/document';
import { tokensOf } from './json.ts';
import type { Place, Shape } from './schema.ts';
import { isOfType, type StandIns } from './stand-ins.ts';

/** A redacted body. What it says in words is redacted last, when all is known that must not stand in it. */
export type Pieces = (string | { words: string })[];

/** What replaces the names of fields that the document does not know. */
export type NameOf = (name: string) => string;

interface Frame {
  value: unknown;
  shape: Shape;
  isObject: boolean;
  key: string | number;
  /** The field's own name, where the document knows it. */
  known: boolean;
  /** Whether the next string is a key. */
  atKey: boolean;
}

/**
 * @param text JSON.
 * @param value The same, parsed.
 */
export function redactBody(text: string, value: unknown, place: Place, standIns: StandIns, nameOf: NameOf): Pieces {
  const pieces: Pieces = [];
  const frames: Frame[] = [];
  const tokens = tokensOf(text);
  for (let index = 0; index < tokens.length; index += 1) {
    const { text: token } = tokens[index] ?? { text: '' };
    const frame = frames.at(-1);
    if (token === '}' || token === ']') {
      frames.pop();
      pieces.push(token);
    } else if (token === ',' || token === ':') {
      pieces.push(token);
      if (token === ',' && frame !== undefined) next(frame);
      else if (frame !== undefined) frame.atKey = false;
    } else if (frame?.atKey) {
      const name = String(JSON.parse(token));
      frame.key = name;
      frame.known = frame.shape.fields.has(name);
      pieces.push(frame.known ? token : JSON.stringify(nameOf(name)));
    } else {
      const at = frame === undefined ? place : placeIn(frame);
      const inner = frame === undefined ? value : valueIn(frame);
      const opens = token === '{' || token === '[';
      if (at === undefined) {
        const end = opens ? endOf(tokens, index) : index;
        pieces.push(JSON.stringify(replaceWhole(text, tokens.slice(index, end + 1), standIns)));
        index = end;
      } else if (opens) {
        frames.push(open(token, inner, at));
        pieces.push(token);
      } else {
        pieces.push(redactValue(token, at.shapeOf(undefined).parts, frame?.known ? frame.key : '', standIns));
      }
    }
  }
  return pieces;
}

const open = (token: string, value: unknown, place: Place): Frame => ({
  value,
  shape: place.shapeOf(value),
  isObject: token === '{',
  key: token === '{' ? '' : 0,
  known: false,
  atKey: token === '{',
});

function next(frame: Frame): void {
  frame.atKey = frame.isObject;
  if (typeof frame.key === 'number') frame.key += 1;
}

function placeIn({ isObject: inObject, shape, key }: Frame): Place | undefined {
  return inObject ? (shape.fields.get(String(key)) ?? shape.others) : shape.items;
}

function valueIn({ value, key }: Frame): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
}

type Token = ReturnType<typeof tokensOf>[number];

/** The index of the token that closes what opens here. */
function endOf(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index += 1) {
    const { text = '' } = tokens[index] ?? {};
    if (text === '{' || text === '[') depth += 1;
    if (text === '}' || text === ']') depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length - 1;
}

/** What the document does not know is replaced as a whole. Its texts are remembered, because other places may quote them. */
function replaceWhole(text: string, tokens: readonly Token[], standIns: StandIns): string {
  const [first, last = first] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return standIns.text('');
  if (tokens.length === 1)
    return first.text.startsWith('"') ? ownText(first.text, standIns) : standIns.text(first.text);
  for (const token of tokens) if (token.text.startsWith('"')) ownText(token.text, standIns);
  return standIns.text(text.slice(first.index, last.index + last.text.length));
}

const ownText = (token: string, standIns: StandIns): string => {
  const text = String(JSON.parse(token));
  return text === '' ? '' : standIns.text(text);
};

/** A value that is neither object nor list, as JSON. */
function redactValue(
  token: string,
  parts: readonly JsonObject[],
  field: string | number,
  standIns: StandIns,
): string | { words: string } {
  const value: unknown = JSON.parse(token);
  if (value === null || value === '' || isPublic(value, parts, field)) return token;
  if (typeof value === 'string')
    return field === 'ErrorInfo' ? { words: value } : JSON.stringify(standIns.text(value, parts));
  if (typeof value === 'number') return JSON.stringify(standIns.number(value, parts));
  return JSON.stringify(standIns.boolean(value === true, parts));
}

/** Whether a value may be shown: what decides the outcome, what the document names itself, and what it marks with `x-public`. */
export function isPublic(value: unknown, parts: readonly JsonObject[], field: string | number): boolean {
  if (field === 'ErrorCode') return typeof value === 'number';
  if (field === 'ActionStatus' && (value === 'OK' || value === 'FAIL')) return true;
  const named = parts.some(
    ({ const: only, enum: allowed }) => only === value || (Array.isArray(allowed) && allowed.includes(value)),
  );
  if (named) return true;
  if (!parts.some((part) => typeof part['x-public'] === 'string')) return false;
  // What is of another type than it should be is not what the document says may be shown.
  const types = parts.flatMap(({ type }) => [type].flat()).filter((type) => typeof type === 'string');
  return types.length > 0 && types.every((type) => isOfType(type, value));
}
