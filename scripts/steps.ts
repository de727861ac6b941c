import { wasAskedToEnd } from './ending.mjs';
import { inRoot } from './paths.ts';
import { binary, runNode } from './run.ts';
import { installToolchains } from './toolchains.ts';
import { turbo } from './turbo.ts';

/** One thing that `npm run check` or `npm test` does. */
export interface Step {
  name: string;
  run(): Promise<number>;
}

const node =
  (script: string, ...args: string[]) =>
  async (): Promise<number> =>
    (await runNode(script, args)).code;

export const build: Step = { name: 'build', run: () => turbo('build', 'site') };
export const toolchains: Step = { name: 'toolchains', run: installToolchains };
export const lint: Step = {
  name: 'lint',
  run: node(binary('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings'),
};
const typesCache = ['--incremental', '--tsBuildInfoFile', inRoot('node_modules', '.cache', 'types.tsbuildinfo')];
export const types: Step = { name: 'types', run: node(binary('typescript', 'bin/tsc'), '-p', '.', ...typesCache) };
export const importRules = inRoot('scripts', 'imports.config.mjs');
export const imports: Step = {
  name: 'imports',
  run: node(
    binary('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
    ...['--config', importRules, 'spec', 'scripts', 'packages', 'generated', 'test'],
  ),
};
export const unitTests: Step = {
  name: 'unit tests',
  run: node(binary('vitest', 'vitest.mjs'), 'run', '--project', 'unit'),
};
/** Runs the tests of some folders, relative to the root; without a folder, all tests. */
export const runTests = (folders: readonly string[]): Promise<number> =>
  node(binary('vitest', 'vitest.mjs'), 'run', ...folders.map((folder) => `${folder}/`))();

/** Runs all steps, also after one has failed, and says of each how it went. Returns the names of those that failed. */
export async function runSteps(steps: Step[]): Promise<string[]> {
  const failed: string[] = [];
  const results: string[] = [];
  for (const { name, run } of steps) {
    process.stdout.write(`\n== ${name}\n`);
    const started = performance.now();
    const code = await run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    results.push(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    if (code !== 0) failed.push(name);
    // Who ends one step by a signal means them all.
    if (wasAskedToEnd(code)) process.exit(code);
  }
  process.stdout.write(`\n${results.join('\n')}\n`);
  return failed;
}
