import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary, runNode } from '../../scripts/run.ts';

it('a sample of no operation, and a file of no known kind, fail the lint', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-samples-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(inRoot('spec'), folder, { recursive: true });
  await mkdir(join(folder, 'samples', 'destroyOfficialAcount'));
  await writeFile(join(folder, 'samples', 'destroyOfficialAccount', 'ruby.rb'), '');
  const args = ['lint', 'openapi.yaml', '--config', 'redocly.yaml', '--format', 'stylish'];
  const { code, output } = await runNode(binary('@redocly/cli', 'bin/cli.js'), args, { cwd: folder, capture: true });
  expect(code).not.toBe(0);
  expect(output).toContain(
    'spec/samples/destroyOfficialAcount is named like no operation. Rename it to the operationId that it shows, such as destroyOfficialAccount, or remove it.',
  );
  expect(output).toContain(
    'spec/samples/destroyOfficialAccount/ruby.rb is no kind of sample. Name it typescript.ts, openapi-fetch.ts, curl.sh, python.py, or add its kind to spec/plugin/sample-files.ts.',
  );
});
