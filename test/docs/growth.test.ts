/** What a page weighs does not depend on how many operations there are. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceTable } from '../../scripts/evidence/matrix.ts';
import { site } from '../../scripts/site/site.ts';
import type { BundledDocument } from '../../spec/document.ts';
import { deepDocument, deepOperation } from './deep-document.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-growth-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The document with so many more operations, under a tag of their own. */
async function documentWith(more: number): Promise<BundledDocument> {
  const document = await deepDocument();
  const [own] = Object.values(document.paths);
  if (own === undefined) throw new Error('The document has no operation.');
  document.tags.push({ name: 'others', description: 'All others.' });
  for (let count = 0; count < more; count++) {
    const post = { ...structuredClone(own.post), operationId: `doOther${count}`, summary: `Do other ${count}` };
    document.paths[`/v4/others/do_other_${count}`] = { post: { ...post, tags: ['others'] } };
  }
  return document;
}

async function write(more: number): Promise<(name: string) => Promise<number>> {
  const document = await documentWith(more);
  const docs = join(folder, String(more));
  await site({ document, yaml: '', evidence: evidenceTable(document, []), docs });
  return async (name) => gzipSync(await readFile(join(docs, name)), { level: 9 }).length;
}

it('but for the lists of the start page, of a tag, and of the operations that give a code', async () => {
  const [few, many] = [await write(1), await write(80)];
  const pages = [`operations/${deepOperation}.html`, 'calls.html', 'errors/70009.html', 'guides/rate.html', '404.html'];
  for (const name of pages) {
    expect((await many(name)) - (await few(name)), name).toBeLessThan(150);
    if (name === '404.html') continue;
    const twin = name.replace(/html$/, 'md');
    expect(Math.abs((await many(twin)) - (await few(twin))), twin).toBeLessThan(150);
  }
  for (const name of ['index.html', 'tags/others.html', 'errors/index.html', 'evidence.html']) {
    // About one line for each.
    expect(((await many(name)) - (await few(name))) / 79, name).toBeLessThan(60);
  }
});
