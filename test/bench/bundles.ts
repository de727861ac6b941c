import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from '../../scripts/paths.ts';

export interface Bundle {
  name: string;
  /** Bytes after gzip: of what an app loads at once, and of what only an `import()` loads. */
  bytes: number;
  lazyBytes: number;
}

/** The limits of what this project makes, in bytes after gzip. */
export const sizeLimits = { methods: 6000, face: 9000 } as const;

/** Where the entry of one of our own bundles stands. */
export const ownEntry = (name: 'methods' | 'face' | 'plain' | 'signing'): string =>
  fileURLToPath(new URL(`./entries/${name}.ts`, import.meta.url));

/**
 * Makes a minified module with everything in it that the entry needs, except for what it loads by `import()`. With a
 * folder it is written there; the programs run what is measured here.
 */
export async function bundle(name: string, entry: string, folder?: string): Promise<Bundle> {
  const outputs = await build({
    configFile: false,
    envFile: false,
    root,
    logLevel: 'silent',
    resolve: { conditions: ['@chat-openapi/source', 'module'] },
    build: {
      target: 'esnext',
      write: folder !== undefined,
      ...(folder === undefined ? {} : { outDir: folder }),
      emptyOutDir: false,
      lib: { entry, formats: ['es'], fileName: () => `${name}.mjs` },
      // On its own, Vite leaves the white space in a library.
      rolldownOptions: { output: { minify: true, chunkFileNames: `${name}-[name].mjs` } },
    },
  });
  const chunks = (Array.isArray(outputs) ? outputs : [outputs]).flatMap((output) => {
    if (!('output' in output)) throw new Error('Vite is watching files instead of building once.');
    return output.output.map((chunk) => {
      if (chunk.type !== 'chunk') throw new Error(`${name}: ${chunk.fileName} is no program.`);
      return chunk;
    });
  });
  // What is loaded at once: the entry, and what it imports, and what that imports.
  const atOnce = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const fileName of atOnce) {
    for (const imported of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) atOnce.add(imported);
  }
  const sizeOf = (wanted: boolean): number =>
    chunks
      .filter(({ fileName }) => atOnce.has(fileName) === wanted)
      .reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
  return { name, bytes: sizeOf(true), lazyBytes: sizeOf(false) };
}
