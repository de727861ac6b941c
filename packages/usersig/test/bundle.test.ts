import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it, onTestFinished } from 'vitest';

const source = fileURLToPath(new URL('../src/index.ts', import.meta.url));

/** The modules in the one file that Vite makes of some exports, as in an app that imports no more. */
async function bundle(names: string) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-usersig-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const entry = join(folder, 'entry.ts');
  await writeFile(entry, `export { ${names} } from ${JSON.stringify(source)};`);
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: true, lib: { entry, formats: ['es'], fileName: 'entry' } },
  });
  const [output] = [result].flat();
  if (output === undefined || !('output' in output)) throw new Error('Vite gave no bundle.');
  const [chunk] = output.output;
  const rendered = Object.entries(chunk.modules).filter(([, { renderedLength }]) => renderedLength > 0);
  return rendered.map(([id]) => id);
}

describe('in a bundle', () => {
  it('signing and reading come without the inflater and the explanations', async () => {
    const modules = await bundle('signUserSig, readUserSig');
    expect(modules.filter((id) => id.includes('fflate'))).toStrictEqual([]);
    expect(
      modules.filter((id) => /explain|decode|unwrap|inflate\.ts/.test(id) && !id.includes('platform')),
    ).toStrictEqual([]);
  });

  it('verifying comes with the inflater', async () => {
    const modules = await bundle('verifyUserSig');
    expect(modules.filter((id) => id.includes('fflate'))).toHaveLength(1);
  });
});
