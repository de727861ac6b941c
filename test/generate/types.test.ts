/** What the types of the document say of the mistakes that people make in a message, and what its guard makes of one that is read. */
import { type components, isMessageElement } from '@chat-openapi/openapi';
import ts from 'typescript';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';

const file = inRoot('test', 'generate', 'message.ts');
const options: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  customConditions: ['@chat-openapi/source'],
};

const head = "import type { SendOfficialAccountMsgBody } from '@chat-openapi/openapi';\n";

/** What the compiler says of the rest of a broadcast's body: the text that it points at, and the message. */
function mistakesIn(rest: string): { at: string; message: string }[] {
  const source = `${head}export const body: SendOfficialAccountMsgBody = { Official_Account: '@TOA#_a', ${rest} };\n`;
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...more) =>
    name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2023) : read(name, ...more);
  host.fileExists = (name) => name === file || ts.sys.fileExists(name);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ start = 0, length = 0, messageText }) => ({
      at: source.slice(start, start + length),
      message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }));
}

const inElement = (element: string): string => `MsgBody: [${element}]`;
const text = "{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } }";

describe('the type of a message', () => {
  it('takes what is right, without Random', () => {
    expect(mistakesIn(`${inElement(text)}, OfflinePushInfo: { PushFlag: 1, Title: 'a' }`)).toStrictEqual([]);
    expect(mistakesIn(`Random: 7, ${inElement(text)}`)).toStrictEqual([]);
  });

  it.each([
    ['a misspelt field', "{ MsgType: 'TIMTextElem', MsgContent: { Texte: 'hi' } }", 'Texte'],
    ['a missing field', "{ MsgType: 'TIMSoundElem', MsgContent: { Url: 'u', UUID: 'i' } }", 'MsgContent'],
    ['a misspelt kind', "{ MsgType: 'TIMVideoElem', MsgContent: { Text: 'hi' } }", 'MsgType'],
    ['a field of another kind', "{ MsgType: 'TIMTextElem', MsgContent: { Text: 'a', Index: 1 } }", 'Index'],
    [
      'another type',
      "{ MsgType: 'TIMLocationElem', MsgContent: { Desc: 'a', Latitude: '1', Longitude: 2 } }",
      'Latitude',
    ],
  ])('refuses %s at its place, once', (_what, element, at) => {
    expect(mistakesIn(inElement(element)).map((mistake) => mistake.at)).toStrictEqual([at]);
  });

  it.each([
    ['a flag that does not exist', `${inElement(text)}, OfflinePushInfo: { PushFlag: 2 }`, 'PushFlag'],
    ['a misspelt flag', `${inElement(text)}, OfflinePushInfo: { PushFlags: 1 }`, 'PushFlags'],
    ['no message', 'Random: 7', 'body'],
  ])('refuses %s at its place, once', (_what, rest, at) => {
    expect(mistakesIn(rest).map((mistake) => mistake.at)).toStrictEqual([at]);
  });

  it('says the trap of PushFlag where an editor shows it', () => {
    const schema = ts.sys.readFile(inRoot('generated', 'schema.d.ts')) ?? '';
    expect(schema).toMatch(
      /Mind the sense: `0` means that a push is sent, `1` that none is\.[^/]*\/\s+PushFlag\?: 0 \| 1;/,
    );
    expect(schema).toMatch(/At most 150 bytes in UTF-8\.[^/]*\/\s+Name: /);
  });
});

describe('the guard of an element that was read', () => {
  type Read = components['schemas']['ReadMessageElement'];
  const image: Read = {
    MsgType: 'TIMImageElem',
    MsgContent: { UUID: 'a', ImageFormat: 1, ImageInfoArray: [{ Type: 1, Size: 1, Width: 1, Height: 1, URL: 'u' }] },
  };

  it('tells the kind, and narrows the type', () => {
    expect(isMessageElement(image, 'TIMImageElem')).toBe(true);
    expect(isMessageElement(image, 'TIMTextElem')).toBe(false);
    const element: Read = image;
    if (isMessageElement(element, 'TIMImageElem')) {
      expectTypeOf(element.MsgContent.ImageInfoArray[0]).toExtend<{ URL: string } | undefined>();
    }
    // @ts-expect-error There is no such kind.
    expect(isMessageElement(image, 'TIMPictureElem')).toBe(false);
  });

  it.each([
    ['an element of an unknown kind', { MsgType: 'TIMNewElem', MsgContent: {} }, 'TIMTextElem'],
    ['one without its content', { MsgType: 'TIMTextElem' }, 'TIMTextElem'],
    [
      'one that an old SDK left without a field',
      { MsgType: 'TIMSoundElem', MsgContent: { UUID: 'a' } },
      'TIMSoundElem',
    ],
    ['one whose field has another type', { MsgType: 'TIMTextElem', MsgContent: { Text: 7 } }, 'TIMTextElem'],
    [
      'one whose list is none',
      { MsgType: 'TIMImageElem', MsgContent: { UUID: 'a', ImageFormat: 1, ImageInfoArray: {} } },
      'TIMImageElem',
    ],
    [
      'a field that every object has',
      { MsgType: 'TIMTextElem', MsgContent: Object.create({ Text: 'a' }) },
      'TIMTextElem',
    ],
  ] as const)('does not take %s', (_what, element, kind) => {
    expect(isMessageElement(element, kind)).toBe(false);
  });
});
