import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../../scripts/paths.ts';
import { copyWithOperations } from './documents.ts';
import { runTurbo } from './generation.ts';
import { makeOperations } from './operations.ts';

const { paths: ownPaths } = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
const own = Object.keys(ownPaths);

describe('a document with more operations', () => {
  it('passes its own lint, and builds into packages, whose client and mock answer and refuse every operation', {
    timeout: 300_000,
  }, async () => {
    const copy = await copyWithOperations(own.length + 3);
    try {
      // Lints the sources and the bundle, and compiles what is made from it.
      await runTurbo(copy.folder, 'build', '--filter=@chat-openapi/mock', '--filter=@chat-openapi/client');
      const { paths, tags } = JSON.parse(await readFile(join(copy.folder, 'generated', 'openapi.json'), 'utf8'));
      expect(Object.keys(paths)).toHaveLength(own.length + 3);
      expect(Object.keys(paths)).toStrictEqual(expect.arrayContaining(own));
      const named = new Set(Object.values(tags).map((tag) => Object(tag).name));
      const ids = Object.values(paths).map((item) => {
        const { operationId, tags: used } = Object(item).post;
        expect(named).toContain(used[0]);
        return operationId;
      });

      const { code, output } = await copy.run('test/bench/scale/call-all.ts');
      expect(code, output).toBe(0);
      const results: { id: string; answer: string[]; expected: string[]; refusal: unknown; code: number }[] =
        // Node may warn of what Prism uses, outside of node_modules.
        JSON.parse(output.split('\n').find((line) => line.startsWith('[')) ?? output);
      expect(results.map(({ id }) => id).sort()).toStrictEqual(ids.sort());
      for (const { id, answer, expected, refusal, code: asked } of results) {
        expect(answer, id).toStrictEqual(expected);
        expect(refusal, id).toBe(asked);
      }
    } finally {
      await copy.remove();
    }
  });

  it('cannot have fewer than it has already', async () => {
    await expect(copyWithOperations(own.length - 1)).rejects.toThrow('operations already; it cannot have');
  });

  it('repeats operations under other names when more are wanted than the service has', async () => {
    const made = await makeOperations(400, new Set(['sendMsg']));
    expect(new Set(made.map(({ id }) => id.toLowerCase())).size).toBe(400);
    expect(new Set(made.map(({ service, command }) => `${service}/${command}`)).size).toBe(400);
    expect(made.map(({ id }) => id)).not.toContain('sendMsg');
  });
});
