import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SearchNames } from '../../scripts/site/browser/search/data.ts';
import { SearchIndex } from '../../scripts/site/browser/search/engine.ts';
import { type PackedNames, unpackNames } from '../../scripts/site/browser/search/packed.ts';
import { unpackTexts } from '../../scripts/site/browser/search/texts.ts';

export interface BuiltSearch {
  names: SearchNames;
  texts: string[];
  /** As it is for the first results. */
  byNames: SearchIndex;
  whole: SearchIndex;
}

/** The search of a language as a page has it, over the files of a site. */
export async function readSearch(docs: string, language: string): Promise<BuiltSearch> {
  const read = async <T>(name: string): Promise<T> => {
    const script = await readFile(join(docs, 'assets', `${name}.${language}.js`), 'utf8');
    return JSON.parse(script.slice(script.indexOf('=') + 1, script.lastIndexOf(';')));
  };
  const [packed, packedTexts] = await Promise.all([read<PackedNames>('names'), read<string[]>('texts')]);
  const names = unpackNames(packed);
  const texts = [...unpackTexts(packedTexts)];
  const byNames = finish(SearchIndex.over(names));
  return { names, texts, byNames, whole: finish(byNames.withTexts(texts)) };
}

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
