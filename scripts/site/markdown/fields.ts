import { countOf, type Field, type FieldList, innerTitle, type Kind } from '../model/fields.ts';
import { code, type Inline, joined } from '../model/inline.ts';
import { codeSpan, indent } from './escape.ts';
import type { TwinWriter } from './inline.ts';

/** The fields of an object as a list, with what is in them as lists below. */
export function fieldLines(writer: TwinWriter, { fields, kinds }: FieldList): string {
  return [...fields.map((field) => fieldLine(writer, field)), ...kinds.map((kind) => kindLine(writer, kind))].join(
    '\n',
  );
}

function fieldLine(writer: TwinWriter, field: Field): string {
  const { inline, view } = writer;
  const { name, type, isRequired, text, rules, doubts, publicReason, inner } = field;
  const about: Inline[] = [
    type,
    ...(isRequired ? [view.label('field.required')] : []),
    ...doubts.map((kind) => view.label(`evidence.${kind}`)),
  ];
  const label = name === '*' ? inline(view.label('field.anyName')) : codeSpan(name);
  const notes: Inline[] = [
    ...(rules.length === 0 ? [] : [joined(rules, view.label('join.items'))]),
    ...(publicReason === undefined ? [] : [view.t('field.public', { reason: publicReason })]),
  ];
  const said = [inline(text), inline(joined(notes, view.label('join.notes')))]
    .filter((part) => part.trim() !== '')
    .join(' — ');
  const line = `- ${label} (${inline(joined(about, ', '))})${said === '' ? '' : `: ${oneLine(said)}`}`;
  if (inner?.sameAs !== undefined) {
    return `${line} ${inline(view.t('field.same', { place: code(inner.sameAs) }))}`;
  }
  if (inner === undefined || countOf(inner) === 0) return line;
  // What stands in a list has another name than the field.
  const title = inner.of === name ? '' : ` — ${inline(innerTitle(view, inner))}:`;
  return `${line}${title}\n  ${indent(fieldLines(writer, inner))}`;
}

function kindLine(writer: TwinWriter, kind: Kind): string {
  const text = kind.text === undefined ? '' : `: ${oneLine(writer.inline(kind.text))}`;
  const line = `- **${codeSpan(kind.name)}**${text}`;
  return countOf(kind) === 0 ? line : `${line}\n  ${indent(fieldLines(writer, kind))}`;
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');
