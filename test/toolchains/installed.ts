import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '../../scripts/side-install.ts';
import { toolchains } from '../../scripts/toolchains.ts';

/** The file in the side installation, which `npm test` makes. */
export const inToolchains = (...parts: string[]): string => join(toolchains, 'node_modules', ...parts);

/** Why none of it can be tested with here: the side installation is missing, or has become old. */
export const noToolchains: string | undefined = isInstalled(toolchains)
  ? undefined
  : 'test/toolchains is not installed; npm test does it, with a network';

if (noToolchains !== undefined && process.env.CI) throw new Error(noToolchains);

/** A program that is published for some systems only. */
export interface Runtime {
  name: string;
  /** Its executable. */
  file: string;
  /** What stands before the script on its command line. */
  args: string[];
  /** Why it cannot be tested with here, where it cannot. With CI set that is an error, not a reason to skip. */
  missing: string | undefined;
}

const runtime = (name: string, file: string, ...args: string[]): Runtime => ({
  name,
  file: inToolchains(file),
  args,
  missing: whyMissing(name, file),
});

export const node22: Runtime = runtime('Node 22', 'node22/bin/node');
/** As Node 22 was before 22.12: it refuses to `require` an ES module. */
export const node22WithoutRequire: Runtime = {
  ...node22,
  name: 'Node 22.11',
  args: ['--no-experimental-require-module'],
};
export const node24: Runtime = { name: 'Node 24', file: process.execPath, args: [], missing: undefined };
export const node26: Runtime = runtime('Node 26', 'node26/bin/node');
export const deno: Runtime = runtime(
  'Deno',
  '@deno/linux-x64-glibc/deno',
  'run',
  '--quiet',
  '--node-modules-dir=manual',
  '--allow-all',
);
export const bun: Runtime = runtime('Bun', '@oven/bun-linux-x64/bin/bun', 'run');
export const workerd: Runtime = runtime('workerd', '@cloudflare/workerd-linux-64/bin/workerd', 'serve');

function whyMissing(name: string, file: string): string | undefined {
  if (noToolchains !== undefined) return noToolchains;
  if (existsSync(inToolchains(file))) return undefined;
  const reason = `no ${name} for ${process.platform} on ${process.arch} in test/toolchains`;
  if (process.env.CI) throw new Error(reason);
  return reason;
}
