/** That turbo knows what each folder of tests reads: what its tests import, at the least. */
import { existsSync } from 'node:fs';
import { posix, sep } from 'node:path';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary, runNode } from '../../scripts/run.ts';
import { importRules } from '../../scripts/steps.ts';
import { findFolders, listTasks, type Task } from '../../scripts/test-groups.ts';

/** All that turbo makes the hash of a task of, relative to the root. */
function filesOf(id: string, tasks: ReadonlyMap<string, Task>): string[] {
  const task = tasks.get(id);
  if (task === undefined) return [];
  const own = Object.keys(task.inputs).map((name) => posix.join(task.directory.split(sep).join('/'), name));
  return [...own, ...task.dependencies.flatMap((dependency) => filesOf(dependency, tasks))];
}

it('every folder has a task in turbo.json, whose inputs hold its tests and all that they import', async () => {
  const found = await findFolders();
  const tasks = new Map((await listTasks(found.keys())).map((task) => [task.taskId, task]));
  const cruiser = binary('dependency-cruiser', 'bin/dependency-cruiser.mjs');
  const cruise = ['--config', importRules, '--output-type', 'json', 'spec', 'scripts', 'packages', 'generated', 'test'];
  const { output } = await runNode(cruiser, cruise, { capture: true });
  const modules: { source: string; dependencies: { resolved: string }[] }[] = JSON.parse(output).modules;
  const imports = new Map(
    modules.map(({ source, dependencies }) => [source, dependencies.map(({ resolved }) => resolved)]),
  );

  expect(found.size).toBeGreaterThan(15);
  for (const [folder, files] of found) {
    const inputs = new Set(filesOf(`//#${folder}`, tasks));
    const reached = new Set(files);
    for (const file of reached) for (const name of imports.get(file) ?? []) reached.add(name);
    // What is generated follows from its sources, which are inputs.
    const own = [...reached].filter(
      (name) => existsSync(inRoot(name)) && !/^generated\/|node_modules|\/dist\//.test(name),
    );
    expect(own.length, folder).toBeGreaterThanOrEqual(files.length);
    expect(
      own.filter((name) => !inputs.has(name)),
      folder,
    ).toStrictEqual([]);
  }
});
