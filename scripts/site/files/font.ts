import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

/** ASCII, and the signs of the site's own texts. Chinese and Japanese come with the reader's system. */
const characters = `${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => index + 32))}·…–—−‘’“”←→×©°éö\u00a0`;

/** The letters of the site, cut to what its English texts need: Inter, by the SIL Open Font License. */
export async function letters(): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
  return subsetFont(await readFile(file), characters, {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
  });
}
