/** The nightly job of the guide, against a stand-in for the service. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, type TestContext } from 'vitest';
import { parse } from 'yaml';
import { inRoot } from '../../scripts/paths.ts';
import { readBlocks } from '../programs.ts';
import { type StandIn, startStandIn } from './stand-in/server.ts';

const run = promisify(execFile);
const guide = join('spec', 'docs', 'en', 'guides', '09-nightly-run.md');
const blocks = await readBlocks(guide);
const workflow = parse(blocks.find(({ language }) => language === 'yaml')?.code ?? '');
const steps: { name?: string; run?: string; env?: Record<string, string>; if?: string }[] = workflow.jobs.live.steps;
const stepOf = (name: string) => steps.find((step) => step.name === name) ?? expect.unreachable();

const account = { sdkAppId: 1400987654, identifier: 'nightly-administrator', secretKey: 'canary-key-of-the-night' };
const secrets: Record<string, string> = {
  CHAT_SDK_APP_ID: String(account.sdkAppId),
  CHAT_IDENTIFIER: account.identifier,
  CHAT_SECRET_KEY: account.secretKey,
};

interface Ended {
  code: number;
  output: string;
}

/** Runs what a step runs, in an environment like that of the job: with CI set. */
async function runStep(
  name: string,
  env: Record<string, string>,
  change = (command: string) => command,
): Promise<Ended> {
  const command = change(stepOf(name).run ?? '');
  const options = { cwd: inRoot(), env: { ...process.env, CI: 'true', ...env } };
  const {
    code = 0,
    stdout,
    stderr,
  } = await run('bash', ['-e', '-o', 'pipefail', '-c', command], options).catch((error) => error);
  return { code, output: stdout + stderr };
}

const callService = (service: StandIn, temp: string): Promise<Ended> =>
  runStep('Call the service', { ...secrets, RUNNER_TEMP: temp }, (command) =>
    command.replace('--region singapore', `--base-url ${service.url}`),
  );

/** A program in place of GitHub's `gh` that writes down what it is asked, and knows one open issue or none. */
async function prepare(
  { onTestFinished }: TestContext,
  openIssue = '',
): Promise<{ temp: string; env: Record<string, string>; asked(): Promise<string[]> }> {
  const temp = await mkdtemp(join(tmpdir(), 'chat-nightly-'));
  onTestFinished(() => rm(temp, { recursive: true }));
  const log = join(temp, 'asked.txt');
  await writeFile(log, '');
  const script = `#!/bin/sh\necho "$*" >> '${log}'\nif [ "$2" = list ]; then echo '${openIssue}'; fi\n`;
  await writeFile(join(temp, 'gh'), script);
  await chmod(join(temp, 'gh'), 0o755);
  const env = { RUNNER_TEMP: temp, PATH: `${temp}${delimiter}${process.env.PATH}`, GITHUB_RUN_ID: '7' };
  return { temp, env, asked: async () => (await readFile(log, 'utf8')).trim().split('\n') };
}

async function standIn({ onTestFinished }: TestContext): Promise<StandIn> {
  const service = await startStandIn(account);
  onTestFinished(() => service.close());
  return service;
}

// Most of their time is what the live run waits between its calls.
describe.concurrent('the nightly job of the guide', () => {
  it('is started by time or by hand alone, and gets its secrets in one step', () => {
    expect(Object.keys(workflow.on)).toStrictEqual(['schedule', 'workflow_dispatch']);
    expect(workflow.permissions).toStrictEqual({ contents: 'read', issues: 'write' });
    const expected = Object.fromEntries(Object.keys(secrets).map((name) => [name, `\${{ secrets.${name} }}`]));
    expect(stepOf('Call the service').env).toStrictEqual(expected);
    expect(steps.filter((step) => JSON.stringify(step).includes('secrets.'))).toHaveLength(1);
    expect(steps.filter((step) => step.run?.includes('env -u CI'))).toHaveLength(1);
  });

  it('calls the service although CI is set, and asks for nothing when only what may be missing is missing', async (context) => {
    const service = await standIn(context);
    const { temp, env, asked } = await prepare(context);
    const { code, output } = await callService(service, temp);
    expect(code, output).toBe(0);
    expect(service.answered).toBeGreaterThan(8);
    for (const secret of Object.values(secrets)) expect(output).not.toContain(secret);

    // The stand-in has fields that the document does not know, as the service has.
    const report = await readFile(join(temp, 'live.md'), 'utf8');
    expect(report).toMatch(/^\| tolerated /m);
    await writeFile(join(temp, 'live.md'), report.replaceAll(/^\| additive .*\n/gm, ''));
    expect(await runStep('Open an issue', env)).toMatchObject({ code: 0 });
    expect(await asked()).toStrictEqual(['']);

    await writeFile(join(temp, 'live.md'), report);
    expect(await runStep('Open an issue', env)).toMatchObject({ code: 0 });
    expect((await asked()).at(-1)).toMatch(/^issue create/);
  });

  it('opens an issue with what differs, and writes into it as long as it is open', async (context) => {
    const service = await standIn(context);
    service.faults.push('text-code');
    const { temp, env, asked } = await prepare(context);
    expect((await callService(service, temp)).code).toBe(1);
    const report = await readFile(join(temp, 'live.md'), 'utf8');
    expect(report).toMatch(/^\| breaking \| \w+ \| .+ \| \/ErrorCode \| /m);
    for (const secret of Object.values(secrets)) expect(report).not.toContain(secret);

    expect(await runStep('Open an issue', env)).toMatchObject({ code: 0 });
    expect((await asked()).at(-1)).toMatch(/^issue create --label contract --title .+ --body-file .+live\.md$/);

    const next = await prepare(context, '12');
    await writeFile(join(next.temp, 'live.md'), report);
    expect(await runStep('Open an issue', next.env)).toMatchObject({ code: 0 });
    expect((await next.asked()).at(-1)).toMatch(/^issue edit 12 --body-file .+live\.md$/);
  });

  it('opens an issue that names the log when there is no report', async (context) => {
    const { temp, env, asked } = await prepare(context);
    const unset = Object.fromEntries(Object.keys(secrets).map((name) => [name, '']));
    const { code, output } = await runStep('Call the service', { ...unset, RUNNER_TEMP: temp });
    expect(code).toBe(2);
    expect(output).toContain('CHAT_SDK_APP_ID, CHAT_IDENTIFIER, CHAT_SECRET_KEY not set');
    const flags = (await readFile(inRoot(guide), 'utf8')).match(/`--[a-z-]+`/g) ?? [];
    expect(flags.length).toBeGreaterThan(1);
    for (const flag of flags) expect(output).toContain(flag.slice(1, -1));
    expect(await runStep('Open an issue', env)).toMatchObject({ code: 0 });
    expect((await asked()).at(-1)).toMatch(/^issue create/);
    expect(await readFile(join(temp, 'live.md'), 'utf8')).toContain('/actions/runs/7');
  });
});
