import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { signUserSig } from '@chat-openapi/usersig';
import { inRoot } from '../../scripts/paths.ts';
import { type Block, readBlocks } from '../programs.ts';
import { inToolchains } from '../toolchains/installed.ts';

export const caller = { sdkAppId: 1400000000, secretKey: 'a-key-for-this-test', identifier: 'administrator' };
/** What the mock checks each call against. */
export const app = { sdkAppId: caller.sdkAppId, secretKey: caller.secretKey, admins: [caller.identifier] };

/** The parameters of a call, as the tools take them. */
export const signedQuery = async () => ({
  sdkappid: String(caller.sdkAppId),
  identifier: caller.identifier,
  usersig: await signUserSig(caller),
  random: 99999999,
  contenttype: 'json' as const,
});

/** A folder below the repository, so that its packages are found, in which the tools of the side installation are installed. */
export async function makeProject(): Promise<{ folder: string; remove(): Promise<void> }> {
  await mkdir(inRoot('reports'), { recursive: true });
  const folder = await mkdtemp(inRoot('reports', 'tools-'));
  await symlink(inToolchains(), join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A command line of the guide, with the installed program in place of one that npx would fetch. */
export const withInstalled = (command: string): string =>
  command.replace(/^npx (?:@[\w-]+\/)?([\w-]+)/, (_, name: string) =>
    join('node_modules', '.bin', renamed[name] ?? name),
  );

/** The wrapper that brings its generator along, and does not fetch it, has another name for its program. */
const renamed: Readonly<Record<string, string>> = { 'openapi-generator-cli': 'openapi-generator' };

/** Every code block of the guide. */
export const guideBlocks: readonly Block[] = await readBlocks(
  join('spec', 'docs', 'en', 'guides', '11-other-tools.md'),
);

/** The code blocks of the guide below a heading, in one language. */
export function blocksOf(heading: string, language: string): Block[] {
  const found = guideBlocks.filter((block) => block.heading === heading && block.language === language);
  if (found.length === 0) throw new Error(`The guide has no ${language} under ${heading}.`);
  return found;
}
