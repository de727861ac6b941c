import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '../scripts/paths.ts';
import { binary } from '../scripts/run.ts';

const execute = promisify(execFile);

/** A code block of a Markdown file. */
export interface Block {
  file: string;
  /** The heading above it; empty when there is none but the title. */
  heading: string;
  language: string;
  code: string;
  line: number;
}

/** The code blocks of a Markdown file of the repository, in order. */
export async function readBlocks(file: string): Promise<Block[]> {
  const text = await readFile(inRoot(file), 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: language = '', 2: code = '', index }) => {
    const above = text.slice(0, index);
    const heading = [...above.matchAll(/^##+ (.*)$/gm)].at(-1)?.[1] ?? '';
    return { file, heading, language, code, line: above.split('\n').length };
  });
}

/** TypeScript programs of Markdown files, written to a folder where the repository's packages are found. */
export interface Programs {
  /** Compiles all of them under the strictest options, and gives what the compiler says. */
  compile(): Promise<string>;
  /** Where one was written to. */
  fileOf(program: Block): string;
  /** Runs one with its calls sent to the mock, and gives its standard output. */
  run(program: Block, mockUrl: string, options?: RunOptions): Promise<string>;
  remove(): Promise<void>;
}

interface RunOptions {
  /** Modules of test/commands to load before the program. */
  before?: string[];
  env?: Record<string, string>;
}

export async function writePrograms(name: string, programs: Block[]): Promise<Programs> {
  // Below the repository, so that its packages are found, and outside of node_modules, so that Node takes the types out.
  const folder = inRoot('reports', name);
  const fileOf = ({ file, line }: Block): string => join(folder, `${file.replaceAll(/[^a-z]+/gi, '-')}-${line}.ts`);

  await mkdir(folder, { recursive: true });
  for (const program of programs) await writeFile(fileOf(program), program.code);
  const config = { extends: '../../tsconfig.base.json', compilerOptions: { noEmit: true, types: ['node'] } };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));

  return {
    fileOf,
    async compile() {
      return (await execute(process.execPath, [binary('typescript', 'bin/tsc'), '-p', folder])).stdout;
    },
    async run(program, mockUrl, { before = [], env = {} } = {}) {
      const modules = ['to-mock.ts', ...before].flatMap((module) => ['--import', inRoot('test', 'commands', module)]);
      const { stdout } = await execute(process.execPath, [...modules, fileOf(program)], {
        env: { ...process.env, MOCK_URL: mockUrl, CHAT_SECRET_KEY: 'a-key-for-this-test', ...env },
      });
      return stdout;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Runs a program as a file of tests, in a project of its own. */
export async function runVitest(file: string): Promise<string> {
  const folder = dirname(file);
  await writeFile(join(folder, 'vitest.config.ts'), 'export default { test: { include: ["*.ts"] } };\n');
  const args = [binary('vitest', 'vitest.mjs'), 'run', '--root', folder, file];
  const { VITEST: _, ...env } = process.env;
  const { stdout } = await execute(process.execPath, args, { cwd: folder, env: { ...env, NO_COLOR: '1' } });
  return stdout;
}
