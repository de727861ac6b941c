/** Brings the index into the page: names first, for the first results, and then the texts. */
import { loadScript } from '../load-script.ts';
import { pageData } from '../page-data.ts';
import { SearchIndex } from './engine.ts';
import { unpackNames } from './packed.ts';
import { unpackTexts } from './texts.ts';

/** Work in one piece, in milliseconds. */
const slice = 16;

/** @param onIndex Called with each index that is better than the one before. */
export async function loadIndex(onIndex: (index: SearchIndex) => void): Promise<void> {
  await loadScript(pageData.search.names);
  if (globalThis.searchNames === undefined) throw new Error(pageData.search.names);
  const names = unpackNames(globalThis.searchNames);
  const index = await inSlices(SearchIndex.over(names));
  onIndex(index);
  await loadScript(pageData.search.texts);
  onIndex(await inSlices(index.withTexts(unpackTexts(globalThis.searchTexts ?? []))));
}

/** Takes steps until all are taken, and lets the page breathe in between. */
async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const end = performance.now() + slice;
    do {
      const { done, value } = steps.next();
      if (done) {
        // Showing what is found is work of its own.
        await pause();
        return value;
      }
    } while (performance.now() < end);
    await pause();
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
