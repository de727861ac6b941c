import { cp, mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inRoot } from '../../../scripts/paths.ts';
import { requestPath } from '../request.ts';

/** A document, and an installation of the mock that serves it. */
export interface Subject {
  document: string;
  /** The program behind the command `chat-mock`. */
  chatMock: string;
  /** The paths that are called: the operation that the mock has a rule for, and its copies. */
  paths: string[];
}

/** The document of this project, and the mock as it is built here. */
export async function ownSubject(): Promise<Subject> {
  const document = inRoot('generated', 'openapi.json');
  return { document, chatMock: inRoot('packages', 'mock', 'dist', 'cli.js'), paths: [requestPath] };
}

/**
 * The same with copies of that operation. The mock takes its document from the package beside it, so it is installed
 * once more, beside one with the larger document.
 */
export async function largeSubject(folder: string, operations: number): Promise<Subject> {
  const modules = join(folder, 'node_modules');
  const openapi = join(modules, '@chat-openapi', 'openapi');
  const mock = join(modules, '@chat-openapi', 'mock');
  for (const [from, to, parts] of [
    [inRoot('generated'), openapi, ['package.json', 'dist']],
    [inRoot('packages', 'mock'), mock, ['package.json', 'dist']],
  ] as const) {
    for (const part of parts) await cp(join(from, part), join(to, part), { recursive: true });
  }
  const { dependencies } = JSON.parse(await readFile(join(mock, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    if (name === '@chat-openapi/openapi') continue;
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await installed(name), link, 'junction');
  }

  const own = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  const { post } = own.paths[requestPath];
  const paths = [requestPath];
  for (let copy = 2; copy <= operations; copy++) {
    const path = `${requestPath}_${copy}`;
    paths.push(path);
    own.paths[path] = { post: { ...post, operationId: `${post.operationId}${copy}` } };
  }
  const document = join(openapi, 'openapi.json');
  await writeFile(document, JSON.stringify(own));
  return { document, chatMock: join(mock, 'dist', 'cli.js'), paths };
}

/** Where npm has put what the mock depends on: beside it, or in the root. */
async function installed(name: string): Promise<string> {
  const beside = inRoot('packages', 'mock', 'node_modules', name);
  return realpath(beside).catch(() => realpath(inRoot('node_modules', name)));
}
