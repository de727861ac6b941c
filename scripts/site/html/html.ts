/** A piece of HTML that is safe to stand in a page. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | undefined | false | readonly Part[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** Markup that was made safe elsewhere. */
export const raw = (markup: string): Html => ({ markup });

/** HTML in which every value that is not HTML itself is escaped. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return raw(strings.reduce((markup, string, index) => markup + textOf(parts[index - 1]) + string));
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(textOf).join('');
}
