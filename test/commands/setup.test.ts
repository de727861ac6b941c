import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { expectEnd, startGroup } from '../process-group.ts';
import { start } from '../processes.ts';

let folder: string;
let script: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-setup-'));
  script = join(folder, 'scripts', 'setup.mjs');
  await mkdir(join(folder, 'scripts'));
  await mkdir(join(folder, 'packages'));
  for (const name of ['setup', 'child', 'ending', 'process-tree']) {
    await cp(inRoot('scripts', `${name}.mjs`), join(folder, 'scripts', `${name}.mjs`));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const setup = (args: string[], env: NodeJS.ProcessEnv) =>
  start(process.execPath, [...args, script], { cwd: folder, env });

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
    expect(output()).toContain('package-lock.json');
  });

  it.runIf(process.platform === 'linux').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s in the middle of the installation, and blames nothing', async (signal, code) => {
    const npm = join(folder, 'npm.mjs');
    // As npm does when it is ended by a signal, and slower.
    await writeFile(
      npm,
      `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
        process.stderr.write('npm error code ELOCK\\n');
        setTimeout(() => process.exit(1), 100);
      });
      setInterval(() => {}, 1000);
      process.stderr.write('npm warn it has begun\\n');`,
    );
    await using group = await startGroup(process.execPath, [script], {
      cwd: folder,
      env: { ...process.env, npm_execpath: npm },
    });
    await group.says(/Installing what package-lock\.json names/);
    expectEnd(await group.end(signal), code);
    expect(group.output()).toBe('Installing what package-lock.json names. The first time takes about a minute.\n');
  });
});
