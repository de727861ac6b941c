/** What a release demands: the kept document and a changeset that is large enough. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkRelease, keepRelease, sizeFor } from '../../scripts/diff/release.ts';
import { readDocumentText } from '../../scripts/diff/versions.ts';
import { inRoot } from '../../scripts/paths.ts';
import { change, documentText } from './document-changes.ts';

const document = readDocumentText(documentText, 'generated/openapi.json');

/** What a release consists of, in a folder of its own: the document at a version, and no changesets. */
async function repository(version: string) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-release-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'generated'));
  await mkdir(join(folder, '.changeset'));
  const at = (...parts: string[]): string => join(folder, ...parts);
  const manifest = JSON.parse(await readFile(inRoot('generated', 'package.json'), 'utf8'));
  await cp(inRoot('.changeset', 'config.json'), at('.changeset', 'config.json'));
  await writeFile(at('generated', 'openapi.json'), documentText);
  const raise = (to: string) =>
    writeFile(at('generated', 'package.json'), JSON.stringify({ ...manifest, version: to }));
  await raise(version);
  return {
    at,
    raise,
    edit: (...changes: Parameters<typeof change> extends [unknown, ...infer Rest] ? Rest : never) =>
      writeFile(at('generated', 'openapi.json'), JSON.stringify(change(document, ...changes))),
    note: (name: string, text: string) => writeFile(at('.changeset', name), text),
    async run(command: typeof checkRelease) {
      let output = '';
      const code = await command(folder, (text) => {
        output += text;
      });
      return { code, output };
    },
  };
}

const changeset = (size: string, name = '@chat-openapi/openapi'): string => `---\n"${name}": ${size}\n---\n\nText.\n`;

describe('the last release', () => {
  it('asks for nothing before there is one', async () => {
    const { run, edit } = await repository('0.0.0');
    await edit(['post operationId', 'other']);
    expect(await run(checkRelease)).toStrictEqual({
      code: 0,
      output: 'Nothing was released yet, so there is nothing to compare with.\n',
    });
    await expect(run(keepRelease)).rejects.toThrow('there is no version yet. Run npx changeset version first');
  });

  it('keeps its document, and does not change it', async () => {
    const { run, edit, raise, at } = await repository('0.1.0');
    await expect(run(checkRelease)).rejects.toThrow(
      'has no document of version 0.1.0. A release keeps it: npm run contract -- diff --keep',
    );
    await run(keepRelease);
    await run(keepRelease);
    expect(await readFile(at('test', 'contract', 'released', '0.1.0.json'), 'utf8')).toBe(documentText);
    expect(await run(checkRelease)).toStrictEqual({ code: 0, output: 'Since version 0.1.0:\nNo difference.\n' });

    await edit(['info version', '0.2.0']);
    await expect(run(keepRelease)).rejects.toThrow('0.1.0.json is another document');
    await raise('0.2.0');
    await expect(run(checkRelease)).rejects.toThrow('has no document of version 0.2.0');
    await run(keepRelease);
    expect((await readdir(at('test', 'contract', 'released'))).toSorted()).toStrictEqual(['0.1.0.json', '0.2.0.json']);
    expect(await run(checkRelease)).toMatchObject({ code: 0 });
  });

  it('is not kept while there are changesets left', async () => {
    const { run, note } = await repository('0.1.0');
    await note('one.md', changeset('patch'));
    await expect(run(keepRelease)).rejects.toThrow('there are changesets left. Run npx changeset version first');
  });

  it.each([
    ['breaking', 'post operationId', 'other', '0.1.0', 'minor', 'patch'],
    ['breaking', 'post operationId', 'other', '1.2.0', 'major', 'minor'],
    ['additive', 'request properties Name', {}, '0.1.0', 'minor', 'patch'],
    ['additive', 'request properties Name', {}, '1.2.0', 'minor', 'patch'],
    ['documentation', 'post description', 'Other.', '0.1.0', 'patch', 'none'],
    ['documentation', 'post description', 'Other.', '1.2.0', 'patch', 'none'],
  ] as const)(
    'demands for what is %s (%s becomes %j) after %s a changeset that is large enough',
    async (rate, place, made, version, needed, tooSmall) => {
      const { run, edit, note } = await repository(version);
      await run(keepRelease);
      await edit([place, made]);
      const ask = `needs a ${needed} changeset for @chat-openapi/openapi`;

      const none = await run(checkRelease);
      expect(none.output).toContain(`What is ${rate} ${ask}; .changeset/ has none. Add it with: npx changeset\n`);
      expect(none.code).toBe(1);

      await note('other.md', changeset('major', '@chat-openapi/client'));
      await note('small.md', changeset(tooSmall));
      expect(await run(checkRelease)).toMatchObject({ code: 1 });

      await note('right.md', changeset(needed));
      const right = await run(checkRelease);
      expect(right.output).toContain(`${ask}; .changeset/ has a ${needed} one.\n`);
      expect(right.code).toBe(0);
    },
  );

  it('refuses a changeset that is none', async () => {
    const { run, edit, note } = await repository('0.1.0');
    await run(keepRelease);
    await edit(['post description', 'Other.']);
    await note('README.md', 'What stands here is not a changeset.');
    await note('empty.md', '---\n---\n');
    expect(await run(checkRelease)).toMatchObject({ code: 1 });
    await note('wrong.md', 'no front matter');
    await expect(run(checkRelease)).rejects.toThrow(/wrong\.md is no changeset/);
  });

  it('has every size that a change can ask for', () => {
    expect(sizeFor('breaking', '0.9.0')).toBe('minor');
    expect(sizeFor('breaking', '10.0.0')).toBe('major');
  });

  it('is answered by the changesets of this repository', async () => {
    let output = '';
    const code = await checkRelease(undefined, (text) => {
      output += text;
    });
    expect(code, output).toBe(0);
    console.info(output.trimEnd());
  });
});
