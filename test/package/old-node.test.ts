/** The programs of the packages on a Node that is too old for them. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { node22 } from '../toolchains/installed.ts';
import { installPacked, run } from './packed.ts';

/** A Node of the machine's own. */
const own = '/usr/bin/node';
const versionOfOwn = existsSync(own)
  ? execFileSync(own, ['--version'], { encoding: 'utf8' }).trim().slice(1)
  : undefined;
const isOld = versionOfOwn !== undefined && Number(versionOfOwn.split('.')[0]) < 22;
/** Makes this very Node say that it is an older one. */
const pretend = (version: string) => [
  '--import',
  `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '${version}' })`,
];
let project: string;

beforeAll(async () => {
  project = await installPacked(['openapi', 'usersig', 'client', 'mock', 'contract', 'redis-quota', 'cli']);
});

describe.for([
  { name: 'chat-mock', folder: 'mock', needed: '22.12' },
  { name: 'chat-contract', folder: 'contract', needed: '22.12' },
  { name: 'chat-openapi', folder: 'cli', needed: '22.13' },
])('the program $name', ({ name, folder, needed }) => {
  const program = () => join(project, 'node_modules', '.bin', name);

  it('says on an old Node which one it needs, and nothing else', async (context) => {
    if (!isOld) context.skip(`no Node older than 22 at ${own}`);
    const failed = await run(own, [program(), '--help'], { cwd: project }).catch((error) => error);
    expect(failed).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `${name}: needs Node ${needed} or newer; this is ${versionOfOwn}.\n`,
    });
  });

  it.for(['12.22.12', '18.20.8', '20.20.2', '22.0.0', '22.11.0'])(
    'refuses Node %s in one sentence',
    async (version) => {
      const args = [...pretend(version), program(), '--help'];
      const failed = await run(process.execPath, args, { cwd: project }).catch((error) => error);
      expect(failed).toMatchObject({
        code: 1,
        stdout: '',
        stderr: `${name}: needs Node ${needed} or newer; this is ${version}.\n`,
      });
    },
  );

  it.for([`${needed}.0`, '23.0.0', '26.9.0'])('accepts Node %s', async (version) => {
    const { stdout } = await run(process.execPath, [...pretend(version), program(), '--help'], { cwd: project });
    expect(stdout).toContain(`Usage: ${name}`);
  });

  it('runs on Node 22', async (context) => {
    if (node22.missing) context.skip(node22.missing);
    const { stdout } = await run(node22.file, [program(), '--help'], { cwd: project });
    expect(stdout).toContain(`Usage: ${name}`);
  });

  it('names the Node that its package names', async () => {
    const { engines } = JSON.parse(await readFile(inRoot('packages', folder, 'package.json'), 'utf8'));
    expect(engines).toStrictEqual({ node: `>=${needed}` });
  });
});
