import type { Language } from '../languages.ts';
import { plain } from '../model/words.ts';
import type { CodeUse } from '../pages/code-rows.ts';

/** What each code means, as a script, because pages from a folder cannot fetch. Loaded when a code comes that is not on the page. */
export function codesScript(language: Language, uses: ReadonlyMap<number, CodeUse>): string {
  const texts = [...uses.values()].map(({ error }): [string, [string, string]] => [
    String(error.code),
    [error.name, plain(language.errorText(error).meaning)],
  ]);
  return `globalThis.codeTexts=${JSON.stringify(Object.fromEntries(texts))};\n`;
}
