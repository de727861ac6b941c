/** Runs every sample against the mock. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isOutcome, startMock } from '@chat-openapi/mock';
import { errorCodes, type Operation, type OperationId, operationIds, operations } from '@chat-openapi/openapi';
import { signUserSig } from '@chat-openapi/usersig';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { expand } from '../../scripts/site/files/expand.ts';
import type { BundledDocument } from '../../spec/document.ts';
import { sampleFiles } from '../../spec/plugin/sample-files.ts';
import { readSamples } from '../../spec/plugin/samples.ts';

const run = promisify(execFile);
const caller = { sdkAppId: 1400000000, secretKey: 'a-key-for-this-test', identifier: 'administrator' };
const { sdkAppId, secretKey, identifier } = caller;
/** What the mock checks each call against. */
const app = { sdkAppId, secretKey, admins: [identifier] };

/** What starts each kind of sample; a kind that is not listed here fails the test. */
const programs: Record<string, [command: string, ...args: string[]]> = {
  ts: [process.execPath, '--import', inRoot('test', 'commands', 'to-mock.ts')],
  sh: ['sh'],
  py: ['python3'],
};

/** What a kind of sample needs besides a shell. It may be missing on a machine. */
const needs: Record<string, string> = { sh: 'curl', py: 'python3' };

/** Those of them that are missing. With CI set their samples run all the same, and fail. */
const missing = new Set<string>();
for (const command of process.env.CI ? [] : Object.values(needs)) {
  await run(command, ['--version']).catch(() => missing.add(command));
}

interface Sample {
  operation: OperationId;
  file: string;
  kind: string;
}

/** They are written out as they are shown, below the repository, so that its packages are found. */
const folder = inRoot('reports', 'samples');
const fileOf = (operation: OperationId, file: string): string => join(folder, operation, file);

const all: Sample[] = operationIds.flatMap((operation) =>
  sampleFiles.map((file) => ({ operation, file, kind: file.split('.')[1] ?? '' })),
);

beforeAll(async () => {
  for (const operation of operationIds) {
    await mkdir(join(folder, operation), { recursive: true });
    const samples = readSamples(operation);
    expect(samples, operation).toHaveLength(sampleFiles.length);
    for (const [index, { source }] of samples.entries())
      await writeFile(fileOf(operation, sampleFiles[index] ?? ''), source);
  }
  const config = { extends: '../../tsconfig.base.json', compilerOptions: { noEmit: true, types: ['node'] } };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function skipWithout(kind: string, context: TestContext): void {
  const command = needs[kind] ?? '';
  if (missing.has(command)) context.skip(`no ${command} on this machine`);
}

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a sample as it stands in the reference, against the mock. */
async function runSample({ operation, file, kind }: Sample, mockUrl: string): Promise<Result> {
  const [command = '', ...args] = programs[kind] ?? [];
  const env = {
    ...process.env,
    NO_PROXY: '127.0.0.1',
    MOCK_URL: mockUrl,
    CHAT_BASE_URL: mockUrl,
    CHAT_SDK_APP_ID: String(sdkAppId),
    CHAT_IDENTIFIER: identifier,
    CHAT_SECRET_KEY: secretKey,
    CHAT_USER_SIG: await signUserSig(caller),
  };
  const result = await run(command, [...args, fileOf(operation, file)], {
    env,
    timeout: 30_000,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
  expect(result.stdout + result.stderr).not.toContain(secretKey);
  // A signature is a zlib stream in base64, and so begins in this way.
  expect(result.stdout + result.stderr).not.toMatch(/e[AJ][A-Za-z0-9*_-]{20}/);
  return result;
}

/** A code of the operation that no client repeats, and that is not a success in disguise. */
function refusalOf(id: OperationId): number {
  const {
    codes,
    overrides = {},
    replayCode,
  }: { codes: readonly number[]; overrides?: object; replayCode?: number } = operations[id];
  const found = codes.find((code) => code !== replayCode && !(code in overrides) && errorCodes[code]?.[1] === 'never');
  if (found === undefined) throw new Error(`${id} has no code that is never repeated.`);
  return found;
}

describe.concurrent.each(all)('the sample $operation/$file', (sample) => {
  it('carries the call out, with a signature that is right', async (context) => {
    skipWithout(sample.kind, context);
    await using mock = await startMock({ check: true, ...app });
    const { code, stdout, stderr } = await runSample(sample, mock.url);
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
    expect(mock.calls()).toMatchObject([{ operation: sample.operation, code: 0 }]);

    const { idempotent }: Operation = operations[sample.operation];
    const replayCode = idempotent?.replayCode;
    if (replayCode === undefined) return;
    // A second run finds that there is nothing left to do, which is no error.
    const again = await runSample(sample, mock.url);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).not.toBe(stdout);
    expect(mock.calls()).toMatchObject([{ code: 0 }, { code: replayCode }]);
  });

  it('takes a refusal for a failure, although its status is 200, and names the code', async (context) => {
    skipWithout(sample.kind, context);
    await using mock = await startMock({ check: true, ...app });
    const code = refusalOf(sample.operation);
    if (!isOutcome(sample.operation, code)) throw new Error(`The mock cannot answer with ${code}.`);
    mock.enqueue(sample.operation, code);
    const result = await runSample(sample, mock.url);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain(`refused: ${code}`);
  });

  // A cut answer is repeated by the client, and so gets through.
  const unusable = sample.kind === 'ts' ? (['html'] as const) : (['html', 'truncated', '502'] as const);
  it.for(unusable)('fails when no usable answer comes: %s', async (fault, context) => {
    skipWithout(sample.kind, context);
    await using mock = await startMock({ check: true, ...app });
    mock.enqueue(sample.operation, fault);
    const result = await runSample(sample, mock.url);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).not.toBe('');
  });
});

it('the samples in TypeScript compile under the strictest options', async () => {
  const compiled = await run(process.execPath, [binary('typescript', 'bin/tsc'), '-p', folder]).catch(({ stdout }) => ({
    stdout,
  }));
  expect(compiled.stdout).toBe('');
});

it('the samples stand in the document that Redoc shows as they were run', async () => {
  const committed: BundledDocument = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  const document = expand(committed, readSamples);
  expect(all.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ts', 'sh', 'py']));
  for (const { post } of Object.values(document.paths)) {
    expect('x-codeSamples' in post ? post['x-codeSamples'] : []).toStrictEqual(readSamples(post.operationId));
  }
});
