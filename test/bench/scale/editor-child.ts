/**
 * A process in which the language service of TypeScript has one file open. Each message is an edit of the file, after which
 * it is asked for what an editor shows: the hover of a call, and the completions of the client. It answers with milliseconds.
 */
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export interface EditorTimes {
  hover: number;
  completion: number;
}

const [file = '', method = ''] = process.argv.slice(2);
const program = readFileSync(file, 'utf8');
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};
let edits = 0;
const text = (): string => `${program}// edit ${edits}\nchat.\n`;
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(edits) : '1'),
  getScriptSnapshot(name) {
    if (name === file) return ts.ScriptSnapshot.fromString(text());
    return existsSync(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8')) : undefined;
  },
  getCurrentDirectory: () => process.cwd(),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

process.on('message', () => {
  edits++;
  const started = performance.now();
  const hover = service.getQuickInfoAtPosition(file, text().indexOf(`${method}(`) + 1);
  const hovered = performance.now();
  const at = text().lastIndexOf('chat.') + 'chat.'.length;
  const completions = service.getCompletionsAtPosition(file, at, undefined);
  const details = service.getCompletionEntryDetails(file, at, method, undefined, undefined, undefined, undefined);
  const ended = performance.now();
  const shown = ts.displayPartsToString(hover?.documentation);
  if (shown === '' || !completions?.entries.some(({ name }) => name === method) || details === undefined) {
    throw new Error(`The language service does not know ${method}: ${ts.displayPartsToString(hover?.displayParts)}`);
  }
  process.send?.({ hover: hovered - started, completion: ended - hovered } satisfies EditorTimes);
});
