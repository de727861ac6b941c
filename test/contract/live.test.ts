/** The live run, against a stand-in for the service. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operations, regions } from '@chat-openapi/openapi';
import { signUserSig } from '@chat-openapi/usersig';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCaller, createPace, secretsOfAccount } from '../../packages/contract/src/caller.ts';
import { createChecker } from '../../packages/contract/src/check.ts';
import { type Caller, type LiveResult, runLive } from '../../packages/contract/src/live.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { createRecorder } from '../../packages/contract/src/recorder.ts';
import { createRedaction } from '../../packages/contract/src/redact.ts';
import { inRoot } from '../../scripts/paths.ts';
import { expectEnd, startGroup } from '../process-group.ts';
import { findLeaks } from './leaks.ts';
import { environment, program, runContract } from './run-contract.ts';
import { type Fault, type StandIn, startStandIn } from './stand-in/server.ts';

const app = { sdkAppId: 1400987654, identifier: 'live-administrator', secretKey: 'canary-key-of-the-live-test' };
const credentials = {
  CHAT_SDK_APP_ID: String(app.sdkAppId),
  CHAT_IDENTIFIER: app.identifier,
  CHAT_SECRET_KEY: app.secretKey,
};
const document = readDocument();
const checker = createChecker(document);
const redaction = createRedaction(document);
const secrets = secretsOfAccount(app);
const channel = '@TOA#_contract-canary';

async function standIn(): Promise<StandIn> {
  const service = await startStandIn(app);
  onTestFinished(() => service.close());
  return service;
}

async function run(
  caller: Caller,
  { signal = new AbortController().signal, subscriber }: { signal?: AbortSignal; subscriber?: string } = {},
): Promise<LiveResult & { lines: string[] }> {
  const lines: string[] = [];
  const print = (...more: string[]): number => lines.push(...more);
  const owner = app.identifier;
  const result = await runLive({ caller, checker, channel, owner, subscriber, redaction, secrets, signal, print });
  return { ...result, lines };
}

/** Speaks to the stand-in directly, so that operations can be called which the document does not have yet. */
function directCaller({ url }: StandIn, before: (operation: string) => void = () => {}): Caller {
  const commands: Record<string, string> = {
    createOfficialAccount: 'create_official_account',
    getOfficialAccountInfo: 'get_official_account_info',
    destroyOfficialAccount: 'destroy_official_account',
  };
  return {
    has: (operation) => operation in commands,
    async call(operation, body, signing, signal) {
      before(operation);
      signal.throwIfAborted();
      const usersig = signing === 'right' ? await signUserSig(app) : 'wrong';
      const query = new URLSearchParams({
        sdkappid: String(app.sdkAppId),
        identifier: app.identifier,
        usersig,
        random: '1',
        contenttype: 'json',
      });
      const path = `/v4/official_account_open_http_svc/${commands[operation]}`;
      const response = await fetch(`${url}${path}?${query}`, { method: 'POST', body: JSON.stringify(body), signal });
      return { status: response.status, text: await response.text() };
    },
  };
}

const clientCaller = ({ url }: StandIn, folder?: string): Caller =>
  createCaller({
    account: app,
    target: { baseUrl: url },
    pace: async () => {},
    recorder:
      folder === undefined ? undefined : createRecorder({ folder, documentHash: '0123456789abcdef', redaction }),
  });

const breaking = ({ checked }: LiveResult): string[] =>
  checked.flatMap(({ file, findings }) =>
    findings.filter(({ severity }) => severity === 'breaking').map(({ rule }) => `${file}: ${rule}`),
  );

describe('the live run', () => {
  it('provokes each refusal through the real client, and checks and records every answer', async () => {
    const service = await standIn();
    const folder = await mkdtemp(join(tmpdir(), 'chat-live-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const result = await run(clientCaller(service, folder));
    expect(breaking(result)).toStrictEqual([]);
    expect(result.left).toBe(false);
    const refusals = [130004, 130007, 20001, 130007, 70001, 70003, 70009, 70013, 70014];
    expect(service.requests.map(({ code }) => code).slice(-9)).toStrictEqual(refusals);
    expect(
      result.checked.slice(-9).flatMap(({ findings }) => findings.filter(({ rule }) => rule === 'expected')),
    ).toStrictEqual([]);

    const recorded = await readdir(folder);
    expect(recorded).toHaveLength(service.answered);
    const canaries = [app.secretKey, app.identifier, String(app.sdkAppId), channel];
    expect(await findLeaks(folder, canaries)).toStrictEqual([]);
    const paths: string[] = Object.values(operations).map(({ path }) => path);
    for (const name of recorded) {
      const recording = JSON.parse(await readFile(join(folder, name), 'utf8'));
      expect(recording.status).toBe(200);
      expect(paths).toContain(recording.operation);
    }
  });

  it('leaves out what the document does not have, and says so', async () => {
    const service = await standIn();
    const { has, ...caller } = clientCaller(service);
    const { lines, left } = await run({ ...caller, has: (id) => id !== 'createOfficialAccount' && has(id) });
    expect(lines).toContain('create a channel: left out, the document has no createOfficialAccount');
    expect(lines).toContain('read the channel: left out, there is no channel');
    expect(service.requests).toHaveLength(9);
    expect(left).toBe(false);
  });

  it('leads a channel of its own through its life, for one subscriber alone', async () => {
    const service = await standIn();
    service.channels.add('@TOA#_of-somebody-else');
    const result = await run(clientCaller(service), { subscriber: 'somebody' });
    const life = service.requests.slice(0, 13).map(({ path, code }) => [path.split('/').at(-1), code]);
    expect(life).toStrictEqual([
      ['create_official_account', 0],
      ['get_official_account_info', 0],
      ['modify_official_account_base_info', 0],
      ['add_subscriber', 0],
      ['get_subscriber_info', 0],
      ['get_subscribed_official_account_list', 0],
      ['modify_subscriber_info', 0],
      ['send_official_account_msg', 0],
      ['official_account_msg_get_simple', 0],
      ['official_account_msg_recall', 0],
      ['delete_subscriber', 0],
      ['destroy_official_account', 0],
      ['destroy_official_account', 130004],
    ]);
    expect([...service.channels]).toStrictEqual(['@TOA#_of-somebody-else']);
    expect(breaking(result)).toStrictEqual([]);
    expect(result.left).toBe(false);
    expect(new Set(result.checked.map(({ operation }) => operation))).toStrictEqual(new Set(Object.keys(operations)));
    // Cleaning up included.
    expect(result.checked.length + 3).toBeLessThanOrEqual(30);
  });

  it('sends nothing when nobody is named, or somebody else has subscribed', async () => {
    const service = await standIn();
    const alone = await run(clientCaller(service));
    expect(alone.lines).toContain('send a message: left out, --subscriber is not given');
    const { call, ...caller } = clientCaller(service);
    const { lines } = await run(
      {
        ...caller,
        call(operation, ...rest) {
          if (operation === 'getSubscriberInfo') service.subscribers.get(channel)?.add('a stranger');
          return call(operation, ...rest);
        },
      },
      { subscriber: 'somebody' },
    );
    expect(lines).toContain('send a message: left out, the list of subscribers does not show that one alone');
    expect(lines).toContain('recall the message: left out, no answer has told its key');
    expect(service.requests.filter(({ path }) => path.endsWith('send_official_account_msg'))).toStrictEqual([]);
  });

  it('reports an item that was not dealt with although the call has succeeded', async () => {
    const service = await standIn();
    const { checked } = await run(clientCaller(service), { subscriber: 'nobody' });
    const findings = checked.find(({ operation }) => operation === 'addSubscriber')?.findings;
    expect(findings).toContainEqual({
      severity: 'additive',
      pointer: '/SubscriberList/0/Result',
      rule: 'expected',
      found: '0',
      expected: '1 or 2',
    });
  });

  it.each<[string, Fault[], string]>([
    ['it is interrupted while the channel exists', [], 'getOfficialAccountInfo'],
    ['it is interrupted just when the channel is to be terminated', [], 'destroyOfficialAccount'],
    ['the answer to the creation never comes', ['reset'], ''],
    ['the termination fails first', ['errorcode', 'errorcode', 'html-502', 'not-json'], ''],
  ])('cleans up when %s', async (_, faults, interruptAt) => {
    const service = await standIn();
    service.faults.push(...faults);
    const controller = new AbortController();
    const caller = directCaller(service, (operation) => {
      if (operation === interruptAt) controller.abort(new Error('interrupted'));
    });
    const careful: Caller = {
      ...caller,
      call: (...call) =>
        caller.call(...call).catch((error: Error) => {
          if (call[3].aborted) throw error;
          return { failure: error.message };
        }),
    };
    const result = await run(careful, { signal: controller.signal });
    expect(result.left).toBe(false);
    expect([...service.channels]).toStrictEqual([]);
    expect(result.lines.some((line) => line === 'interrupted')).toBe(interruptAt !== '');
  });

  it('does not clean up for ever after an interruption', async () => {
    const service = await standIn();
    const controller = new AbortController();
    const caller = directCaller(service, (operation) => {
      if (operation === 'getOfficialAccountInfo') controller.abort(new Error('interrupted'));
    });
    const hanging: Caller = {
      ...caller,
      call(operation, body, signing, signal) {
        if (operation !== 'destroyOfficialAccount') return caller.call(operation, body, signing, signal);
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    };
    expect((await run(hanging, { signal: controller.signal })).left).toBe(true);
  });

  it('says that a channel may be left when it cannot clean up', async () => {
    const service = await standIn();
    const caller = directCaller(service);
    const deaf: Caller = {
      ...caller,
      call: (operation, ...rest) =>
        operation === 'destroyOfficialAccount'
          ? Promise.resolve({ failure: 'no connection' })
          : caller.call(operation, ...rest),
    };
    const result = await run(deaf);
    expect(result.left).toBe(true);
    expect(result.checked.filter(({ file }) => file === 'clean up')).toHaveLength(3);
  });

  it('reports what breaks the document, and another code than expected as news', async () => {
    const service = await standIn();
    service.faults.push('text-code');
    const result = await run(clientCaller(service));
    expect(breaking(result)).toHaveLength(1);
    const other = await run({
      has: (operation) => operation === 'destroyOfficialAccount',
      call: async () => ({ status: 200, text: '{"ActionStatus":"FAIL","ErrorInfo":"","ErrorCode":20005}' }),
    });
    expect(breaking(other)).toStrictEqual([]);
    expect(other.checked[0]?.findings).toMatchObject([{ severity: 'additive', found: '20005', expected: '130004' }]);
  });

  it('starts at most two requests in a second, and no more than its number', async () => {
    let time = 0;
    const starts: number[] = [];
    const pace = createPace(30, 500, {
      now: () => time,
      sleep: async (milliseconds) => {
        time += milliseconds;
      },
    });
    const { signal } = new AbortController();
    for (let call = 0; call < 30; call += 1) {
      await pace(signal);
      starts.push(time);
      time += call % 3 === 0 ? 50 : 700;
    }
    for (const [index, start] of starts.entries()) {
      expect(starts.filter((other) => other >= start && other < start + 1000).length, `call ${index}`).toBeLessThan(3);
    }
    await expect(pace(signal)).rejects.toThrow('More than 30 requests');
  });
});

describe('npm run contract -- live', () => {
  const flag = '--i-have-an-account';

  it('refuses to run in CI, without the flag, without credentials, and elsewhere than it may', async () => {
    const service = await standIn();
    const base = ['live', '--base-url', service.url];
    const cases: [string[], Record<string, string>, RegExp][] = [
      [[...base, flag], { ...credentials, CI: 'true' }, /CI is set, and this never runs in CI/],
      [base, credentials, /--i-have-an-account is missing[\s\S]*CHAT_SECRET_KEY {2}the key of the console/],
      [['live', '--region', 'singapore', flag], {}, /CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY not set/],
      [['live', flag], credentials, new RegExp(`--region has to be one of ${Object.keys(regions).join(', ')}`)],
      [[...base, flag, '--owner', ' '], credentials, /user id of 1 to 32 bytes/],
      [[...base, flag, '--subscriber', 'ü'.repeat(17)], credentials, /user id of 1 to 32 bytes/],
      [['live', '--base-url', 'https://example.com', flag], credentials, /is for a stand-in on this machine/],
      [[...base, flag], { ...credentials, CHAT_SDK_APP_ID: 'x' }, /CHAT_SDK_APP_ID is no SDKAppID/],
    ];
    const runs = cases.map(async ([args, env, message]) => {
      const { code, stderr, stdout } = await runContract(args, { env });
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain(app.secretKey);
    });
    await Promise.all(runs);
    expect(service.answered).toBe(0);
  });
});

describe.runIf(process.platform === 'linux')('chat-contract', () => {
  const start = (service: StandIn) => {
    const people = ['--owner', 'canary-of-the-owner', '--subscriber', 'canary-of-the-subscriber'];
    const args = ['live', '--base-url', service.url, '--i-have-an-account', ...people];
    return startGroup(process.execPath, [...program, ...args], { env: environment(credentials) });
  };

  it('live shows each answer as it comes, and nothing once it is interrupted', async () => {
    const service = await standIn();
    await using group = await start(service);
    await group.says(/^a malformed id: 130007, HTTP 200$/m);
    expectEnd(await group.end('SIGINT'), 130);
    for (const secret of [app.secretKey, app.identifier, String(app.sdkAppId), 'canary']) {
      expect(group.output()).not.toContain(secret);
    }
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('live ends on %s while the service does not answer', async (signal) => {
    const service = await standIn();
    service.faults.push('hang');
    await using group = await start(service);
    await expect.poll(() => service.answered, { timeout: 20_000 }).toBe(1);
    expectEnd(await group.end(signal), signal === 'SIGINT' ? 130 : 143);
  });
});

describe('the stand-in', () => {
  it('is made from no part of the document', async () => {
    const source = await readFile(inRoot('test', 'contract', 'stand-in', 'server.ts'), 'utf8');
    const imported = [...source.matchAll(/from '([^']+)'|import\(([^)]+)\)|require\(([^)]+)\)/g)].map(
      ([, name]) => name,
    );
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.every((name) => name?.startsWith('node:'))).toBe(true);
    expect(source).not.toMatch(/openapi\.json|readFile/);
  });
});
