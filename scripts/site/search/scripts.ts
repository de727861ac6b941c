import type { LateWords, SearchNames } from '../browser/search/data.ts';
import { packNames } from '../browser/search/packed.ts';
import { packTexts } from '../browser/search/texts.ts';

/** The names of all pages as a script, because pages from a folder cannot fetch. */
export const namesScript = (names: SearchNames): string =>
  `globalThis.searchNames=${JSON.stringify(packNames(names))};\n`;

/** The texts of all pages, which are loaded after the names, and what can wait as long. */
export const textsScript = (texts: readonly string[], late: LateWords): string =>
  `globalThis.searchTexts=${JSON.stringify(packTexts([...texts, JSON.stringify(late)]))};\n`;
