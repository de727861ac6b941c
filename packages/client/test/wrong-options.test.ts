/** Wrong options: each fails when the client is made, and says what came without giving a secret away. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ChatConfigError, createChatClient } from '../src/index.ts';
import { clientNames } from '../src/settings.ts';
import { startAnswering } from './service.ts';

const right = { region: 'tokyo', sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a-key' };
const canary = 'canary'.repeat(8);
const long = 'canary'.repeat(200);

const fail = (): never => {
  throw new Error(canary);
};
const hostile = { [Symbol.toPrimitive]: fail, toString: fail, valueOf: fail };
const revokedOf = (target: object): unknown => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};

const make = (options: unknown) => (): unknown => Reflect.apply(createChatClient, undefined, [options]);

const table: [what: string, wrong: object, says: RegExp][] = [
  [
    'an identifier with a line break',
    { identifier: 'admin\nadmin' },
    /identifier must be .* It is a string of 11 characters\. It has U\+000A in it/,
  ],
  [
    'an identifier with another line break',
    { identifier: 'admin\u2028' },
    /identifier must be .* It has U\+2028 in it/,
  ],
  [
    'an identifier with a control character',
    { identifier: 'admin\u0007' },
    /identifier must be .* It has U\+0007 in it/,
  ],
  [
    'an identifier with half a surrogate pair',
    { identifier: 'admin\ud83d' },
    /identifier must be .* It has U\+D83D in it/,
  ],
  [
    'an identifier of 33 bytes',
    { identifier: 'x'.repeat(33) },
    /identifier must be .* 1 to 32 bytes .* It has 33 bytes/,
  ],
  ['an identifier of 11 characters and 33 bytes', { identifier: '管'.repeat(11) }, /1 to 32 bytes .* It has 33 bytes/],
  [
    'an identifier that is empty',
    { identifier: '' },
    /identifier must be .* It is empty\. Is the variable that should hold it set\?/,
  ],
  [
    'an identifier that is missing',
    { identifier: undefined },
    /identifier must be .* It is undefined\. Is the variable/,
  ],
  ['an identifier that is a number', { identifier: 7 }, /identifier must be .* It is 7\./],
  ['an identifier that is an object', { identifier: { name: canary } }, /identifier must be .* It is an object/],
  [
    'a key over our limit',
    { secretKey: long },
    /secretKey must be .* at most 1024 characters, our limit\. It is a string of 1200 characters\./,
  ],
  [
    'a key in quotes',
    { secretKey: `"${canary}"` },
    /secretKey must be .* string of 50 characters\. It has quotes around it\./,
  ],
  ['a key with a quote behind it', { secretKey: `${canary}’` }, /secretKey must be .* quotes around it/],
  [
    'a key with a line break',
    { secretKey: `${canary}\n` },
    /secretKey must be .* It has white space or an invisible character\./,
  ],
  [
    'a key that is empty',
    { secretKey: '' },
    /secretKey must be .* It is empty\. Is the variable that should hold it set\?/,
  ],
  [
    'a key whose variable is not set',
    { secretKey: undefined },
    /secretKey: It is undefined\. Is the variable that should hold it set\?/,
  ],
  ['a key in brackets of Chinese', { secretKey: `「${canary}」` }, /secretKey must be .* It has quotes around it\./],
  ['a key over two lines', { secretKey: `${canary}\n${canary}` }, /secretKey must be .* It has white space or an inv/],
  ['a key with its name', { secretKey: `secretKey: ${canary}` }, /secretKey must be .* It has its name before it\./],
  ['a key with a look-alike', { secretKey: `${canary}\u0430` }, /secretKey must be .* a character that is not ASCII\./],
  ['a key that is a word', { secretKey: 'undefined' }, /secretKey must be .* It is undefined\. Is the variable/],
  ['a key that is a number', { secretKey: 123456789012 }, /secretKey must be .* It is a number\.$/],
  ['a key that is a switch', { secretKey: true }, /secretKey must be .* It is a boolean\.$/],
  [
    'a signature that is a number',
    { secretKey: undefined, userSig: 123456789012 },
    /userSig must be .* It is a number\.$/,
  ],
  ['a signature that is a switch', { secretKey: undefined, userSig: false }, /userSig must be .* It is a boolean\.$/],
  ['a key that is an array', { secretKey: [canary] }, /secretKey must be .* It is an array/],
  [
    'a signature over our limit',
    { secretKey: undefined, userSig: long },
    /userSig must be .* our limit is 1024.* It is a string of 1200 characters/,
  ],
  [
    'a signature in quotes',
    { secretKey: undefined, userSig: `'${canary}'` },
    /userSig must be .* without anything around it.* It is a string of 50 characters/,
  ],
  [
    'a signature of other characters',
    { secretKey: undefined, userSig: `${canary}=` },
    /userSig must be a signature of letters, digits.* It is a string of 49 characters/,
  ],
  [
    'a signature that is an object',
    { secretKey: undefined, userSig: { canary } },
    /userSig must be .* It is an object/,
  ],
  ['an app id as text', { sdkAppId: '1400000000' }, /sdkAppId must be .* It is a string of 10 characters/],
  ['an app id that is a key', { sdkAppId: canary }, /sdkAppId must be .* It is a string of 48 characters\.$/],
  ['an app id that is no number', { sdkAppId: Number.NaN }, /sdkAppId must be .* It is NaN/],
  ['an app id that is missing', { sdkAppId: undefined }, /sdkAppId must be .* It is undefined\. Is the variable/],
  ['an app id that is a bigint', { sdkAppId: 1400000000n }, /sdkAppId must be .* It is a bigint/],
  ['an unknown region', { region: 'singapor' }, /region must be one of .* Did you mean singapore\?/],
  ['a region in capitals', { region: 'SILICON_VALLEY' }, /Did you mean siliconValley\?/],
  [
    'a host without a scheme',
    { region: undefined, baseUrl: canary },
    /baseUrl must be .* It is a string of 48 characters/,
  ],
  ['a host that is missing', { region: undefined, baseUrl: '' }, /baseUrl must be .* It is empty\. Is the variable/],
  ['a timeout in words', { timeout: '5s' }, /timeout must be .* It is a string of 2 characters/],
  ['a deadline of 0', { deadline: 0 }, /deadline must be .* It is 0/],
  ['too many repeats', { retry: 11 }, /retry must be .* It is 11/],
  ['a quota that is an object without start', { quota: {} }, /quota must be .* It is an object/],
  [
    'a quota whose start throws when it is read',
    {
      quota: {
        get start() {
          throw new Error(canary);
        },
      },
    },
    /quota must be .* It is an object/,
  ],
  ['a fetch that is an object', { fetch: {} }, /fetch must be a function\. It is an object/],
  [
    'an onAttempt that is a text',
    { onAttempt: canary },
    /onAttempt must be a function\. It is a string of 48 characters/,
  ],
  ['options of Python', { sdk_app_id: 1 }, /sdk_app_id is not an option\. Did you mean sdkAppId\?/],
  ['another spelling', { sdkAppID: 1 }, /sdkAppID is not an option\. Did you mean sdkAppId\?/],
  ['a slip', { secretkeys: canary }, /secretkeys is not an option\. Did you mean secretKey\?/],
  ['another slip', { timout: 1 }, /timout is not an option\. Did you mean timeout\?/],
  ['an option that does not exist', { zzz: 1 }, /zzz is not an option\. Known are region/],
  ['a secret as a name', { [canary]: 1 }, /^a name of 48 characters is not an option/],
];

describe('an option', () => {
  it.for(table)('is refused when it is %s', ([, wrong, says]) => {
    const client = make({ ...right, ...wrong });
    expect(client).toThrow(ChatConfigError);
    expect(client).toThrow(says);
    expect(client).not.toThrow(/canary/);
  });

  it.for([
    [
      'region',
      ['tokyo', new String('tokyo'), ['tokyo'], Object.create(null), hostile, Symbol(canary), new Map(), true, 1n],
    ],
    ['region', ['__proto__', 'toString', 'constructor']],
    ...['dangerouslyAllowBrowser', 'dangerouslyQuoteAnswers'].map((name): [string, unknown[]] => [
      name,
      [null, 'true', '', 0, 1, {}, [], new Boolean(true), hostile, fail, Symbol(canary), 1n],
    ]),
    ['timeout', [new Number(5000), hostile]],
    ['onAttempt', [new Proxy({}, { get: fail, getPrototypeOf: fail }), hostile]],
  ] satisfies [string, unknown[]][])('%s is taken as nothing but what it has to be', ([name, values]) => {
    const [first] = values;
    for (const value of values.slice(first === 'tokyo' ? 1 : 0)) {
      const client = make({ ...right, [name]: value });
      expect(client).toThrow(ChatConfigError);
      expect(client).toThrow(new RegExp(`^${name} must be `));
      expect(client).not.toThrow(/canary/);
    }
  });

  it('may be true, false or undefined where it is a choice', () => {
    for (const value of [true, false, undefined]) {
      const choices = { dangerouslyAllowBrowser: value, dangerouslyQuoteAnswers: value };
      expect(make({ ...right, ...choices })).not.toThrow();
    }
  });

  it('is named when it is a proxy that was revoked', () => {
    for (const name of clientNames) {
      for (const target of [{}, [], fail]) {
        const client = make({ ...right, [name]: revokedOf(target) });
        expect(client).toThrow(ChatConfigError);
        expect(client).toThrow(new RegExp(`^${name} `));
      }
    }
  });

  it('is not looked for in options that cannot be read', () => {
    const options = { ...right, secretKey: undefined };
    for (const given of [
      revokedOf({}),
      revokedOf([]),
      ...['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor'].map((trap) => new Proxy(options, { [trap]: fail })),
    ]) {
      expect(make(given)).toThrow(ChatConfigError);
      expect(make(given)).not.toThrow(/canary/);
    }
  });

  it('of a call may be a proxy that throws or was revoked', async () => {
    const chat = createChatClient({ ...right, region: 'tokyo' });
    for (const options of [
      revokedOf({}),
      { signal: revokedOf({}) },
      { signal: new Proxy({}, { getPrototypeOf: fail }) },
      { timeout: revokedOf(fail) },
    ]) {
      const call = Reflect.apply(chat.destroyOfficialAccount, undefined, [{ Official_Account: '@TOA#_a' }, options]);
      await expect(call).rejects.toBeInstanceOf(ChatConfigError);
      await expect(call).rejects.not.toThrow(/canary/);
    }
  });

  it.for<[unknown, string]>([
    [undefined, 'It is undefined.'],
    [null, 'It is null.'],
    ['tokyo', 'It is a string of 5 characters.'],
    [[right], 'It is an array.'],
  ])('is not looked for in %j', ([options, says]) => {
    expect(make(options)).toThrow(`the options must be an object. ${says}`);
  });

  it('of a call is refused in the same way', async () => {
    const chat = createChatClient({ ...right, region: 'tokyo' });
    const call = Reflect.apply(chat.destroyOfficialAccount, undefined, [
      { Official_Account: '@TOA#_a' },
      { timeOut: 1 },
    ]);
    await expect(call).rejects.toThrow('destroyOfficialAccount: timeOut is not an option. Did you mean timeout?');
  });

  it('is taken at its limits', () => {
    expect(make({ ...right, identifier: 'x'.repeat(32) })).not.toThrow();
    expect(make({ ...right, identifier: '管理员 1' })).not.toThrow();
    expect(make({ ...right, secretKey: 'x'.repeat(1024) })).not.toThrow();
    expect(make({ ...right, secretKey: undefined, userSig: 'x'.repeat(1024) })).not.toThrow();
  });
});

describe('what fails while a call is signed', () => {
  it('is a ChatConfigError of the call, without the text of what was thrown', async () => {
    const service = await startAnswering({ ErrorCode: 0 });
    const chat = createChatClient({
      baseUrl: service.url,
      sdkAppId: 1,
      identifier: 'administrator',
      secretKey: 'a-key',
    });
    const { subtle } = crypto;
    Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
    try {
      const call = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
      await expect(call).rejects.toMatchObject({
        name: 'ChatConfigError',
        operation: 'destroyOfficialAccount',
        outcome: 'notApplied',
        attempts: 0,
        message: 'destroyOfficialAccount: the signature could not be made: crypto.subtle fails or is missing.',
      });
    } finally {
      Object.defineProperty(crypto, 'subtle', { value: subtle, configurable: true });
    }
    expect(service.received).toHaveLength(0);
  });

  it.for<[string, unknown, RegExp]>([
    ['nothing', undefined, /It is undefined/],
    ['a number', 123456789012, /It is a number\.$/],
    ['a switch', true, /It is a boolean\.$/],
    ['a whole query', `usersig=${canary}`, /letters, digits, .* It is a string of 56 characters/],
    ['more than our limit', long, /our limit is 1024.* It is a string of 1200 characters/],
    ['quotes around it', `"${canary}"`, /without anything around it.* It is a string of 50 characters/],
  ])('names the userSig function when it gives %s', async ([, given, says]) => {
    const userSig = (): unknown => given;
    const chat = Reflect.apply(createChatClient, undefined, [{ ...right, secretKey: undefined, userSig }]);
    const call = chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
    await expect(call).rejects.toThrow(says);
    await expect(call).rejects.toThrow('the userSig function must give a signature');
    await expect(call).rejects.not.toThrow(/canary/);
  });
});

it('is named by TypeScript when it is the region that is missing', () => {
  const file = fileURLToPath(new URL('./missing-region.ts', import.meta.url));
  const config = ts.readConfigFile(fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    config.config,
    ts.sys,
    fileURLToPath(new URL('../../..', import.meta.url)),
  );
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  const text = `import { createChatClient } from '../src/index.ts';
createChatClient({ sdkAppId: 1400000000, identifier: 'administrator', secretKey: 'a-key' });\n`;
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.Latest) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name) => name === file || ts.sys.fileExists(name);
  const program = ts.createProgram([file], { ...options, noEmit: true }, host);
  const messages = program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(messages).toHaveLength(1);
  expect(messages[0]).toContain("Property 'region' is missing");
  expect(messages[0]).not.toContain("'baseUrl' is missing");
});
