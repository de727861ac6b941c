/** What the files of a document may refer to, and how large they may be. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundle } from '../../scripts/generate/bundle.ts';
import { checkReferences } from '../../scripts/generate/references.ts';
import { inRoot } from '../../scripts/paths.ts';

/** A document of some files, beside a secret that it must not hold. */
async function write(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-references-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'secret.yaml'), 'description: secret\n');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, 'spec', name)), { recursive: true });
    await writeFile(join(folder, 'spec', name), text);
  }
  return join(folder, 'spec', 'openapi.yaml');
}

const documentWith = (more: string): string => `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n${more}\n`;
const aliasBomb = Array.from({ length: 30 }, (_, level) =>
  level === 0 ? 'a0: &a0 [x, x, x]' : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}, *a${level - 1}]`,
).join('\n');

describe('the files of a document', () => {
  it('are fine as they are', async () => {
    await expect(checkReferences(inRoot('spec', 'openapi.yaml'))).resolves.toBeUndefined();
  });

  it('may refer to each other, also in a circle', async () => {
    const file = await write({
      'openapi.yaml': documentWith('x: {$ref: a/b.yaml#/c}'),
      'a/b.yaml': 'c: {$ref: "../openapi.yaml#/info"}\nd: {$ref: "#/c"}\n',
    });
    await expect(checkReferences(file)).resolves.toBeUndefined();
  });

  it.each([
    '/etc/passwd',
    '../secret.yaml',
    'a/../../secret.yaml#/description',
    '..',
    '%2e%2e/secret.yaml',
    '..\\secret.yaml',
    'C:\\secret.yaml',
    'file:///etc/passwd',
    'FILE:/etc/passwd',
    'http://localhost/x.yaml',
    'https://a.test/x.yaml#/y',
    '//a.test/x.yaml',
    'data:text/plain,x',
  ])('refer to nothing outside of their folder: %s', async (reference) => {
    const places = [
      `x: {$ref: ${JSON.stringify(reference)}}`,
      `x: {schema: {discriminator: {mapping: {a: ${JSON.stringify(reference)}}}}}`,
      `x: {example: {externalValue: ${JSON.stringify(reference)}}}`,
    ];
    for (const place of places) {
      const file = await write({ 'openapi.yaml': documentWith('x: {$ref: a/b.yaml}'), 'a/b.yaml': `${place}\n` });
      const direct = await write({ 'openapi.yaml': documentWith(place) });
      // From a folder below, two dots still lead into the document.
      if (!/^\.\.$|^(a\/\.\.\/)?(%2e%2e|\.\.)[/\\]secret|^a\//.test(reference)) {
        await expect(checkReferences(file)).rejects.toThrow('which is not in spec/.');
      }
      await expect(checkReferences(direct)).rejects.toThrow('which is not in spec/.');
      await expect(bundle(direct)).rejects.toThrow('which is not in spec/.');
    }
  });

  it.each(['file', 'folder'])('are no symbolic links: a %s', async (kind) => {
    const file = await write({ 'openapi.yaml': documentWith('') });
    const outside = join(dirname(file), '..');
    await symlink(kind === 'file' ? join(outside, 'secret.yaml') : outside, join(dirname(file), 'linked'));
    await expect(checkReferences(file)).rejects.toThrow('spec/linked is a symbolic link. Put the file itself there.');
  });

  it.each<[string, string, RegExp]>([
    ['aliases of aliases', documentWith(aliasBomb), /cannot be read: Excessive alias count/],
    ['an alias of what holds it', documentWith('x: &x {y: *x}'), /cannot be read|nested|found what is wrong/],
    ['deep lists', documentWith(`x: ${'['.repeat(50_000)}${']'.repeat(50_000)}`), /cannot be read|nested too deeply/],
    ['lists that are a little deep', documentWith(`x: ${'['.repeat(200)}${']'.repeat(200)}`), /more than 100 deep/],
    ['a large file', documentWith(`x: ${'y'.repeat(5_000_000)}`), /more than 4194304 bytes/],
  ])('end the work within seconds: %s', { timeout: 20_000 }, async (_, text, message) => {
    const file = await write({ 'openapi.yaml': text });
    await expect(bundle(file)).rejects.toThrow(message);
  });
});
