import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { start } from '../processes.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-setup-'));
  await mkdir(join(folder, 'scripts'));
  await mkdir(join(folder, 'packages'));
  await cp(inRoot('scripts', 'setup.mjs'), join(folder, 'scripts', 'setup.mjs'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const setup = (args: string[], env: NodeJS.ProcessEnv) =>
  start(process.execPath, [...args, join(folder, 'scripts', 'setup.mjs')], { cwd: folder, env });

describe('setup', () => {
  it('says which Node is needed when this one is too old', async () => {
    const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.19.0"})';
    const { ended, output } = setup(['--import', old], process.env);
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toBe(
      'This project needs Node 20.19 or newer; this is 18.19.0. Install a current Node from https://nodejs.org and try again.\n',
    );
  });

  it('says what to do when npm is missing', async () => {
    const { ended, output } = setup([], { PATH: folder });
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toContain('npm was not found. It comes with Node');
  });

  it('says what to do when the installation fails', async () => {
    // There is no lock in this folder, which npm refuses.
    const { npm_execpath: npm } = process.env;
    const { ended, output } = setup([], { ...process.env, ...(npm && { npm_execpath: npm }) });
    expect(await ended).toMatchObject({ code: 1 });
    expect(output()).toContain('The installation failed; npm says why above.');
  });
});
