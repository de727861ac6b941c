/**
 * The CommonJS form of a built package, in `dist/cjs`: what `require` gets, also where it cannot load ES modules, as in Jest.
 * Beside each entry point stands a module that hands out its exports to `import` in Node, so that a process has one copy of
 * the package, whichever way it asks: one rate, one set of error classes. Bundlers and browsers take the ES modules.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
};

/** @param folder That of the package, which is compiled to ES modules. */
export async function makeCommonJs(folder: string): Promise<void> {
  const dist = join(folder, 'dist');
  const target = join(dist, 'cjs');
  const entries = await entriesOf(folder, dist);
  // A package of programs alone is imported by nobody.
  if (entries.length === 0) return;
  await rm(target, { recursive: true, force: true });
  for (const [name, text] of await reachable(dist, entries)) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await writeFile(join(target, name), inCopy(name, text));
  }
  await writeFile(join(target, 'package.json'), '{ "type": "commonjs" }\n');
  for (const entry of entries) {
    const names = Object.keys(await import(pathToFileURL(join(dist, entry)).href));
    const text = `export { ${names.join(', ')} } from './${entry.split('/').at(-1)}';\n`;
    await writeFile(join(target, entry.replace(/\.js$/, '.mjs')), text);
  }
}

/** The ES modules that the package exports, as paths in `dist`. */
async function entriesOf(folder: string, dist: string): Promise<string[]> {
  const { exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return Object.values(exports).flatMap((conditions) => {
    const file: unknown = Object(Object(conditions).module).default;
    return typeof file === 'string' ? [relative(dist, join(folder, file))] : [];
  });
}

/** The modules that the entry points need, and their declarations. What only the programs need is left out. */
async function reachable(dist: string, entries: readonly string[]): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const file of [name, name.replace(/\.js$/, '.d.ts')]) {
      if (files.has(file)) continue;
      // Types alone have no module, and what was written in JavaScript has no types.
      const text = await readFile(join(dist, file), 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      files.set(file, text);
      if (file.endsWith('.cjs')) continue;
      for (const { fileName } of ts.preProcessFile(text).importedFiles) {
        // Declarations name the sources.
        const module = fileName.replace(/\.ts$/, '.js');
        if (module.startsWith('.')) waiting.push(join(dirname(file), module));
      }
    }
  }
  return files;
}

function inCopy(fileName: string, text: string): string {
  if (fileName.endsWith('.d.ts')) return text;
  // What is CommonJS already is there once.
  if (fileName.endsWith('.cjs'))
    return `module.exports = require('${'../'.repeat(fileName.split('/').length)}${fileName}');\n`;
  const { outputText } = ts.transpileModule(text, { fileName, compilerOptions });
  return outputText.replaceAll('import.meta.url', "require('node:url').pathToFileURL(__filename).href");
}
