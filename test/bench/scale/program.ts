import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { sources } from '../../generate/copy.ts';
import { first, type Group, type Row, type Sized } from './rows.ts';

const kB = 1024;

/** Bundles README's program that handles failures, in one piece; the texts of the codes, loaded when asked for, stay out. */
export async function weighProgram(sized: readonly Sized[]): Promise<Group> {
  const bytes = new Map<number, number>();
  for (const { operations, copy } of sized) bytes.set(operations, await bundleProgram(copy.folder));
  const allowed = (operations: number): number => 14 * kB + 40 * operations;
  const [[fewest, least] = [0, 0], [most, whole] = [0, 0]] = [[...bytes][0], [...bytes].at(-1)];
  const more = (whole - least) / (most - fewest);
  const rows: Row[] = [
    {
      what: "README's program, gzip",
      digits: 2,
      figures: new Map([...bytes].map(([operations, size]) => [operations, size / kB])),
      ...(bytes.size > 1
        ? { limit: `${more.toFixed(0)} bytes for an operation more, ${first(bytes)} with ${fewest}` }
        : {}),
      target: {
        text: '14 kB + 40 B an operation',
        isReached: [...bytes].every(([operations, size]) => size <= allowed(operations)),
      },
    },
    {
      what: '  of what it may weigh',
      digits: 2,
      figures: new Map([...bytes].map(([operations, size]) => [operations, size / allowed(operations)])),
    },
  ];
  return {
    heading: 'The client, in kB after gzip, bundled by Vite in one piece without the texts of the codes.',
    rows,
  };
}

/** The program of the README that calls and handles the failure by its code. */
export async function readProgram(folder: string): Promise<string> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const programs = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
  const program = programs.find((text) => text.includes('isChatApiError(error, '));
  if (program === undefined) throw new Error('README.md has no program that handles the failure of an operation.');
  return program;
}

async function bundleProgram(folder: string): Promise<number> {
  const entry = join(folder, 'scale', 'program.ts');
  await mkdir(join(folder, 'scale'), { recursive: true });
  await writeFile(entry, await readProgram(folder));
  const outputs = await build({
    configFile: false,
    envFile: false,
    root: folder,
    logLevel: 'silent',
    resolve: { conditions: [sources, 'module'] },
    build: {
      target: 'esnext',
      write: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        external: ['@chat-openapi/openapi/catalogue'],
        output: { minify: true, codeSplitting: false },
      },
    },
  });
  const chunks = [outputs].flat().flatMap((output) => ('output' in output ? output.output : []));
  const [chunk, ...others] = chunks;
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error("README's program was not bundled in one piece.");
  return gzipSync(chunk.code, { level: 9 }).length;
}
