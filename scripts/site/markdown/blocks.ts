/** Writes what a page is made of as Markdown. Forms and links within the page are left out. */
import type { Block, CodeRow, List, Outline } from '../model/blocks.ts';
import { code, joined, link } from '../model/inline.ts';
import { cell, codeFence, codeSpan, escapeStart, indent } from './escape.ts';
import { fieldLines } from './fields.ts';
import type { TwinWriter } from './inline.ts';

export const blocksMarkdown = (writer: TwinWriter, blocks: readonly Block[]): string =>
  blocks
    .map((block) => blockMarkdown(writer, block))
    .filter((text) => text.trim() !== '')
    .join('\n\n');

function blockMarkdown(writer: TwinWriter, block: Block): string {
  const { inline, view } = writer;
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(6, block.level + writer.shift))} ${inline(block.text)}`;
    case 'paragraph':
      return block.role === 'note' ? `> ${inline(block.text)}` : escapeStart(inline(block.text));
    case 'prose':
      return writer.prose(block.text);
    case 'list':
      return listLines(writer, block);
    case 'endpoint':
      return codeSpan(block.method === undefined ? block.path : `${block.method} ${block.path}`);
    case 'facts':
      return block.items
        .map(
          ({ term, values, note }) =>
            `- **${inline(term)}**: ${inline(joined(values, '; '))}${note === undefined ? '' : `${view.label('join.notes')}${inline(note)}`}`,
        )
        .join('\n');
    case 'fields':
      return fieldLines(writer, block.list);
    case 'codes':
      return codeLines(writer, block.rows);
    case 'table':
      return tableLines(
        block.heads.map((head) => inline(head)),
        block.rows.map(({ cells }) => cells.map((one) => inline(one))),
      );
    case 'code': {
      const title = block.title === undefined ? '' : `${inline(block.title)}:\n\n`;
      return title + codeFence(block.text, block.language);
    }
    case 'samples':
      return [
        `${'#'.repeat(Math.min(6, 2 + writer.shift))} ${inline(view.label('operation.samples'))}`,
        ...block.samples.map(({ label, language, text }) => `${inline(label)}:\n\n${codeFence(text, language)}`),
      ].join('\n\n');
    case 'answer':
      return `${inline(block.title)}, ${inline(block.status)}:\n\n${codeFence(block.text, 'json')}`;
    case 'cards':
      return block.items.map(({ to, title, text }) => `- ${inline(link(to, title))}: ${inline(text)}`).join('\n');
    case 'outline':
      return outlineLines(writer, block);
    case 'legend':
      return block.items.map(({ term, text }) => `- **${inline(term)}**: ${inline(text)}`).join('\n');
    case 'aside':
    case 'live':
      return blocksMarkdown(writer, block.blocks);
    case 'details':
      return `**${inline(block.summary)}**\n\n${blocksMarkdown(writer, block.blocks)}`;
    case 'jumps':
    case 'place':
    case 'action':
    case 'try':
    case 'filter':
      return '';
  }
}

function listLines(writer: TwinWriter, { items }: List): string {
  return items
    .map(({ text, below }) => {
      const line = `- ${writer.inline(text)}`;
      return below === undefined ? line : `${line}\n  ${indent(listLines(writer, below))}`;
    })
    .join('\n');
}

function tableLines(heads: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heads), `|${' --- |'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

function codeLines({ inline, view }: TwinWriter, rows: readonly CodeRow[]): string {
  const withOperations = rows.some(({ operations }) => operations !== undefined);
  const heads = [
    'error.code',
    'error.meaning',
    'error.remedy',
    'error.repeat',
    ...(withOperations ? ['error.operation'] : []),
  ];
  return tableLines(
    heads.map((key) => inline(view.label(key))),
    rows.map(({ error, retry, meanings, remedy, operations }) => [
      `${inline(link(`errors/${error.code}.html`, error.code))} ${inline(code(error.name))}`,
      meanings.map(inline).join(' '),
      inline(remedy),
      retry.map((kind) => view.label(`retry.${kind}`)).join(', '),
      ...(withOperations ? [inline(operations)] : []),
    ]),
  );
}

function outlineLines(writer: TwinWriter, { sections }: Outline): string {
  const { inline, shift } = writer;
  return sections
    .map(({ title, groups }) => {
      const lines = groups.map(({ title: name, to, items }) => {
        const label = to === undefined ? inline(name) : inline(link(to, name));
        return `- ${label}\n${items.map((item) => `  - ${inline(link(item.to, item.text))}`).join('\n')}`;
      });
      return `${'#'.repeat(Math.min(6, 2 + shift))} ${inline(title)}\n\n${lines.join('\n')}`;
    })
    .join('\n\n');
}
