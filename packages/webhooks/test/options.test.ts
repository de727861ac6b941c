import { describe, expect, it } from 'vitest';
import { createWebhookReceiver, toNodeHandler, WebhookError } from '../src/index.ts';

const secret = 'canary-token-of-this-test';
const right = { sdkAppId: 1400000000, token: secret, on: {} };

/** What is handed in, and what is said of it. */
const wrong: [what: string, options: unknown, said: RegExp][] = [
  ['nothing', undefined, /^the options must be an object\. It is undefined\./],
  ['a list', [], /^the options must be an object\. It is a list\./],
  [
    'no app',
    { token: secret, on: {} },
    /^sdkAppId must be the SDKAppID of the console, a positive whole number\. It is undef/,
  ],
  ['an app as text', { ...right, sdkAppId: '1400000000' }, /^sdkAppId must be .* It is a text of 10 characters\.$/],
  ['an app of 0', { ...right, sdkAppId: 0 }, /^sdkAppId must be .* It is 0\.$/],
  [
    'a token that is not set',
    { ...right, token: undefined },
    /^token must be .*Is the variable that should hold it set\? .*unsigned: true\.$/,
  ],
  ['an empty token', { ...right, token: '' }, /^token must be .* It is empty\./],
  [
    'a token with white space',
    { ...right, token: ` ${secret}` },
    /^token must be .*without white space.* It is a text of 26 characters\.$/,
  ],
  ['a token with a line break', { ...right, token: `${secret}\n` }, /^token must be/],
  ['no tokens', { ...right, token: [] }, /^token must be .* It is an empty list\.$/],
  ['a list with a hole', { ...right, token: [secret, undefined] }, /^token must be .* It is undefined\./],
  ['a number as token', { ...right, token: 12345678 }, /^token must be .* It is of type number\.$/],
  ['both', { ...right, unsigned: true }, /^Give either token or unsigned, not both\.$/],
  [
    'unsigned that is false',
    { ...right, token: undefined, unsigned: false },
    /^unsigned must be true, or left out\. It is false\.$/,
  ],
  ['apps beside an app', { ...right, apps: {} }, /^Give either apps, or sdkAppId with token or unsigned, not both\.$/],
  ['no apps', { apps: {}, on: {} }, /^apps must be an object with one app at least\./],
  ['an app without a token', { apps: { 1: {} }, on: {} }, /^apps\.1\.token must be .* It is undefined\./],
  [
    'an app that is none',
    { apps: { 1: secret }, on: {} },
    /^apps\.1 must be an object with token or unsigned\. It is a text/,
  ],
  [
    'a number as token of an app',
    { apps: { 1: { token: 12345678 } }, on: {} },
    /^apps\.1\.token must be .* type number\.$/,
  ],
  ['an app in another form', { apps: { '01': { token: secret } }, on: {} }, /^a key of apps must be the SDKAppID/],
  ['an app with a name', { apps: { news: { token: secret } }, on: {} }, /^a key of apps must be the SDKAppID/],
  ['no handlers', { ...right, on: undefined }, /^on must be an object with a handler for each command\./],
  [
    'a handler that is none',
    { ...right, on: { 'OfficialAccount.CallbackAfterSendMsg': 'x' } },
    /^on\['OfficialAccount\.CallbackAfterSendMsg'\] must be a function\./,
  ],
  [
    'handlers of a class',
    {
      ...right,
      on: new (class {
        'OfficialAccount.CallbackAfterSendMsg'(): void {}
      })(),
    },
    /^on\['OfficialAccount\.CallbackAfterSendMsg'\] is inherited\. /,
  ],
  [
    'a command that there is not',
    { ...right, on: { 'OfficialAccount.CallbackAfterSend': () => {} } },
    /^on has OfficialAccount\.CallbackAfterSend, which is no webhook of the document\. Did you mean OfficialAccount\.CallbackAfterSendMsg\? Known are .*onOther\.$/,
  ],
  ['a token as command', { ...right, on: { [`${secret}!`]: () => {} } }, /^on has a name of other form/],
  [
    'a misspelt option',
    { ...right, onother: () => {} },
    /^onother is not an option\. Did you mean onOther\? Known are sdkAppId, /,
  ],
  ['a token as option', { ...right, [secret]: 1 }, /^a name of other form is not an option/],
  ['an outcome that there is not', { ...right, onFailure: 'drop' }, /^onFailure must be 'allow' or 'refuse'\./],
  ['too much time', { ...right, timeout: 2001 }, /^timeout must be a whole number from 1 to 2000\. It is 2001\.$/],
  ['no window', { ...right, window: 0 }, /^window must be a whole number from 1 to 3600\./],
  ['a size as text', { ...right, maxBytes: '256kB' }, /^maxBytes must be .* It is a text of 5 characters\.$/],
  ['a broken number', { ...right, bodyTimeout: 1.5 }, /^bodyTimeout must be/],
  ['no handlers at once', { ...right, maxRunning: 0 }, /^maxRunning must be/],
  ['a clock that is none', { ...right, now: 7 }, /^now must be a function\. It is 7\.$/],
  ['a hook that is none', { ...right, onRefused: {} }, /^onRefused must be a function\. It is of type object\.$/],
];

describe('a receiver', () => {
  it.for(wrong)('is not made of %s', ([, options, said]) => {
    let error: unknown;
    try {
      createWebhookReceiver(Object(options) === options ? Object(options) : options);
    } catch (thrown) {
      error = thrown;
    }
    if (!(error instanceof WebhookError)) return expect.unreachable();
    expect(error.message).toMatch(said);
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain('canary');
  });

  it('is not made of options that throw', () => {
    const options = Object.defineProperty({ ...right }, 'token', {
      enumerable: true,
      get() {
        throw new Error(secret);
      },
    });
    expect(() => createWebhookReceiver(options)).toThrow('the options cannot be read: a property throws.');
  });

  it('reads its options once', () => {
    const tokens = [secret];
    const options = { ...right, token: tokens, on: { 'OfficialAccount.CallbackAfterSendMsg': undefined } };
    expect(createWebhookReceiver(options)).toBeTypeOf('function');
  });

  it('has one parameter, so that a route of Next.js can be it', () => {
    expect(createWebhookReceiver(right)).toHaveLength(1);
  });

  it('is what a door takes, and nothing else', () => {
    const foreign = Object.assign(async () => new Response(), { idle: async () => {} });
    expect(() => toNodeHandler(foreign)).toThrow('This is no receiver that createWebhookReceiver has made.');
  });
});
