/** The types of the published packages, with several compilers. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { inToolchains, noToolchains } from '../toolchains/installed.ts';
import { installPacked, run } from './packed.ts';

const program = `
import {
  type AttemptEvent, type ChatClient, type ChatClientOptions, ChatHttpError, createChatClient, explainErrorCode,
  isChatApiError, type Quota,
} from '@chat-openapi/client';
import { type Checker, createChecker, type Finding, readDocument } from '@chat-openapi/contract';
import { type DestroyOfficialAccountBody, errorCodes, operations, regions } from '@chat-openapi/openapi';
import { errorCatalogue } from '@chat-openapi/openapi/catalogue';
import { explainUserSig, readUserSig, signUserSig, type UserSigFinding, verifyUserSig } from '@chat-openapi/usersig';

const quota: Quota = { start: async ({ operation }, start) => (console.log(operation), start()) };
const options: ChatClientOptions = {
  region: 'singapore',
  sdkAppId: 1,
  identifier: 'administrator',
  userSig: () => signUserSig({ sdkAppId: 1, secretKey: 'key', identifier: 'administrator' }),
  quota,
  timeout: undefined,
  onAttempt: ({ outcome, code }: AttemptEvent) => console.log(outcome, code),
};
const chat: ChatClient = createChatClient(options);
const body: DestroyOfficialAccountBody = { Official_Account: '@TOA#_a' };
try {
  const { ErrorCode } = await chat.destroyOfficialAccount(body, { signal: new AbortController().signal });
  const zero: 0 = ErrorCode;
  console.log(zero);
} catch (error) {
  if (isChatApiError(error, 'destroyOfficialAccount') && error.code === 130004) console.log(error.code satisfies 130004);
  else if (error instanceof ChatHttpError) console.log(error.status.toFixed());
}
const findings: UserSigFinding[] = await explainUserSig('text', { sdkAppId: 1, secretKey: 'key', identifier: 'a' });
console.log(findings, await readUserSig('text'), await explainErrorCode(130004), verifyUserSig);
const checker: Checker = createChecker(readDocument());
const differences: Finding[] = checker.checkAnswer({ operation: 'destroyOfficialAccount', status: 200, body: {} });
console.log(differences.map(({ severity, pointer, found }) => severity + pointer + found));
console.log(errorCodes[130004], errorCatalogue[130004]?.remedy, operations.destroyOfficialAccount.path, regions.tokyo.url);
`;

const withOpenapiFetch = `
import { type ChatFetchClient, createFetchClient } from '@chat-openapi/client/openapi-fetch';

const client: ChatFetchClient = createFetchClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key' });
const { data, error } = await client.POST('/v4/official_account_open_http_svc/destroy_official_account', {
  body: { Official_Account: '@TOA#_a' },
});
if (error) console.log(error.ErrorCode.toFixed());
else console.log(data.ErrorCode satisfies 0);
`;

/** Each line after the first has one mistake that a compiler has to see. */
const mistakes = `
import { createChatClient } from '@chat-openapi/client';
createChatClient({ region: 'moon', sdkAppId: 1, identifier: 'a', secretKey: 'key' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretkey: 'key' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key', timeOut: 1 });
createChatClient({ region: 'tokyo', baseUrl: 'http://a.test', sdkAppId: 1, identifier: 'a', secretKey: 'key' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key', timeout: '1' });
createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'a', secretKey: 'key' }).destroyOfficialAccount({});
`.trimStart();

const compilers = new Map([
  ['5.4.5', inToolchains('typescript-5.4', 'bin', 'tsc')],
  ['5.9.3', binary('typescript', 'bin/tsc')],
  ['6.0.3', inToolchains('typescript-6', 'bin', 'tsc')],
  ['7.0.2', inToolchains('typescript-7', 'bin', 'tsc')],
]);
/** How a project finds modules and names; what is below a package does not depend on both at once. */
const projects = {
  'Node (nodenext)': { module: 'nodenext', moduleResolution: 'nodenext', lib: ['es2022'], types: ['node'] },
  'a bundler and the DOM': { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'], types: [] },
};
const cases = [...compilers.keys()].flatMap((version) =>
  Object.keys(projects)
    // The oldest and the newest stand for those between.
    .filter((world) => world.startsWith('Node') || version === '5.4.5' || version === '7.0.2')
    .map((world) => ({ version, world })),
);
let project: string;

beforeAll(async () => {
  project = await installPacked(['openapi', 'usersig', 'client', 'contract']);
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await writeFile(join(project, 'program.ts'), program);
  await writeFile(join(project, 'openapi-fetch.ts'), withOpenapiFetch);
  await writeFile(join(project, 'mistakes.ts'), mistakes);
  const types = join(project, 'node_modules', '@types', 'node');
  await mkdir(dirname(types), { recursive: true });
  await symlink(inRoot('node_modules', '@types', 'node'), types, 'junction');
  for (const [world, options] of Object.entries(projects)) {
    const strictest = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
    const compilerOptions = { ...strictest, skipLibCheck: false, target: 'es2022', noEmit: true, ...options };
    await writeFile(join(project, `${world}.json`), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  }
});

describe('the published types', () => {
  it.for(cases)('serve TypeScript $version with $world', async ({ version, world }, context) => {
    if (noToolchains && version !== '5.9.3') context.skip(noToolchains);
    const args = [compilers.get(version) ?? '', '-p', `${world}.json`, '--pretty', 'false'];
    const errors = await run(process.execPath, args, { cwd: project }).then(
      () => [],
      ({ stdout }) => String(stdout).match(/^\S.*error TS.*$/gm),
    );
    const lines = mistakes.trim().split('\n').length;
    const expected = Array.from({ length: lines - 1 }, (_, index) => `mistakes.ts(${index + 2}`);
    expect(errors?.map((error) => error.split(',')[0])).toStrictEqual(expected);
  });
});
