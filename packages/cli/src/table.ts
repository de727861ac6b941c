import type { Output } from './context.ts';

/** The least room for the last column; below it the column stands under the others. */
const leastRoom = 24;

/** Columns side by side. On a terminal the last one is folded to what fits, so that no line is broken by chance. */
export function asTable(rows: readonly (readonly string[])[], { isTTY, columns = 80 }: Output): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.slice(0, -1).map((cell, index) => Math.max(widest[index] ?? 0, cell.length)),
    [],
  );
  const indent = widths.reduce((sum, width) => sum + width + 2, 0);
  const room = isTTY === true ? columns - indent : Number.POSITIVE_INFINITY;
  return rows.map((row) => lineOf(row, widths, indent, room, columns)).join('\n');
}

function lineOf(
  row: readonly string[],
  widths: readonly number[],
  indent: number,
  room: number,
  columns: number,
): string {
  const last = row.at(-1) ?? '';
  const before = row.slice(0, -1).map((cell, index) => `${cell.padEnd(widths[index] ?? 0)}  `);
  if (room >= leastRoom) return `${before.join('')}${fold(last, room).join(`\n${' '.repeat(indent)}`)}`.trimEnd();
  return [before.join('').trimEnd(), ...fold(last, columns - 4).map((line) => `    ${line}`)].join('\n');
}

/** Breaks a text between words. A longer word stays whole. */
export function fold(text: string, room: number): string[] {
  if (text.length <= room) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A text whose lines are folded to a terminal. In a pipe it stays as it is. */
export function folded(text: string, { isTTY, columns = 80 }: Output): string {
  if (isTTY !== true) return text;
  const lines = text.split('\n').flatMap((line) => {
    const [indent = ''] = /^ */.exec(line) ?? [];
    return fold(line.slice(indent.length), columns - indent.length).map((part) => indent + part);
  });
  return lines.join('\n');
}
