import { readdir, readFile } from 'node:fs/promises';
import { describeCode, errorCodes } from '@chat-openapi/openapi';
import { readUserSig, signUserSig } from '@chat-openapi/usersig';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createChatClient } from '../src/index.ts';
import { checkOptions } from '../src/settings.ts';
import { createSignatureSource } from '../src/signature.ts';
import { json, startFaulty } from './faults.ts';
import { startAnswering } from './service.ts';

const identity = { sdkAppId: 1400000000, identifier: 'administrator' };
const secretKey = 'a-key';
const channel = { Official_Account: '@TOA#_a' };
const day = 24 * 60 * 60 * 1000;
const start = 1_700_000_000_000;

describe('the signature of a client', () => {
  it('is made once for calls that come together, and kept', async () => {
    const source = createSignatureSource(checkOptions({ region: 'tokyo', ...identity, secretKey }), () => start);
    const [first, second] = [source.current(), source.current()];
    expect(first).toBe(second);
    const signature = await first;
    expect(source.current()).toBe(signature);
    expect(await readUserSig(signature.userSig)).toStrictEqual({ ...identity, time: start / 1000, expire: 86400 });
  });

  it('is renewed when a tenth of its time is left, and not before', async () => {
    let now = start;
    const source = createSignatureSource(checkOptions({ region: 'tokyo', ...identity, secretKey }), () => now);
    const first = await source.current();
    now = start + 0.9 * day - 1;
    expect(source.current()).toBe(first);
    now = start + 0.9 * day;
    const second = await source.current();
    expect(second.userSig).not.toBe(first.userSig);
    expect(await readUserSig(second.userSig)).toMatchObject({ time: now / 1000 });
  });

  it('is asked of a function once for calls that come together, and again when a tenth of its time is left', async () => {
    let now = start;
    let asked = 0;
    const userSig = () => {
      asked++;
      return signUserSig({ ...identity, secretKey, expiresIn: 1000, now: now / 1000 });
    };
    const source = createSignatureSource(checkOptions({ region: 'tokyo', ...identity, userSig }), () => now);
    await Promise.all([source.current(), source.current()]);
    now += 899_000;
    await source.current();
    expect(asked).toBe(1);
    now += 2000;
    await Promise.all([source.current(), source.current()]);
    expect(asked).toBe(2);
  });

  it('is asked of a function each time when it cannot be read', async () => {
    let asked = 0;
    const userSig = () => `eJ${++asked}`;
    const source = createSignatureSource(checkOptions({ region: 'tokyo', ...identity, userSig }));
    await source.current();
    await source.current();
    expect(asked).toBe(2);
  });

  it('is asked again after the function has failed', async () => {
    let asked = 0;
    const userSig = async () => {
      if (++asked === 1) throw new Error('the vault is sealed');
      return 'eJ1';
    };
    const service = await startAnswering({ ErrorCode: 0 });
    const chat = createChatClient({ baseUrl: service.url, ...identity, userSig });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toThrow('the vault is sealed');
    expect(await chat.destroyOfficialAccount(channel)).toMatchObject({ ErrorCode: 0 });
  });

  it('does not keep a call longer than its deadline, and not from being aborted', async () => {
    const userSig = () => new Promise<never>(() => {});
    const options = { baseUrl: 'http://127.0.0.1:1', ...identity, userSig, deadline: 50 };
    const chat = createChatClient(options);
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({
      limit: 'deadline',
      outcome: 'notApplied',
    });
    const { signal } = new AbortController();
    const aborted = chat.destroyOfficialAccount(channel, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(10)]),
    });
    await expect(aborted).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('is refused when the function gives something else', async () => {
    for (const given of ['', 'a b', undefined, 7, 'https://host/?usersig=canary']) {
      const userSig = () => given;
      const chat = Reflect.apply(createChatClient, undefined, [{ region: 'tokyo', ...identity, userSig }]);
      const refused = chat.destroyOfficialAccount(channel);
      await expect(refused).rejects.toMatchObject({ name: 'ChatConfigError', outcome: 'notApplied' });
      await expect(refused).rejects.not.toThrow('canary');
    }
  });

  /** Calls signatures expired until it has seen the given number of different ones. */
  const startExpiring = (until: number) => {
    const seen = new Set<string | null>();
    return startFaulty((response, target) => {
      seen.add(new URL(target, 'http://service.test').searchParams.get('usersig'));
      response.writeHead(200, json).end(JSON.stringify({ ErrorCode: seen.size < until ? 70001 : 0 }));
    });
  };

  it('is renewed at once, and once, when the service calls it expired', async () => {
    let made = 0;
    const userSig = () => signUserSig({ ...identity, secretKey, expiresIn: 1000 + made++ });
    const server = await startExpiring(2);
    const chat = createChatClient({ baseUrl: server.url, ...identity, userSig, retry: false });
    // Each request has a random number of its own; a pause would be one more.
    const random = vi.spyOn(Math, 'random');
    onTestFinished(() => random.mockRestore());
    expect(await chat.destroyOfficialAccount(channel)).toMatchObject({ ErrorCode: 0 });
    expect(random).toHaveBeenCalledTimes(2);
    expect(made).toBe(2);

    const other = await startExpiring(99);
    const never = createChatClient({ baseUrl: other.url, ...identity, userSig });
    await expect(never.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 70001, attempts: 2 });
  });

  it('is renewed after each code of which the document says so, and after no other', async () => {
    const renewing = Object.keys(errorCodes).filter((code) => describeCode(Number(code))?.renews === true);
    expect(renewing.length).toBeGreaterThan(1);
    for (const code of [...renewing, '70009', '70003', '70101']) {
      let made = 0;
      const userSig = () => signUserSig({ ...identity, secretKey, expiresIn: 1000 + made++ });
      const server = await startAnswering({ ErrorCode: Number(code) });
      const chat = createChatClient({ baseUrl: server.url, ...identity, userSig, retry: false });
      const attempts = renewing.includes(code) ? 2 : 1;
      await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: Number(code), attempts });
      expect(made).toBe(attempts);
    }
  });

  it('is not repeated with a signature that is all there is', async () => {
    const server = await startExpiring(2);
    const chat = createChatClient({ baseUrl: server.url, ...identity, userSig: 'eJ1' });
    await expect(chat.destroyOfficialAccount(channel)).rejects.toMatchObject({ code: 70001, attempts: 1 });
  });

  it('is renewed once for calls that fail together', async () => {
    let made = 0;
    const userSig = () => signUserSig({ ...identity, secretKey, expiresIn: 1000 + made++ });
    const server = await startExpiring(2);
    const chat = createChatClient({ baseUrl: server.url, ...identity, userSig });
    await Promise.all([1, 2, 3].map(() => chat.destroyOfficialAccount(channel)));
    expect(made).toBe(2);
  });
});

it('no number of a code stands in the sources of the client', async () => {
  const folder = new URL('../src/', import.meta.url);
  const names = await readdir(folder, { recursive: true });
  const found: string[] = [];
  for (const name of names.filter((file) => file.endsWith('.ts'))) {
    const text = await readFile(new URL(name, folder), 'utf8');
    for (const number of text.match(/(?<![\w.])\d+(?![\w.])/g) ?? [])
      if (number in errorCodes) found.push(`${name}: ${number}`);
  }
  expect(names.length).toBeGreaterThan(20);
  expect(found).toStrictEqual([]);
});
