import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';

/** ASCII, and the signs of the site's own texts. Chinese and Japanese come with the reader's system. */
const characters = `${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => index + 32))}·…–—−‘’“”←→×©°éö\u00a0`;

/** What goes with the font wherever it goes. */
export async function lettersLicense(): Promise<string> {
  const require = createRequire(import.meta.url);
  return readFile(require.resolve('@fontsource-variable/inter/LICENSE'), 'utf8');
}

/** The letters of the site, cut to what its English texts need: Inter, by the SIL Open Font License. */
export async function letters(): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
  return subsetFont(await readFile(file), characters, {
    targetFormat: 'woff2',
    // Kerning, and figures of one width for tables. With its other features the font would weigh half as much again.
    keepFeatures: ['kern', 'tnum'],
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
  });
}
