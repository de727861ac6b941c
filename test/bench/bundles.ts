import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { operationIds } from '@chat-openapi/openapi';
import { build, type Plugin } from 'vite';
import { inRoot, root } from '../../scripts/paths.ts';
import { readBlocks } from '../programs.ts';

export interface Bundle {
  name: string;
  /** Bytes after gzip: of what an app loads at once, and of what only an `import()` loads. */
  bytes: number;
  lazyBytes: number;
}

/**
 * What the program of the client's README is to weigh at most, in bytes after gzip, without the texts of the codes. `npm run bench
 * client` says whether it does.
 */
export const targetBytes = 14 * 1024 + 40 * operationIds.length;

/** What it must not exceed meanwhile: what it weighs with all that decision 006 names. */
export const maxBytes = 18.1 * 1024 + 40 * operationIds.length;

/** Where the entry of one of our own bundles stands. */
export const ownEntry = (name: 'methods' | 'openapi-fetch' | 'plain' | 'signing'): string =>
  fileURLToPath(new URL(`./client/entries/${name}.ts`, import.meta.url));

/** Bundles the program of the client's README that handles failures, which uses what most programs need. */
export async function bundleReadme(): Promise<Bundle> {
  const blocks = await readBlocks('packages/client/README.md');
  const program = blocks.find(({ heading, language }) => heading === 'Failures' && language === 'ts');
  if (program === undefined) throw new Error('The README of the client has no program about failures.');
  const entry = inRoot('readme.ts');
  const plugin: Plugin = {
    name: 'readme',
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? program.code : null),
  };
  return bundle('readme', entry, undefined, [plugin]);
}

/**
 * Makes a minified module with everything in it that the entry needs, except for what it loads by `import()`. With a
 * folder it is written there; the programs run what is measured here.
 */
export async function bundle(name: string, entry: string, folder?: string, plugins: Plugin[] = []): Promise<Bundle> {
  const outputs = await build({
    configFile: false,
    envFile: false,
    root,
    logLevel: 'silent',
    plugins,
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
