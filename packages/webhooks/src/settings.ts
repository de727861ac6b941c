/** What follows from the options, checked when a receiver is made. */
import { nearest } from '@chat-openapi/openapi/names';
import { isWebhookCommand, webhookCommands } from '@chat-openapi/openapi/webhooks';
import { WebhookError } from './errors.ts';
import type { Signing, WebhookReceiverOptions } from './options.ts';
import { createVerifier, type Verifier } from './signature.ts';

/** A function of the user's. What it returns, throws or never does is looked at where it is called. */
export type UserFunction = (...args: unknown[]) => unknown;

/** Options that were checked, with their defaults. */
export interface Settings {
  /** By the text that stands in the query. Undefined where an app's requests are not signed. */
  apps: ReadonlyMap<string, Verifier | undefined>;
  on: ReadonlyMap<string, UserFunction>;
  onOther: UserFunction | undefined;
  refusesOnFailure: boolean;
  onRefused: UserFunction | undefined;
  onError: UserFunction | undefined;
  waitUntil: UserFunction | undefined;
  timeout: number;
  window: number;
  maxBytes: number;
  bodyTimeout: number;
  maxRunning: number;
  now: () => number;
}

const names = [
  'sdkAppId',
  'token',
  'unsigned',
  'apps',
  'on',
  'onOther',
  'onFailure',
  'onRefused',
  'onError',
  'waitUntil',
  'timeout',
  'window',
  'maxBytes',
  'bodyTimeout',
  'maxRunning',
  'now',
] as const satisfies (keyof WebhookReceiverOptions)[];

type Given = { [N in (typeof names)[number]]?: unknown };

/** @throws WebhookError that names the option, what came, and what was expected. */
export function checkOptions(options: WebhookReceiverOptions): Settings {
  const given = readOptions(options);
  const { onFailure = 'allow' } = given;
  if (onFailure !== 'allow' && onFailure !== 'refuse') throw wrong('onFailure', "'allow' or 'refuse'", onFailure);
  return {
    apps: appsOf(given),
    on: handlersOf(given.on),
    onOther: functionOf('onOther', given.onOther),
    refusesOnFailure: onFailure === 'refuse',
    onRefused: functionOf('onRefused', given.onRefused),
    onError: functionOf('onError', given.onError),
    waitUntil: functionOf('waitUntil', given.waitUntil),
    timeout: numberOf('timeout', given.timeout, 1500, 1, 2000),
    window: numberOf('window', given.window, 60, 1, 3600),
    maxBytes: numberOf('maxBytes', given.maxBytes, 262_144, 1024, 67_108_864),
    bodyTimeout: numberOf('bodyTimeout', given.bodyTimeout, 2000, 1, 60_000),
    maxRunning: numberOf('maxRunning', given.maxRunning, 1000, 1, 1_000_000),
    now: clockOf(functionOf('now', given.now)),
  };
}

/** Reads each option once, so that nothing which changes or throws later can do harm. */
function readOptions(options: WebhookReceiverOptions): Given {
  if (!isPlain(options)) throw wrong('the options', 'an object', options);
  const read: Given = {};
  let unknown: string | undefined;
  try {
    unknown = Object.keys(options).find((name) => !names.some((known) => known === name));
    for (const name of names) read[name] = options[name];
  } catch {
    throw new WebhookError('the options cannot be read: a property throws.');
  }
  if (unknown === undefined) return read;
  throw new WebhookError(
    `${quote(unknown)} is not an option.${nearest(unknown, names)} Known are ${names.join(', ')}.`,
  );
}

function appsOf({ sdkAppId, token, unsigned, apps }: Given): Settings['apps'] {
  if (apps === undefined) {
    const id = idOf('sdkAppId', sdkAppId);
    return new Map([[id, verifierOf('', { token, unsigned })]]);
  }
  if (sdkAppId !== undefined || token !== undefined || unsigned !== undefined) {
    throw new WebhookError('Give either apps, or sdkAppId with token or unsigned, not both.');
  }
  const entries = entriesOf('apps', apps);
  if (entries.length === 0) throw wrong('apps', 'an object with one app at least', apps);
  return new Map(
    entries.map(([id, signing]) => {
      if (!isPlain(signing)) throw wrong(`apps.${quote(id)}`, 'an object with token or unsigned', signing);
      return [
        idOf('a key of apps', String(Number(id)) === id ? Number(id) : id),
        verifierOf(`apps.${quote(id)}.`, { ...signing }),
      ];
    }),
  );
}

/** How an app shows in the query. */
function idOf(name: string, id: unknown): string {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return String(id);
  throw wrong(name, 'the SDKAppID of the console, a positive whole number', id);
}

const tokenForm = 'the token of the console, a text without white space at its ends, or a list of such texts';

function verifierOf(place: string, { token, unsigned }: { [N in keyof Signing]?: unknown }): Verifier | undefined {
  if (unsigned !== undefined && unsigned !== true) throw wrong(`${place}unsigned`, 'true, or left out', unsigned);
  if (unsigned === true && token === undefined) return undefined;
  if (unsigned === true) throw new WebhookError(`Give either ${place}token or ${place}unsigned, not both.`);
  const tokens: readonly unknown[] = Array.isArray(token) ? token : [token];
  if (tokens.length === 0) throw new WebhookError(`${place}token must be ${tokenForm}. It is an empty list.`);
  const texts = tokens.filter(isToken);
  if (texts.length === tokens.length) return createVerifier(texts);
  const other = tokens.find((one) => !isToken(one));
  const hint = token === undefined ? ' When no token is set in the console, say unsigned: true.' : '';
  throw new WebhookError(`${place}token must be ${tokenForm}. ${whatSecretCame(other)}${hint}`);
}

const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.trim() === value;

function handlersOf(on: unknown): Settings['on'] {
  if (!isPlain(on)) throw wrong('on', 'an object with a handler for each command', on);
  const handlers = new Map<string, UserFunction>();
  for (const [command, handler] of entriesOf('on', on)) {
    if (!isWebhookCommand(command)) {
      throw new WebhookError(
        `on has ${quote(command)}, which is no webhook of the document.${nearest(command, webhookCommands)} Known are ${webhookCommands.join(', ')}; others go to onOther.`,
      );
    }
    const checked = functionOf(`on['${command}']`, handler);
    if (checked !== undefined) handlers.set(command, checked);
  }
  // Those of a class would never be called, and nobody would know.
  const inherited = webhookCommands.find((command) => command in on && !Object.hasOwn(on, command));
  if (inherited !== undefined) {
    throw new WebhookError(`on['${inherited}'] is inherited. Give an object that has the handlers itself.`);
  }
  return handlers;
}

function functionOf(name: string, value: unknown): UserFunction | undefined {
  if (value === undefined || isFunction(value)) return value;
  throw wrong(name, 'a function', value);
}

function numberOf(name: string, value: unknown, preset: number, min: number, max: number): number {
  if (value === undefined) return preset;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw wrong(name, `a whole number from ${min} to ${max}`, value);
}

/** A clock that gives no number, or throws, is a fault of the receiver's user that must not open the window. */
const clockOf = (now: UserFunction | undefined): (() => number) =>
  now === undefined ? () => Date.now() : () => Number(now());

function entriesOf(name: string, value: unknown): [string, unknown][] {
  try {
    return Object.entries(Object(value));
  } catch {
    throw new WebhookError(`${name} cannot be read: a property throws.`);
  }
}

const isFunction = (value: unknown): value is UserFunction => typeof value === 'function';

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names are quoted when they look like one; anything else may be a token in the wrong place. */
const quote = (name: string): string => (/^[A-Za-z][\w.]{0,80}$|^\d{1,15}$/.test(name) ? name : 'a name of other form');

function wrong(name: string, expected: string, value: unknown, hint = ''): WebhookError {
  return new WebhookError(`${name} must be ${expected}. ${whatCame(value)}${hint}`);
}

/** A number may be a token without its quotes. */
const whatSecretCame = (value: unknown): string =>
  typeof value === 'number' ? 'It is of type number.' : whatCame(value);

/** Of a text only how long it is, because it may be a token. */
function whatCame(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return `It is ${value === '' ? 'empty' : value}. Is the variable that should hold it set?`;
  }
  if (typeof value === 'string') return `It is a text of ${value.length} characters.`;
  if (typeof value === 'number' || typeof value === 'boolean') return `It is ${value}.`;
  return `It is ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}.`;
}
