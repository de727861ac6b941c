import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  declaration: true,
  rewriteRelativeImportExtensions: true,
  newLine: ts.NewLineKind.LineFeed,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  skipLibCheck: true,
};

/** Compiles the generated modules; a type that does not fit the document ends the generation. */
export async function compile(source: string, target: string): Promise<void> {
  const names = await readdir(source, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  const program = ts.createProgram(
    files.map((name) => join(source, name)),
    { ...options, rootDir: source, outDir: target },
  );
  await rm(target, { recursive: true, force: true });
  const problems = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (problems.length > 0) {
    const host = {
      getCanonicalFileName: (name: string) => name,
      getCurrentDirectory: () => source,
      getNewLine: () => '\n',
    };
    throw new Error(`The generated modules do not compile:\n${ts.formatDiagnostics(problems, host)}`);
  }
  for (const name of files.filter((file) => file.endsWith('.d.ts')))
    await copyFile(join(source, name), join(target, name));
}
