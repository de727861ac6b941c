import { readFile } from 'node:fs/promises';
import { transform } from 'lightningcss';

/** Files of the folder `style` as one, in this order. `font`: the file of the letters, which stands beside the style. */
export async function style(font: string, ...names: string[]): Promise<string> {
  const parts = names.map((name) => readFile(new URL(`../style/${name}.css`, import.meta.url), 'utf8'));
  const css = (await Promise.all(parts)).join('').replace('inter.woff2', font.replace('assets/', ''));
  // Comments and indentation are for those who read the sources.
  return transform({ filename: 'style.css', code: Buffer.from(css), minify: true }).code.toString();
}

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b57d0"/><path d="M13 9c-3 0-3 2-3 4s-1 3-3 3c2 0 3 1 3 3s0 4 3 4M19 9c3 0 3 2 3 4s1 3 3 3c-2 0-3 1-3 3s0 4-3 4" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/><circle cx="16" cy="16" r="2" fill="#fff"/></svg>
`;
