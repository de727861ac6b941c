/** What the service says to refused calls: where the app is, and whether it takes the credentials. */
import { createChatClient, explainErrorCode, isChatApiError } from '@chat-openapi/client';
import { signUserSig } from '@chat-openapi/usersig';
import type { Check } from './check.ts';
import type { Caller } from './credentials.ts';
import type { Host } from './network.ts';

/** No channel can be called so: ids begin with `@TOA#_`. */
const impossible = { Official_Account: 'x' };

/** The refusal of that id: everything before it was right. */
const idRefused = 130007;

/** The host knows no such app: 60026 says so, the others are taken for it. */
const elsewhere: ReadonlySet<number | string> = new Set([60026, 70020, 70016, 60006]);

const order = 'it is not documented that a host looks whether the app is its own before it looks at the signature';

/** @returns The code of the refusal; the name of the error when there was none. */
async function ask({ url }: Host, { sdkAppId, identifier }: Caller, userSig: string): Promise<number | string> {
  const options = { baseUrl: url, sdkAppId, identifier, userSig, timeout: 3000, retry: false, quota: false } as const;
  try {
    await createChatClient(options).destroyOfficialAccount(impossible);
    return 0;
  } catch (error) {
    if (isChatApiError(error)) return error.code;
    return error instanceof Error ? error.name : 'failure';
  }
}

/**
 * Looks for the region of the app, by a signature that has expired two hours ago, so that nothing usable leaves this machine.
 *
 * @param region The one that is configured.
 * @returns The host of the app too, when it is certain.
 */
export async function findRegion(
  hosts: readonly Host[],
  caller: Caller & { secretKey: string },
  region: string | undefined,
): Promise<{ check: Check; host?: Host }> {
  const name = 'Region';
  const now = Date.now() / 1000 - 2 * 3600;
  const expired = await signUserSig({ ...caller, expiresIn: 1, now });
  const answers = await Promise.all(hosts.map(async (host) => ({ host, code: await ask(host, caller, expired) })));
  const here = answers.filter(({ code }) => typeof code === 'number' && !elsewhere.has(code));
  const silent = answers.filter(({ code }) => typeof code === 'string');
  const [found, second] = here;
  if (found === undefined || second !== undefined) {
    const said = answers.map(({ host, code }) => `${host.name}: ${typeof code === 'string' ? 'no answer' : code}`);
    if (found === undefined && silent.length === 0) {
      const text = `no region knows app ${caller.sdkAppId}`;
      const remedy = 'Copy the SDKAppID from the console into CHAT_SDK_APP_ID.';
      return { check: { name, state: 'wrong', text, remedy, inferred: order } };
    }
    const remedy = 'The console shows the data centre of the app: set CHAT_REGION to it.';
    return {
      check: { name, state: 'unknown', text: `it cannot be told. ${said.join(', ')}`, remedy, inferred: order },
    };
  }
  const { host } = found;
  if (host.name === region) {
    return { check: { name, state: 'ok', text: `the app is in ${host.name}, as configured`, inferred: order }, host };
  }
  const text = `the app is in ${host.name}, and ${region === undefined ? 'CHAT_REGION is not set' : `${region} is configured`}`;
  return { check: { name, state: 'wrong', text, remedy: `Set CHAT_REGION=${host.name}.`, inferred: order }, host };
}

/** Makes one call with a true signature, which the service has to refuse for its id. */
export async function checkCall(host: Host, caller: Caller): Promise<Check> {
  const name = 'Call';
  const { secretKey, userSig } = caller;
  const signature = secretKey === undefined ? userSig : await signUserSig({ ...caller, secretKey, expiresIn: 300 });
  const code = await ask(host, caller, signature ?? '');
  const where = `${new URL(host.url).host}`;
  if (code === idRefused) {
    const text = `${where} takes app, administrator and signature`;
    return {
      name,
      state: 'ok',
      text,
      inferred: 'it refused the id of the call alone (130007), so all before it was right',
    };
  }
  if (typeof code === 'string')
    return { name, state: 'unknown', text: `${where} gave no answer of the service (${code})` };
  if (code === 0) {
    return { name, state: 'unknown', text: `${where} takes an id that cannot exist, so it is not the service` };
  }
  const { name: codeName = 'a code that is not documented', remedy } = (await explainErrorCode(code)) ?? {};
  return { name, state: 'wrong', text: `${where} refuses with ${code} ${codeName}`, remedy };
}
