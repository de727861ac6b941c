/**
 * Builds a package, in its folder: compiles it to ES modules and to CommonJS. The word `prism` puts what the mock takes of Prism
 * between the two.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { binary, runNode } from '../run.ts';
import { makeCommonJs } from './commonjs.ts';

const folder = process.cwd();
await rm(join(folder, 'dist'), { recursive: true, force: true });
const compiler = await runNode(binary('typescript', 'bin/tsc'), ['-p', 'tsconfig.json'], { cwd: folder, pass: true });
if (compiler.code !== 0) process.exit(compiler.code);
if (process.argv.includes('prism')) await import('./prism.ts');
await makeCommonJs(folder);
