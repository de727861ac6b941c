import { joined, link } from '../model/inline.ts';
import type { Page } from '../model/page.ts';
import type { View } from '../view.ts';
import { blocksMarkdown } from './blocks.ts';
import { createTwinWriter } from './inline.ts';

/**
 * A page as Markdown, linked to the other pages' Markdown. Its first line leads to the list of everything.
 *
 * @param below Pages that follow it in the same file.
 */
export function pageMarkdown(view: View, page: Page, below: readonly Page[] = []): string {
  const { inline } = createTwinWriter(view);
  const crumbs = page.crumbs.map(({ to, text }) => link(to, text));
  const head = joined([link('llms.txt', 'llms.txt'), ...crumbs], ' / ');
  return `${[inline(head), ...[page, ...below].map((one, index) => textOf(view, one, index === 0 ? 0 : 1))].join('\n\n')}\n`;
}

/** Title and text of a page. `shift`: how many levels lower its headings stand. */
export function textOf(view: View, page: Page, shift: number): string {
  const writer = createTwinWriter(view, shift);
  const parts = [page.intro, page.blocks, page.aside ?? []].map((blocks) => blocksMarkdown(writer, blocks));
  const title = `${'#'.repeat(1 + shift)} ${writer.inline(page.heading)}`;
  return [title, ...parts].filter((part) => part !== '').join('\n\n');
}
