/** What generation makes of the document, in a copy of the repository. */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { type Copy, copyRepository, readTree, sources } from './copy.ts';

let copy: Copy;

beforeAll(async () => {
  copy = await copyRepository();
});

afterAll(() => copy.remove());

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(copy.folder, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold "${from}"; the test has to follow the document.`);
  await writeFile(join(copy.folder, file), text.replace(from, to));
}

/** What differs between two trees: the names of files that are new, gone or changed. */
function difference(before: Map<string, string>, after: Map<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

describe('generation', () => {
  it('yields the same bytes in another folder', async () => {
    await copy.generate();
    await copy.makeSite();
    for (const part of ['.out', 'dist', 'docs']) {
      const here = await readTree(inRoot('generated', part));
      expect(here.size, part).toBeGreaterThan(0);
      expect(difference(here, await readTree(join(copy.folder, 'generated', part))), part).toStrictEqual([]);
    }
  });

  it('marks every file as not to be edited', async () => {
    for (const [name, text] of await readTree(inRoot('generated', '.out'))) {
      expect(text.slice(0, 20_000), name).toMatch(/Made from spec\/ by `npm run generate`/);
    }
  });

  it('changes nothing but what follows from a word', async () => {
    const before = await readTree(join(copy.folder, 'generated'));
    await edit('spec/paths/official_account_open_http_svc/destroy_official_account.yaml', 'for good', 'definitively');
    await copy.generate();
    await copy.makeSite();
    const after = await readTree(join(copy.folder, 'generated'));
    const changed = difference(before, after).filter((name) => !name.startsWith('.out') && !name.startsWith('dist'));
    // An asset that is named by its content appears twice: as it was, which is gone, and as it is.
    expect(changed.map((name) => name.replace(/\.[0-9a-f]{12}\./, '.*.'))).toStrictEqual([
      'docs/assets/openapi.*.js',
      'docs/assets/openapi.*.js',
      'docs/assets/texts.en.js',
      'docs/chat-openapi.postman_collection.json',
      'docs/llms-full.txt',
      'docs/openapi.json',
      'docs/openapi.tools.json',
      'docs/openapi.yaml',
      'docs/operations/destroyOfficialAccount.html',
      'docs/operations/destroyOfficialAccount.md',
      'docs/redoc.html',
      'docs/tags/channels.md',
      'methods/channels.ts',
      'openapi.json',
      'openapi.tools.json',
      'openapi.yaml',
      'schema.d.ts',
    ]);
    for (const name of changed.filter((file) => !file.startsWith('docs/assets') && file !== 'docs/redoc.html')) {
      const old = new Set(before.get(name)?.split('\n'));
      const lines = after.get(name)?.split('\n') ?? [];
      expect(
        lines.filter((line) => !old.has(line)).every((line) => line.includes('definitively')),
        name,
      ).toBe(true);
    }
    await edit('spec/paths/official_account_open_http_svc/destroy_official_account.yaml', 'definitively', 'for good');
  });

  it('ends with the place of the fault, and leaves what was published alone, when the document is wrong', async () => {
    const before = await readFile(join(copy.folder, 'generated', 'openapi.json'), 'utf8');
    await edit('spec/errors/channel.yaml', 'retry: never', 'retry: sometimes');
    const { code, output } = await copy.run('scripts/generate/main.ts');
    await edit('spec/errors/channel.yaml', 'retry: sometimes', 'retry: never');
    expect(code).not.toBe(0);
    expect(output).toMatch(/spec\/errors\/channel\.yaml:6:10/);
    expect(await readFile(join(copy.folder, 'generated', 'openapi.json'), 'utf8')).toBe(before);
  });
});

describe('an operation that is added to spec/ alone', () => {
  const path = '/v4/official_account_open_http_svc/pause_official_account';
  const files: Record<string, string> = {
    'paths/official_account_open_http_svc/pause_official_account.yaml': `post:
  operationId: pauseOfficialAccount
  tags: [channels]
  summary: Pause an official channel
  description: An operation that exists in this test only.
  x-source: {page: 1047/60756, date: '2025-10-23', evidence: inferred, note: Made up for a test.}
  x-rate-limit:
    - calls: 10
      seconds: 2
      source: {page: 1047/60756, date: '2025-10-23', evidence: inferred, note: Made up for a test.}
  parameters:
    - $ref: ../../components/parameters/Random.yaml
    - $ref: ../../components/parameters/ContentType.yaml
  requestBody:
    required: true
    content:
      application/json:
        schema:
          $ref: ../../components/schemas/PauseOfficialAccountRequest.yaml
        examples:
          channel:
            summary: A channel
            value: {Official_Account: '@TOA#_test_id', Minutes: 5}
  responses:
    '200':
      description: Every outcome.
      content:
        application/json:
          schema:
            $ref: ../../components/schemas/PauseOfficialAccountResponse.yaml
          examples:
            '0':
              summary: 0 paused
              value: {ActionStatus: OK, ErrorInfo: '', ErrorCode: 0, Until: 1700000000}
  x-errors:
    - $ref: ../../errors/channel.yaml#/130099
    - $ref: ../../errors/channel.yaml#/130004
    - $ref: ../../errors/channel.yaml#/130007
    - $ref: ../../errors/parameter.yaml#/6017
    - $ref: ../../errors/message.yaml#/20001
`,
    'components/schemas/PauseOfficialAccountRequest.yaml': `title: PauseOfficialAccountRequest
type: object
required: [Official_Account, Minutes]
properties:
  Official_Account:
    $ref: OfficialAccountId.yaml
  Minutes:
    type: integer
    minimum: 1
    description: For how long.
    x-source: {page: 1047/60756, date: '2025-10-23', evidence: inferred, note: Made up for a test.}
`,
    'components/schemas/PauseOfficialAccountResponse.yaml': `title: PauseOfficialAccountResponse
oneOf:
  - $ref: PauseOfficialAccountSuccess.yaml
  - $ref: Failure.yaml
`,
    'components/schemas/PauseOfficialAccountSuccess.yaml': `allOf:
  - $ref: Success.yaml
  - type: object
    required: [Until]
    properties:
      Until:
        type: integer
        description: Unix time in seconds.
        x-source: {page: 1047/60756, date: '2025-10-23', evidence: inferred, note: Made up for a test.}
`,
  };

  beforeAll(async () => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(copy.folder, 'spec', name)), { recursive: true });
      await writeFile(join(copy.folder, 'spec', name), text);
    }
    await edit(
      'spec/openapi.yaml',
      'paths:\n',
      `paths:\n  ${path}:\n    $ref: paths/official_account_open_http_svc/pause_official_account.yaml\n`,
    );
    await appendFile(
      join(copy.folder, 'spec', 'errors', 'channel.yaml'),
      `130099:
  code: 130099
  name: AlreadyPaused
  meaning: The channel is paused already.
  remedy: Wait until it runs again.
  retry: throttled
  listed: current
  source: {page: 1047/60756, date: '2025-10-23', evidence: inferred, note: Made up for a test.}
`,
    );
    await copy.generate();
    await copy.makeSite();
  });

  it('is a typed method of the client, and is answered by the mock from the document', async () => {
    await writeFile(
      join(copy.folder, 'packages', 'try.ts'),
      `import { createChatClient, isChatApiError } from '@chat-openapi/client';
import { createFetchClient } from '@chat-openapi/client/openapi-fetch';
import { startMock } from '@chat-openapi/mock';

await using mock = await startMock();
const options = { baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'any' };
const chat = createChatClient(options);
const answer = await chat.pauseOfficialAccount({ Official_Account: '@TOA#_a', Minutes: 5 });
const until: number = answer.Until;
// @ts-expect-error Minutes is required
const missing = await chat.pauseOfficialAccount({ Official_Account: '@TOA#_a' }).catch((error) => error.code);
const outside = await chat.pauseOfficialAccount({ Official_Account: '@TOA#_a', Minutes: 0 }).catch((error) => error.code);
const malformed = await chat.pauseOfficialAccount({ Official_Account: 'a', Minutes: 1 }).catch((error: unknown) => {
  if (!isChatApiError(error, 'pauseOfficialAccount')) throw error;
  const code: 130099 | 130004 | 130007 | 6017 | 20001 = error.code;
  return code;
});
const client = createFetchClient(options);
const { data } = await client.POST('${path}', { body: { Official_Account: '@TOA#_a', Minutes: 5 } });
console.log(JSON.stringify([until, missing, outside, malformed, data?.Until, mock.calls()[0]?.operation]));
`,
    );
    const tsc = await copy.run(
      'node_modules/typescript/bin/tsc',
      ...`--customConditions ${sources} --allowImportingTsExtensions --noEmit --strict --module nodenext --target es2023 --lib es2023,dom,esnext.disposable --types node --skipLibCheck packages/try.ts`.split(
        ' ',
      ),
    );
    expect(tsc.output).toBe('');
    const { output } = await copy.runOverSources('packages/try.ts');
    expect(JSON.parse(output.split('\n').find((line) => line.startsWith('[')) ?? output)).toStrictEqual([
      1700000000,
      20001,
      6017,
      130007,
      1700000000,
      'pauseOfficialAccount',
    ]);
  });

  it('stands in the reference, its code has a page, and its hover text is made', async () => {
    const read = (file: string): Promise<string> => readFile(join(copy.folder, 'generated', file), 'utf8');
    const page = await read('docs/operations/pauseOfficialAccount.html');
    for (const part of [
      '<h1>Pause an official channel</h1>',
      'id="request.Minutes"',
      'id="codes.130099"',
      '10 in 2 seconds',
    ]) {
      expect(page).toContain(part);
    }
    for (const list of ['index', 'tags/channels', 'operations/destroyOfficialAccount']) {
      expect(await read(`docs/${list}.html`)).toContain('operations/pauseOfficialAccount.html');
      expect(await read(`docs/zh-CN/${list}.html`)).toContain('operations/pauseOfficialAccount.html');
    }
    expect(await read('docs/llms.txt')).toContain('(operations/pauseOfficialAccount.md)');
    expect(await read('docs/errors/130099.html')).toContain('Wait until it runs again.');
    expect(await read('methods/channels.ts')).toContain('Limit: 10 calls in 2 seconds. Not idempotent');
  });

  it('stands in the document for other tools with its credentials, and in the Postman collection', async () => {
    const readJson = async (file: string) => JSON.parse(await readFile(join(copy.folder, 'generated', file), 'utf8'));
    const { paths, components } = await readJson('openapi.tools.json');
    const names = ['Sdkappid', 'Identifier', 'Usersig', 'Random', 'ContentType'];
    const parameters = names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
    expect(paths[path].post).toMatchObject({ operationId: 'pauseOfficialAccount', parameters });
    expect(components.schemas.PauseOfficialAccountRequest.properties.Minutes).toMatchObject({ minimum: 1 });
    const { item } = await readJson('docs/chat-openapi.postman_collection.json');
    expect(item[0].item.map(({ name }: { name: string }) => name)).toContain('Pause an official channel');
  });
});
