import { done, noteCaller } from './caller.ts';
import { type ChatClient, createChatClient } from './client.ts';
import { ChatConfigError } from './errors.ts';
import type { ChatClientOptions } from './options.ts';
import { checkOptions, clientNames, readOptions, wrong } from './settings.ts';

/** Any options of a client. What is given here is not read from the environment. */
export type EnvOverrides = {
  readonly [Name in AnyName<ChatClientOptions>]?: ValueOf<ChatClientOptions, Name> | undefined;
};

type AnyName<Options> = Options extends unknown ? keyof Options : never;

type ValueOf<Options, Name> = Options extends unknown ? (Name extends keyof Options ? Options[Name] : never) : never;

type Environment = Readonly<Record<string, string | undefined>>;

interface Variable {
  readonly option: 'region' | 'baseUrl' | 'sdkAppId' | 'identifier' | 'secretKey' | 'userSig';
  readonly expected: string;
}

/** Groups of which one variable is needed. */
const groups: readonly ReadonlyMap<string, Variable>[] = [
  new Map<string, Variable>([
    ['CHAT_REGION', { option: 'region', expected: 'the name of a region, such as singapore' }],
    ['CHAT_BASE_URL', { option: 'baseUrl', expected: 'an http: or https: URL without user, query and fragment' }],
  ]),
  new Map<string, Variable>([['CHAT_SDK_APP_ID', { option: 'sdkAppId', expected: 'a positive whole number' }]]),
  new Map<string, Variable>([
    ['CHAT_IDENTIFIER', { option: 'identifier', expected: 'the user id of an administrator' }],
  ]),
  new Map<string, Variable>([
    ['CHAT_SECRET_KEY', { option: 'secretKey', expected: "the app's key alone, without quotes and white space" }],
    ['CHAT_USER_SIG', { option: 'userSig', expected: 'a signature: letters, digits, *, - and _' }],
  ]),
];

/** Options that are right, to try one at a time. */
const right: ChatClientOptions = {
  baseUrl: 'http://127.0.0.1',
  sdkAppId: 1,
  identifier: 'a',
  userSig: 'eJ',
  quota: false,
  dangerouslyAllowBrowser: true,
};

/**
 * Makes a client from `CHAT_REGION` or `CHAT_BASE_URL`, `CHAT_SDK_APP_ID`, `CHAT_IDENTIFIER`, and `CHAT_SECRET_KEY` or
 * `CHAT_USER_SIG`. A variable that is empty counts as missing.
 *
 * @param overrides Options that count more than the environment, and those that it has no variable for.
 * @param environment Where the variables are, such as what `util.parseEnv` makes of a file; that of the process by default.
 * @throws ChatConfigError that names the variable which is missing or wrong, never its value.
 */
export function createChatClientFromEnv(
  overrides: EnvOverrides = {},
  environment: Environment = ofProcess(),
): ChatClient {
  return done(noteCaller(), () => {
    const own = Object.entries(readOptions(overrides, clientNames, 'the overrides'));
    const given = Object.fromEntries(own.filter(([, value]) => value !== undefined));
    if (typeof environment !== 'object' || environment === null) {
      throw wrong('the environment', 'an object', environment);
    }
    const read = groups.map((group) => readGroup(group, given, environment));
    const missing = read.flatMap((found) => (typeof found === 'string' ? [found] : []));
    if (missing.length > 0) throw new ChatConfigError(`missing in the environment: ${missing.join(', ')}.`);
    return Reflect.apply(createChatClient, undefined, [Object.assign({}, ...read, given)]);
  })();
}

/** The option of a group that the environment has; the names of its variables when it has none. */
function readGroup(group: ReadonlyMap<string, Variable>, given: object, environment: Environment): object | string {
  if ([...group.values()].some(({ option }) => option in given)) return {};
  const found = [...group].flatMap(([name, variable]) => {
    const text = readVariable(environment, name);
    return text === undefined || text === '' ? [] : [{ name, text, ...variable }];
  });
  const [first, second] = found;
  if (first === undefined) return [...group.keys()].join(' or ');
  if (second !== undefined)
    throw new ChatConfigError(`${first.name} and ${second.name} are both set; set one of them.`);
  const { name, text, option, expected } = first;
  const value = option === 'sdkAppId' ? numberOf(text) : text;
  if (!isRight({ [option]: value })) throw new ChatConfigError(`${name} is wrong; it has to be ${expected}.`);
  return { [option]: value };
}

/** An environment that is no real one may hold anything else than texts. */
function readVariable(environment: Environment, name: string): unknown {
  try {
    return environment[name];
  } catch {
    throw new ChatConfigError(`${name} cannot be read: it throws.`);
  }
}

/** A text that is no number, or no text, is left to the check of options. */
const numberOf = (text: unknown): unknown =>
  typeof text === 'string' && /^[1-9]\d*$/.test(text) ? Number(text) : text;

function isRight(one: object): boolean {
  const { baseUrl, userSig, ...others } = right;
  const target = 'region' in one ? {} : { baseUrl };
  const credentials = 'secretKey' in one ? {} : { userSig };
  try {
    Reflect.apply(checkOptions, undefined, [{ ...others, ...target, ...credentials, ...one }]);
    return true;
  } catch {
    return false;
  }
}

interface Globals {
  process?: { env?: Record<string, string | undefined> };
  /** Every runtime has it, so the type fits. */
  navigator?: unknown;
}

/** Where there is no environment, nothing is set. */
function ofProcess(): Environment {
  const { process }: Globals = globalThis;
  return process?.env ?? {};
}
