import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';

/** Bundles a program of this folder with the built packages, in a folder that goes with the tests. Returns the file. */
export async function bundle(program: string): Promise<string> {
  if (!existsSync(inRoot('packages', 'client', 'dist', 'index.js'))) {
    throw new Error('The packages are not built. Run npm run build first; npm test does.');
  }
  const outDir = await mkdtemp(join(tmpdir(), 'chat-openapi-runtimes-'));
  afterAll(() => rm(outDir, { recursive: true, force: true }));
  await build({
    root: inRoot(),
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      target: 'es2022',
      minify: false,
      lib: { entry: inRoot('test', 'runtimes', program), formats: ['es'], fileName: () => 'program.mjs' },
      rolldownOptions: { external: /^(node|cloudflare):/, output: { codeSplitting: false } },
    },
  });
  return join(outDir, 'program.mjs');
}
