/** What grows with the document, and how far: copies of the repository with more and more operations, side by side. */

import { readFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { inRoot } from '../../../scripts/paths.ts';
import { installPeers } from '../peers.ts';
import type { Report } from '../progress.ts';
import { copyWithOperations } from './documents.ts';
import { measureEditor } from './editor.ts';
import { weighFiles } from './files.ts';
import { measureGeneration, runTurbo } from './generation.ts';
import { weighProgram } from './program.ts';
import { describe } from './report.ts';
import type { Group, Sized } from './rows.ts';
import { measureServers, type ServerExtent } from './servers.ts';

/** How much is done. */
export interface Extent {
  /** Operations of the documents, ascending. */
  sizes: readonly number[];
  generations: number;
  editors: number;
  servers: ServerExtent;
}

const full: Omit<Extent, 'sizes'> = {
  generations: 3,
  editors: 7,
  servers: { starts: 7, rounds: 7, warmUps: 2, seconds: 1 },
};

const quick: Omit<Extent, 'sizes'> = {
  generations: 1,
  editors: 3,
  servers: { starts: 3, rounds: 3, warmUps: 1, seconds: 1 },
};

/** Measures the document as it is, and with 12, 60 and 170 operations. */
export async function bench(report: Report, options: { quick: boolean }): Promise<void> {
  report.progress('installing what it is measured with');
  await installPeers();
  const { paths } = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  const own = Object.keys(paths).length;
  const sizes = [own, ...[12, 60, 170].filter((size) => size > own)];
  const groups = await runScaleBench({ ...(options.quick ? quick : full), sizes }, report.progress);
  for (const line of describe(sizes, groups)) report.say(line);
  const [load = 0] = loadavg();
  const cores = availableParallelism();
  report.say('');
  report.say(
    `${load.toFixed(1)} processes at work on ${cores} cores: with more than ${cores}, figures by the clock are too high.`,
  );
}

/** The load tool has to be installed. */
export async function runScaleBench(extent: Extent, onStep: (step: string) => void): Promise<Group[]> {
  await using stack = new AsyncDisposableStack();
  const sized: Sized[] = [];
  for (const operations of extent.sizes) {
    onStep(`making a copy with ${operations} operations`);
    const copy = await copyWithOperations(operations);
    stack.defer(() => copy.remove());
    sized.push({ operations, copy });
  }
  const generation = await measureGeneration(sized, extent.generations, onStep);
  for (const { operations, copy } of sized) {
    onStep(`building the packages with ${operations} operations`);
    await runTurbo(copy.folder, 'build');
  }
  return [
    generation,
    await weighFiles(sized),
    await weighProgram(sized),
    await measureEditor(sized, extent.editors, onStep),
    await measureServers(sized, extent.servers, onStep),
  ];
}
