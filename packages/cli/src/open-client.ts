/** Makes a client of flags, environment and `.env` file. */
import { createChatClientFromEnv, type EnvOverrides, type Region } from '@chat-openapi/client';
import { nearest, UsageError } from '@chat-openapi/contract/command-line';
import { regions } from '@chat-openapi/openapi';
import { askHidden } from './ask.ts';
import type { CliContext, GlobalOptions, OpenedClient, OpenOptions, Target } from './context.ts';
import { readVariables, type Values } from './variables.ts';

export async function openClient(context: CliContext, options: OpenOptions = {}): Promise<OpenedClient> {
  const { values } = await readVariables(context);
  const { onQuotaEvent = tellOn(context), ...others } = options;
  const given: EnvOverrides = { ...others, ...flagsOf(context.options) };
  const key = await missingKey(context, given, values);
  const { CHAT_REDIS_URL: redisUrl } = values;
  // Checked before Redis is asked for anything.
  const make = (overrides: EnvOverrides) => createChatClientFromEnv({ ...given, ...key, ...overrides }, values);
  const alone = make({});
  const shared =
    redisUrl === undefined || redisUrl === ''
      ? undefined
      : await (await import('./shared-quota.ts')).openSharedQuota(redisUrl, onQuotaEvent);
  return {
    client: shared === undefined ? alone : make({ quota: shared.quota }),
    target: targetOf(context.options, values),
    sdkAppId: Number(values.CHAT_SDK_APP_ID),
    identifier: values.CHAT_IDENTIFIER ?? '',
    sharedQuota: shared?.quota,
    async [Symbol.asyncDispose]() {
      shared?.close();
    },
  };
}

/** What is not given leaves the environment its say. @throws UsageError for a region that there is not. */
export function flagsOf({ region, baseUrl }: GlobalOptions): EnvOverrides {
  if (region === undefined || isRegion(region)) {
    return { ...(region === undefined ? {} : { region }), ...(baseUrl === undefined ? {} : { baseUrl }) };
  }
  const names = Object.keys(regions);
  const meant = nearest(region, names);
  const hint = meant === undefined ? `One of them: ${names.join(', ')}` : `Did you mean ${meant}?`;
  throw new UsageError(`--region is the data centre of the app, as the console shows it. ${hint}`);
}

/** The key, when it is the only thing that is missing and somebody is there to give it. */
async function missingKey(context: CliContext, given: EnvOverrides, values: Values): Promise<EnvOverrides> {
  const { CHAT_SECRET_KEY, CHAT_USER_SIG, CHAT_SDK_APP_ID } = values;
  const isThere = [CHAT_SECRET_KEY, CHAT_USER_SIG].some((value) => value !== undefined && value !== '');
  if (isThere || !context.isInteractive) return {};
  // Nobody is asked in vain: everything else is checked with a key that stands in for it.
  createChatClientFromEnv({ ...given, secretKey: 'stands-in' }, values);
  return { secretKey: await askHidden(context, `The secret key of app ${CHAT_SDK_APP_ID}`) };
}

/** What the client has accepted. */
function targetOf({ region, baseUrl }: GlobalOptions, values: Values): Target {
  const name = region ?? (baseUrl === undefined ? values.CHAT_REGION : undefined);
  if (name !== undefined && isRegion(name)) return { region: name };
  return { baseUrl: baseUrl ?? values.CHAT_BASE_URL ?? '' };
}

const isRegion = (name: string): name is Region => Object.hasOwn(regions, name);

/** A line for each change. */
const tellOn =
  ({ stderr }: CliContext): NonNullable<OpenOptions['onQuotaEvent']> =>
  ({ kind, ...more }) => {
    const details = Object.entries(more).filter(([name, value]) => name !== 'key' && value !== undefined);
    const text = details.map(([name, value]) => `${name} ${value}`).join(', ');
    stderr.write(`Quota on Redis: ${kind}${text === '' ? '' : ` (${text})`}.\n`);
  };
