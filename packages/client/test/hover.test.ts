import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const source = `import { createChatClient } from './index.ts';
const chat = createChatClient({ region: 'tokyo', sdkAppId: 1, identifier: 'administrator', secretKey: 'key' });
chat.destroyOfficialAccount({ Official_Account: '@TOA#_a' });
chat.getSubscriberInfo({ Official_Account: '@TOA#_a', Next: '' });
chat.getSubscriberInfo.all({ Official_Account: '@TOA#_a' });
chat.addSubscriber.inChunks({ Official_Account: '@TOA#_a', SubscriberList: [] });
`;

/** The language service that an editor uses, over one file of a caller. */
function languageService(file: string): ts.LanguageService {
  const options: ts.CompilerOptions = {
    strict: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
    customConditions: ['@chat-openapi/source'],
  };
  return ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = name === file ? source : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getCurrentDirectory: () => fileURLToPath(new URL('../src', import.meta.url)),
    fileExists: (name) => name === file || ts.sys.fileExists(name),
  });
}

describe('the text that an editor shows for a method', () => {
  const file = fileURLToPath(new URL('../src/caller.ts', import.meta.url));
  const service = languageService(file);
  const info = service.getQuickInfoAtPosition(file, source.indexOf('destroyOfficialAccount'));
  const documentation = ts.displayPartsToString(info?.documentation ?? []);

  it('gives summary, limit and codes', () => {
    expect(service.getSemanticDiagnostics(file)).toStrictEqual([]);
    expect(documentation).toMatch(/^Terminate an official channel\./);
    expect(documentation).toContain('Limit: 200 calls in a second.');
    expect(documentation).toContain('130004 `OfficialAccountNotFound`: No such channel exists.');
  });

  it('gives links, the body and what is thrown', () => {
    const tags = (info?.tags ?? []).map(({ name, text }) => `${name} ${ts.displayPartsToString(text)}`);
    const has = (start: string): boolean => tags.some((tag) => tag.startsWith(start));
    expect(has('see https://www.tencentcloud.com/document/product/1047/60756')).toBe(true);
    expect(has('param body `Official_Account`')).toBe(true);
    expect(has('throws ChatApiError')).toBe(true);
  });

  it('explains the parameter where the call is written', () => {
    const position = source.indexOf("{ Official_Account: '@TOA#_a' }");
    const help = service.getSignatureHelpItems(file, position, undefined);
    const [item] = help?.items ?? [];
    expect(ts.displayPartsToString(item?.documentation ?? [])).toContain('Terminate an official channel.');
    expect(ts.displayPartsToString(item?.parameters[0]?.documentation ?? [])).toContain(
      'the id that creation returned',
    );
  });

  /** What completion says of a name after a dot. */
  function completionOf(name: string): string {
    const position = source.indexOf(`.${name}`) + 1;
    const details = service.getCompletionEntryDetails(file, position, name, {}, undefined, {}, undefined);
    return ts.displayPartsToString(details?.documentation ?? []);
  }

  function hoverOf(name: string): string {
    const found = service.getQuickInfoAtPosition(file, source.indexOf(`.${name}`) + 1);
    return ts.displayPartsToString(found?.documentation ?? []);
  }

  it.each([
    ['destroyOfficialAccount', 'Terminate an official channel.'],
    ['getSubscriberInfo', 'List the subscribers of an official channel.'],
    ['addSubscriber', 'Subscribe users to an official channel.'],
    ['all', 'Every item of all pages'],
    ['inChunks', 'The same for a list of any length'],
  ])('is the same for %s in hover, completion and the call', (name, beginning) => {
    expect(completionOf(name)).toContain(beginning);
    expect(hoverOf(name)).toBe(completionOf(name));
    const call = source.indexOf(`.${name}({`);
    if (call === -1) return;
    const help = service.getSignatureHelpItems(file, call + name.length + 2, undefined);
    expect(ts.displayPartsToString(help?.items[0]?.documentation ?? [])).toContain(beginning);
  });
});
