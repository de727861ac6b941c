import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { binary, runNode } from '../../scripts/run.ts';
import { importRules } from '../../scripts/steps.ts';

/** What the rules say of a tree of files. */
async function check(files: Record<string, string>): Promise<{ code: number; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-imports-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const tops = [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? ''))];
  const args = ['--config', importRules, ...tops];
  return runNode(binary('dependency-cruiser', 'bin/dependency-cruiser.mjs'), args, { cwd: folder, capture: true });
}

const form = 'export const form = 1;\nexport type Form = 1;\n';

it('an import that runs downwards is right', async () => {
  const files = { 'spec/document.ts': form, 'scripts/site/a.ts': "export { form } from '../../spec/document.ts';\n" };
  expect(await check(files)).toMatchObject({ code: 0 });
});

it.each([
  [
    'upwards, for a type alone',
    {
      'spec/document.ts': "import type { A } from '../scripts/site/a.ts';\nexport type B = A;\n",
      'scripts/site/a.ts': 'export type A = 1;\n',
    },
    'spec/document-imports-downwards',
  ],
  [
    'beside',
    {
      'packages/client/src/a.ts': "export { b } from '../../mock/src/b.ts';\n",
      'packages/mock/src/b.ts': 'export const b = 1;\n',
    },
    'client-imports-downwards',
  ],
  [
    'from a package into the scripts',
    {
      'packages/later/src/a.ts': "export { b } from '../../../scripts/b.ts';\n",
      'scripts/b.ts': 'export const b = 1;\n',
    },
    'packages-know-no-scripts',
  ],
  [
    'in a circle of types',
    {
      'scripts/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'scripts/b.ts': "import type { A } from './a.ts';\nexport type B = A | 1;\n",
    },
    'no-circles',
  ],
  ['to nowhere', { 'scripts/a.ts': "export { b } from './gone.ts';\n" }, 'every-import-leads-somewhere'],
])('an import %s is an error', async (_what, files, rule) => {
  const { code, output } = await check(files);
  expect(code).not.toBe(0);
  expect(output).toContain(rule);
});
