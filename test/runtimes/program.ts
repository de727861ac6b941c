/** Runs on Node, Deno and Bun, bundled: does one of the tasks below and writes down what came of it. */
import { inspect } from 'node:util';
import { type ChatClientOptions, createChatClient } from '@chat-openapi/client';
import { explainUserSig, readUserSig, signUserSig, verifyUserSig } from '@chat-openapi/usersig';
import { sampleKey, vectors } from '../../packages/usersig/test/vectors.ts';
import { countInflated } from './count-inflated.ts';

const { INPUT = '{}' } = process.env;
const input = JSON.parse(INPUT);
const options = { sdkAppId: 1400000000, identifier: 'administrator', secretKey: sampleKey };
const body = { Official_Account: '@TOA#_news' };

const tasks: Record<string, () => Promise<unknown>> = {
  async usersig() {
    const signed: string[] = [];
    const verified: boolean[] = [];
    for (const vector of vectors) {
      const given = { ...vector, now: vector.time };
      const userSig = await signUserSig({ ...given, expiresIn: vector.expire });
      signed.push(userSig);
      verified.push(await verifyUserSig(userSig, given));
      verified.push(await verifyUserSig(userSig, { ...given, secretKey: 'another' }));
    }
    return { signed, verified };
  },

  async bomb() {
    const inflated = countInflated();
    const findings = await explainUserSig(input.bomb, options);
    const byOwnInflater = inflated() === 0;
    // Only what reads without checking inflates by the platform's own streams.
    const read = String(await readUserSig(input.bomb));
    return {
      reasons: findings.map(({ code, reason }) => `${code} ${reason}`),
      byOwnInflater,
      read,
      inflated: inflated(),
    };
  },

  /** Signing, verifying and explaining where the platform has no streams for compression. */
  async withoutStreams() {
    Reflect.deleteProperty(globalThis, 'CompressionStream');
    Reflect.deleteProperty(globalThis, 'DecompressionStream');
    const userSig = await signUserSig(options);
    const findings = await explainUserSig(input.compressed, { ...options, identifier: 'xiaojun', now: 1700000000 });
    return {
      streams: typeof CompressionStream + typeof DecompressionStream,
      verified: await verifyUserSig(userSig, options),
      read: await readUserSig(userSig).then((claims) => claims?.identifier),
      findings,
    };
  },

  async call() {
    const chat = createChatClient({ ...options, baseUrl: input.url });
    const { ErrorCode } = await chat.destroyOfficialAccount(body);
    const error: unknown = await chat.destroyOfficialAccount(body).catch((reason: unknown) => reason);
    return { ErrorCode, error };
  },

  async stack() {
    const chat = createChatClient({ ...options, baseUrl: input.url, retry: false });
    async function terminateChannel() {
      // A line of its own for a place to look for.
      return chat.destroyOfficialAccount(body);
    }
    const call = terminateChannel();
    const error: unknown = await call.catch((reason: unknown) => reason);
    return error instanceof Error ? error.stack : undefined;
  },

  async calls() {
    const chat = createChatClient({ ...options, baseUrl: input.url, retry: false });
    const results: string[] = [];
    for (let call = 0; call < input.calls; call++) {
      results.push(
        await chat.destroyOfficialAccount(body).then(
          () => 'terminated',
          (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
        ),
      );
    }
    return results;
  },

  async leaks() {
    const { userSig, secretKey, identifier, urls } = input;
    for (const baseUrl of urls) {
      for (const credential of [{ userSig }, { secretKey }]) {
        const client: ChatClientOptions = { baseUrl, sdkAppId: 1, identifier, retry: false, ...credential };
        show(
          await createChatClient(client)
            .destroyOfficialAccount(body)
            .catch((error: unknown) => error),
        );
      }
    }
    return 'shown';
  },

  /** The same failures without the client. */
  async bareLeaks() {
    const { userSig, identifier, urls } = input;
    for (const url of urls) {
      const target = `${url}/v4?identifier=${identifier}&usersig=${userSig}`;
      show(await fetch(target, { method: 'POST', body: '{}', redirect: 'error' }).catch((error: unknown) => error));
    }
    return 'shown';
  },
};

/** Everything that somebody could log of an error. */
function show(value: unknown): void {
  console.error(value);
  console.error(inspect(value, { depth: 20, showHidden: true, getters: true }), String(value), JSON.stringify(value));
  for (let error = value; error instanceof Error; error = error.cause) {
    console.error(error.message, error.stack, JSON.stringify(Object.getOwnPropertyDescriptors(error)));
  }
}

console.log(JSON.stringify(await tasks[process.argv[2] ?? '']?.()));
