import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundle, bundleReadme, ownEntry } from '../bundles.ts';
import { startServer } from '../child.ts';
import { compare, type Extent, type Round } from '../compare.ts';
import { generatePeers, installPeers, peersFolder } from '../peers.ts';
import type { Report } from '../progress.ts';
import { callPrograms, type ProgramName, signPrograms } from './programs.ts';
import { describe } from './report.ts';
import type { Results } from './results.ts';

/** How much of each comparison is done. */
export interface Extents {
  calls: Extent;
  signing: Extent;
  keptSignature: Extent;
}

/**
 * Runs of some thousand calls, a third of a second: shorter ones leave out most of what collecting the garbage costs, and begin
 * with caches of the processor that others have filled, which doubles how far the rounds lie apart. It takes a process about ten
 * thousand calls to become as fast as it gets.
 */
const full: Extents = {
  calls: { times: 2560, groups: 3, rounds: 8, warmUps: 4 },
  signing: { times: 100, groups: 3, rounds: 30, warmUps: 10 },
  keptSignature: { times: 1_000_000, groups: 3, rounds: 20, warmUps: 5 },
};

const quick: Extents = {
  calls: { ...full.calls, groups: 1, rounds: 4 },
  signing: { ...full.signing, groups: 1, rounds: 10 },
  keptSignature: { ...full.keptSignature, groups: 1, rounds: 10 },
};

/** Compares the client with its alternatives: speed, signing and size. */
export async function bench(report: Report, options: { quick: boolean }): Promise<void> {
  report.progress('installing what it is compared with');
  await installPeers();
  const results = await runClientBench(options.quick ? quick : full, report.progress);
  for (const line of describe(results)) report.say(line);
}

/** The peers have to be installed. */
export async function runClientBench(extents: Extents, onStep: (step: string) => void): Promise<Results> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-bench-'));
  try {
    onStep('making the clients');
    const bundles = await makeBundles(folder);
    await using server = await startServer();
    const setup = { url: server.url, bundles: folder, peers: peersFolder };
    const compared = (what: string, programs: readonly ProgramName[], extent: Extent): Promise<Round[][]> =>
      compare(programs, extent, setup, (step) => onStep(`${what}: ${step}`));
    return {
      calls: await compared('calls', callPrograms, extents.calls),
      signing: await compared('signing', signPrograms, extents.signing),
      keptSignature: await compared('kept signature', ['kept signature'], extents.keptSignature),
      bundles,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Makes everything that the programs load. Returns what is compared by size. */
export async function makeBundles(folder: string): Promise<Bundle[]> {
  const peers = await generatePeers(join(folder, 'generated'));
  await bundle('signing', ownEntry('signing'), folder);
  const bundles: Bundle[] = [await bundleReadme()];
  for (const name of ['methods', 'openapi-fetch', 'plain'] as const)
    bundles.push(await bundle(name, ownEntry(name), folder));
  for (const name of ['hey-api', 'redocly'] as const) bundles.push(await bundle(name, peers[name], folder));
  return bundles;
}
