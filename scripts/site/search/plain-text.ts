import type { FieldList } from '../model/fields.ts';
import type { Inline, Piece } from '../model/inline.ts';
import { plain } from '../model/words.ts';

/** What a reader sees of a text. */
export function inlineText(text: Inline): string {
  if (typeof text === 'string') return text;
  if (typeof text === 'number') return String(text);
  return 'kind' in text ? pieceText(text) : text.map(inlineText).join('');
}

function pieceText(piece: Piece): string {
  if (piece.kind === 'code') return piece.text;
  if (piece.kind === 'markdown') return plain(piece.text);
  if (piece.kind !== 'message') return inlineText(piece.text);
  const { text, values } = piece;
  return plain(text).replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : inlineText(value);
  });
}

/** What is said of fields, and the values that they can have; bounds are on the page. */
export function fieldTexts({ fields, kinds }: FieldList): string[] {
  return [
    ...fields.flatMap(({ text, rules, inner }) => [
      inlineText(text),
      ...rules.filter(namesValues).map(inlineText),
      ...(inner === undefined ? [] : fieldTexts(inner)),
    ]),
    ...kinds.flatMap((kind) => [kind.text === undefined ? '' : inlineText(kind.text), ...fieldTexts(kind)]),
  ];
}

const namesValues = (rule: Inline): boolean =>
  typeof rule === 'object' &&
  'kind' in rule &&
  rule.kind === 'message' &&
  Object.values(rule.values).some((value) => typeof value !== 'number');

/** The ids of all fields and forms, each before those inside of it. */
export function fieldIds({ fields, kinds }: FieldList): string[] {
  return [
    ...fields.flatMap(({ id, inner }) => [id, ...(inner === undefined ? [] : fieldIds(inner))]),
    ...kinds.flatMap((kind) => [kind.id, ...fieldIds(kind)]),
  ];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What a reader sees of some markup. */
export const markupText = (markup: string): string =>
  markup
    .replace(/<\/?(code|em|strong|a|span|b|i|wbr)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => entities[name] ?? "'")
    .replace(/\s+/g, ' ')
    .trim();
