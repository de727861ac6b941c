/** The command `doctor`: one check after the other, from this machine to the service. */
import { UsageError } from '@chat-openapi/contract/command-line';
import { regions } from '@chat-openapi/openapi';
import { type Account, accountOf } from '../account.ts';
import { askHidden } from '../ask.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { readVariables, type Values } from '../variables.ts';
import type { Check } from './check.ts';
import { checkCredentials } from './credentials.ts';
import { checkClock, type Host, reachAll, toCheck } from './network.ts';
import { printCheck, printEnd } from './print.ts';
import { checkCall, findRegion } from './service.ts';
import { checkTarget } from './target.ts';

/** Every region that the document knows. */
const hostsOfRegions: readonly Host[] = Object.entries(regions).map(([name, { url }]) => ({ name, url }));

/**
 * @param all The hosts among which the app may be, by the names of their regions.
 * @returns The exit code: `failed` when something is wrong.
 */
export async function doctor(context: CliContext, all: readonly Host[] = hostsOfRegions): Promise<number> {
  const checks: Check[] = [];
  for await (const check of examine(context, all)) {
    checks.push(check);
    printCheck(context, check);
  }
  printEnd(context, checks);
  return checks.some(({ state }) => state === 'wrong') ? exitCodes.failed : exitCodes.done;
}

async function* examine(context: CliContext, all: readonly Host[]): AsyncGenerator<Check> {
  // An older one does not come so far.
  yield { name: 'Node', state: 'ok', text: process.versions.node };
  const { check: ofVariables, values } = await checkVariables(context);
  yield ofVariables;

  const {
    region = values.CHAT_REGION,
    baseUrl = context.options.region === undefined ? values.CHAT_BASE_URL : undefined,
  } = context.options;
  const ofTarget = checkTarget(context.options, values);
  if (ofTarget !== undefined) yield ofTarget;
  const hosts = hostsOf(baseUrl, ofTarget === undefined, all);
  const reached = await reachAll(hosts);
  yield* reached.map(toCheck);
  yield checkClock(reached);

  const { check: ofCredentials, caller } = await checkAccount(context, values);
  yield ofCredentials;
  if (values.CHAT_REDIS_URL) yield await checkRedis(values.CHAT_REDIS_URL);
  if (caller === undefined) {
    yield { name: 'Region', state: 'unknown', text: 'that takes credentials' };
    yield { name: 'Call', state: 'unknown', text: 'that takes credentials' };
    return;
  }
  const [only] = hosts;
  if (baseUrl) {
    if (only === undefined) yield { name: 'Call', state: 'unknown', text: 'it is not clear where to' };
    else yield await checkCall(only, caller);
    return;
  }
  const { secretKey } = caller;
  const configured = hosts.find(({ name }) => name === region);
  if (secretKey === undefined) {
    yield {
      name: 'Region',
      state: 'unknown',
      text: 'that takes the key: a signature that has expired is made with it',
    };
    if (configured !== undefined) yield await checkCall(configured, caller);
    return;
  }
  const { check: ofRegion, host = configured } = await findRegion(hosts, { ...caller, secretKey }, region);
  yield ofRegion;
  if (host === undefined) yield { name: 'Call', state: 'unknown', text: 'the region is not known' };
  else yield await checkCall(host, caller);
}

/** Even a file that cannot be read is no end: the environment is still there. */
async function checkVariables(context: CliContext): Promise<{ check: Check; values: Values }> {
  const name = 'Variables';
  try {
    const { values, file } = await readVariables(context);
    const names = Object.keys(values).filter((one) => one.startsWith('CHAT_') && values[one]);
    const from =
      file === undefined
        ? 'the environment'
        : context.options.envFile === undefined
          ? `${file} and the environment`
          : file;
    const text = names.length === 0 ? `none in ${from}` : `${names.sort().join(', ')} from ${from}`;
    return { check: { name, state: names.length === 0 ? 'unknown' : 'ok', text }, values };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const [text = '', ...remedy] = error.message.split(/(?<=\.) (?=[A-Z])/);
    return { check: { name, state: 'wrong', text, remedy: remedy.join(' ') || undefined }, values: context.env };
  }
}

/** The hosts to look at: the one of a base URL, none when that cannot be used, otherwise those of all regions. */
function hostsOf(baseUrl: string | undefined, isUsable: boolean, all: readonly Host[]): readonly Host[] {
  if (!baseUrl) return all;
  return isUsable ? [{ name: 'the base URL', url: baseUrl }] : [];
}

async function checkAccount(context: CliContext, values: Values): ReturnType<typeof checkCredentials> {
  let account: Account;
  try {
    account = accountOf(values);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const remedy = 'Copy the SDKAppID from the console into CHAT_SDK_APP_ID.';
    return { check: { name: 'Credentials', state: 'wrong', text: error.message, remedy } };
  }
  return await checkCredentials(await completed(context, account));
}

/** Asks for the key where it alone is missing, and somebody is there. */
async function completed(context: CliContext, account: Account): Promise<Account> {
  const { sdkAppId, identifier, secretKey, userSig } = account;
  const isMissing = secretKey === undefined && userSig === undefined;
  if (!isMissing || sdkAppId === undefined || identifier === undefined || !context.isInteractive) return account;
  return { ...account, secretKey: await askHidden(context, `The secret key of app ${sdkAppId}`) };
}

async function checkRedis(url: string): Promise<Check> {
  const name = 'Redis';
  try {
    const { openSharedQuota } = await import('../shared-quota.ts');
    (await openSharedQuota(url, () => {})).close();
    return { name, state: 'ok', text: 'the Redis of CHAT_REDIS_URL lets this program in' };
  } catch (error) {
    const [text = '', ...remedy] = (error instanceof Error ? error.message : '').split(/(?<=\.) (?=[A-Z])/);
    return { name, state: 'wrong', text, remedy: remedy.join(' ') || undefined };
  }
}
