import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChatClientOptions } from '@chat-openapi/client';
import type { paths } from '@chat-openapi/openapi';
import { identity, requestBody, requestPath } from '../request.ts';

/** What a program needs to know. */
export interface Setup {
  /** Where the server answers. */
  url: string;
  /** The folder of the bundles. */
  bundles: string;
  /** The folder in which the peers are installed. */
  peers: string;
}

/** Does the work a number of times. */
type Work = (times: number) => Promise<void>;

/** One of the things that are compared. Each runs in a process of its own. */
type Program = (setup: Setup) => Work | Promise<Work>;

export const inFlight = 32;

const { sdkAppId, identifier, secretKey } = identity;
const day = 24 * 60 * 60;

/** Everything is on; the quota is set so high that nothing has to wait for it. */
const optionsFor = (baseUrl: string): ChatClientOptions => ({ baseUrl, ...identity, quota: 1_000_000 });

export const programs = {
  'raw fetch': async (setup) => {
    const query = { sdkappid: String(sdkAppId), identifier, usersig: await userSigOf(setup), contenttype: 'json' };
    const url = `${setup.url}${requestPath}?${new URLSearchParams(query)}&random=`;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    return calling(async () => {
      const response = await fetch(`${url}${randomNumber()}`, { ...init, body: JSON.stringify(requestBody) });
      return response.json();
    });
  },
  'plain openapi-fetch': async (setup) => {
    const { default: createClient }: typeof import('./entries/plain.ts') = await load(setup, 'plain');
    const client = createClient<paths>({ baseUrl: setup.url });
    const query = { sdkappid: sdkAppId, identifier, usersig: await userSigOf(setup), contenttype: 'json' } as const;
    return calling(async () => {
      const params = { query: { ...query, random: randomNumber() } };
      return (await client.POST(requestPath, { params, body: requestBody })).data;
    });
  },
  methods: async (setup) => {
    const { createChatClient }: typeof import('./entries/methods.ts') = await load(setup, 'methods');
    const client = createChatClient(optionsFor(setup.url));
    return calling(() => client.destroyOfficialAccount(requestBody));
  },
  "methods, with the caller's signal": async (setup) => {
    const { createChatClient }: typeof import('./entries/methods.ts') = await load(setup, 'methods');
    const client = createChatClient(optionsFor(setup.url));
    const { signal } = new AbortController();
    return calling(() => client.destroyOfficialAccount(requestBody, { signal }));
  },
  'openapi-fetch entry': async (setup) => {
    const { createFetchClient }: typeof import('./entries/openapi-fetch.ts') = await load(setup, 'openapi-fetch');
    const client = createFetchClient(optionsFor(setup.url));
    return calling(async () => (await client.POST(requestPath, { body: requestBody })).data);
  },
  'hey-api client': async (setup) => {
    const { client, destroyOfficialAccount }: HeyApi = await load(setup, 'hey-api');
    const keys: Record<string, string> = { sdkappid: String(sdkAppId), identifier, usersig: await userSigOf(setup) };
    client.setConfig({ baseUrl: setup.url, auth: ({ name }) => keys[name] });
    return calling(async () => {
      const query = { random: randomNumber(), contenttype: 'json' };
      return (await destroyOfficialAccount({ query, body: requestBody })).data;
    });
  },
  'redocly client': async (setup) => {
    const { client }: Redocly = await load(setup, 'redocly');
    const usersig = await userSigOf(setup);
    client.configure({ serverUrl: setup.url, auth: { apiKey: { sdkappid: String(sdkAppId), identifier, usersig } } });
    return calling(() => {
      const query = { random: randomNumber(), contenttype: 'json' };
      return client.destroyOfficialAccount({ query, body: requestBody });
    });
  },
  signUserSig: async (setup) => {
    const { signUserSig, verifyUserSig } = await loadSigning(setup);
    const sign = (): Promise<string> => signUserSig({ ...identity, expiresIn: day });
    if (!(await verifyUserSig(await sign(), identity))) throw new Error('The signature is not right.');
    return async (times) => {
      for (let done = 0; done < times; done++) await sign();
    };
  },
  'tls-sig-api-v2': async (setup) => {
    const { verifyUserSig } = await loadSigning(setup);
    const { Api }: VendorSigner = createRequire(join(setup.peers, 'package.json'))('tls-sig-api-v2');
    const api = new Api(sdkAppId, secretKey);
    const sign = (): string => api.genSig(identifier, day, null);
    if (!(await verifyUserSig(sign(), identity))) throw new Error('The signature is not right.');
    return async (times) => {
      for (let done = 0; done < times; done++) sign();
    };
  },
  'kept signature': async (setup) => {
    const { checkOptions, createSignatureSource } = await loadSigning(setup);
    const source = createSignatureSource(checkOptions(optionsFor('http://127.0.0.1')));
    await source.current();
    return async (times) => {
      for (let done = 0; done < times; done++) {
        if (source.current() instanceof Promise) throw new Error('The signature was made anew.');
      }
    };
  },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

export const isProgramName = (name: string): name is ProgramName => Object.hasOwn(programs, name);

/** The programs that make calls. Speed is given relative to the first. */
export const callPrograms = [
  'raw fetch',
  'plain openapi-fetch',
  'methods',
  "methods, with the caller's signal",
  'openapi-fetch entry',
  'hey-api client',
  'redocly client',
] as const satisfies ProgramName[];

/** The programs that make signatures. */
export const signPrograms = ['signUserSig', 'tls-sig-api-v2'] as const satisfies ProgramName[];

/** Makes calls, with a fixed number under way at once. Each has to end in success. */
function calling(call: () => Promise<unknown>): Work {
  return async (times) => {
    let left = times;
    const caller = async (): Promise<void> => {
      while (left-- > 0) {
        const answer = await call();
        if (Object(answer).ErrorCode !== 0) throw new Error(`The server refused: ${JSON.stringify(answer)}`);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, caller));
  };
}

/** The programs that do not make a new one for each request by themselves do it here. */
const randomNumber = (): number => Math.trunc(Math.random() * 2 ** 32);

const load = (setup: Setup, name: string) => import(pathToFileURL(join(setup.bundles, `${name}.mjs`)).href);

const loadSigning = (setup: Setup): Promise<typeof import('./entries/signing.ts')> => load(setup, 'signing');

const userSigOf = async (setup: Setup): Promise<string> =>
  (await loadSigning(setup)).signUserSig({ ...identity, expiresIn: day });

/** What is used of the peers, whose own types exist only after they have been made. */
interface HeyApi {
  client: { setConfig(config: { baseUrl: string; auth(scheme: { name: string }): string | undefined }): void };
  destroyOfficialAccount(options: { query: object; body: object }): Promise<{ data: unknown }>;
}

interface Redocly {
  client: {
    configure(config: { serverUrl: string; auth: { apiKey: Record<string, string> } }): void;
    destroyOfficialAccount(input: { query: object; body: object }): Promise<unknown>;
  };
}

interface VendorSigner {
  Api: new (sdkAppId: number, secretKey: string) => { genSig(userId: string, expire: number, userBuf: null): string };
}
