import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingOptionalPackages } from '../../../scripts/complete-lockfile.mjs';
import { inRoot } from '../../../scripts/paths.ts';
import { runNode } from '../../../scripts/run.ts';
import { startServer } from '../child.ts';
import { compare, type Round } from '../compare.ts';
import { installPeers, peersFolder } from '../peers.ts';
import { identity, requestBody, requestPath } from '../request.ts';
import { makeBundles, runClientBench } from './bench.ts';
import { callPrograms, signPrograms } from './programs.ts';
import { describe as describeResults } from './report.ts';

/** Why there is nothing to compare with, where it cannot be installed. With CI set that is an error. */
const noPeers: string | undefined = await installPeers().then(
  () => undefined,
  (error: Error) => {
    if (process.env.CI) throw error;
    return `what the client is compared with cannot be installed: ${error.message.slice(0, 200)}`;
  },
);

const once = { groups: 1, rounds: 1, warmUps: 0 };

describe('npm run bench client', () => {
  it('compares programs that really make calls and signatures', async (context) => {
    if (noPeers !== undefined) context.skip(noPeers);
    const steps: string[] = [];
    const results = await runClientBench(
      {
        calls: { ...once, times: 40 },
        signing: { ...once, times: 5 },
        keptSignature: { ...once, times: 1000 },
      },
      (step) => steps.push(step),
    );

    const programsOf = (groups: Round[][]) => groups.flat().map((round) => [...round.keys()].sort());
    expect(programsOf(results.calls)).toStrictEqual([[...callPrograms].sort()]);
    expect(programsOf(results.signing)).toStrictEqual([[...signPrograms].sort()]);
    expect(programsOf(results.keptSignature)).toStrictEqual([['kept signature']]);
    for (const round of [results.calls, results.signing, results.keptSignature].flat(2)) {
      for (const [name, { wall, cpu }] of round) {
        expect(Number.isFinite(wall) && wall > 0, `time of ${name}`).toBe(true);
        expect(Number.isFinite(cpu) && cpu > 0, `processor time of ${name}`).toBe(true);
      }
    }
    expect(results.bundles.map(({ name }) => name)).toStrictEqual([
      'readme',
      'methods',
      'openapi-fetch',
      'plain',
      'hey-api',
      'redocly',
    ]);
    for (const { name, bytes } of results.bundles) expect(bytes, name).toBeGreaterThan(1000);

    const report = describeResults(results).join('\n');
    for (const name of [...callPrograms, ...signPrograms]) expect(report).toContain(`  ${name}`);
    expect(report.match(/^ {2}(reached|MISSED ) /gm)).toHaveLength(5);
    expect(report).not.toMatch(/NaN|Infinity|undefined/);
    expect(steps).toContain('calls: group 1 of 1, round 1 of 1');
  });

  it('takes no call for a success that the server has refused, whichever program makes it', async (context) => {
    if (noPeers !== undefined) context.skip(noPeers);
    const folder = await mkdtemp(join(tmpdir(), 'chat-openapi-bench-'));
    try {
      await makeBundles(folder);
      await using server = await startServer();
      const setup = { url: `${server.url}/elsewhere`, bundles: folder, peers: peersFolder };
      const ends = callPrograms.map(async (name) => {
        await expect(compare([name], { ...once, times: 1 }, setup, () => {})).rejects.toThrow(
          new RegExp(`^${name}: .*(refused|60003)`),
        );
      });
      await Promise.all(ends);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('names the benches that it knows when it is asked for another one', async () => {
    const { code, output } = await runNode(inRoot('scripts', 'bench.ts'), ['clint'], { capture: true });
    expect(code).toBe(2);
    expect(output).toMatch(
      /^npm run bench: .*'clint' is invalid .* Allowed choices are cli, client, .*mock.*--help\.\n$/,
    );
  });
});

describe('the server that answers the programs', () => {
  it('answers with success to whole requests only', async () => {
    await using server = await startServer();
    const query = {
      sdkappid: String(identity.sdkAppId),
      identifier: identity.identifier,
      usersig: 'x'.repeat(120),
      random: '7',
      contenttype: 'json',
    };
    const whole = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(requestBody),
    };
    const codeOf = async (parameters: object, init: RequestInit): Promise<unknown> => {
      const response = await fetch(`${server.url}${requestPath}?${new URLSearchParams({ ...parameters })}`, init);
      return (await response.json()).ErrorCode;
    };

    expect(await codeOf(query, whole)).toBe(0);
    for (const name of Object.keys(query)) {
      const rest = Object.fromEntries(Object.entries(query).filter(([other]) => other !== name));
      expect(await codeOf(rest, whole), `without ${name}`).toBe(60003);
    }
    expect(await codeOf(query, { ...whole, method: 'PUT' })).toBe(60003);
    expect(await codeOf(query, { ...whole, headers: {} })).toBe(60003);
    expect(await codeOf(query, { ...whole, body: '{}' })).toBe(60003);
  });
});

describe('the packages that the client is compared with', () => {
  it('are locked completely, to exact versions and without a registry', async () => {
    const read = async (file: string) => JSON.parse(await readFile(join(peersFolder, file), 'utf8'));
    const { dependencies } = await read('package.json');
    for (const [name, version] of Object.entries(dependencies)) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    const lock = await read('package-lock.json');
    expect(missingOptionalPackages(lock)).toStrictEqual([]);
    expect(JSON.stringify(Object.values(lock.packages).map((entry) => Object(entry).resolved))).not.toContain('://');
    expect(lock.packages[''].dependencies).toStrictEqual(dependencies);
  });
});
