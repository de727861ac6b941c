import type { SearchNames } from '../browser/search/data.ts';
import { packNames } from '../browser/search/packed.ts';
import { packTexts } from '../browser/search/texts.ts';

/** The names of all pages as a script, because pages from a folder cannot fetch. */
export const namesScript = (names: SearchNames): string =>
  `globalThis.searchNames=${JSON.stringify(packNames(names))};\n`;

/** The texts of all pages, which are loaded after the names. */
export const textsScript = (texts: readonly string[]): string =>
  `globalThis.searchTexts=${JSON.stringify(packTexts(texts))};\n`;
