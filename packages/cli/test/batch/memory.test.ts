import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makeFolder } from '../folder.ts';

interface Used {
  readonly done: number;
  /** MB */
  readonly inUse: number;
}

/** In a process of its own, which ends when its heap wants more than 32 MB. */
async function use(rows: number): Promise<Used> {
  const program = join(import.meta.dirname, 'many-rows.ts');
  const flags = ['--conditions=@chat-openapi/source', '--expose-gc', '--max-old-space-size=32'];
  const args = [...flags, program, join(await makeFolder(), 'journal'), String(rows)];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
}

it('twenty times as many rows take no more memory', async () => {
  const [few, many] = await Promise.all([use(1000), use(20_000)]);
  expect([few.done, many.done]).toStrictEqual([1000, 20_000]);
  // Less than the ids alone and a word for each.
  expect(many.inUse - few.inUse).toBeLessThan(1.5);
});
