import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { inRoot } from '../../paths.ts';
import type { Form } from '../view.ts';

export interface BundleOptions {
  minify: boolean;
  /** Code in place of names that no module declares. */
  define?: Record<string, string>;
  /** Exports, as a file and a name, in place of globals of the platform. */
  inject?: Record<string, [string, string]>;
}

/** A script and what it imports in one piece, as a classic script. */
export async function bundleScript(
  input: string,
  { minify, define = {}, inject = {} }: BundleOptions,
): Promise<string> {
  // Comments name files from the root of the repository, wherever this runs.
  const rolldownOptions = { input, cwd: inRoot(), output: { format: 'iife' as const }, transform: { inject } };
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    define,
    build: { write: false, target: 'es2022', minify, rolldownOptions },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const built of outputs) {
    const script = 'output' in built ? built.output[0] : undefined;
    if (script !== undefined) return script.code;
  }
  throw new Error('vite has built no script.');
}

/** What runs before anything is drawn. */
export const headScript = (): Promise<string> => ofBrowser('head');

/** The script of the pages. */
export const siteScript = (): Promise<string> => ofBrowser('main');

/** The script of the page that is shown at addresses of every language. */
export const pathLanguageScript = (): Promise<string> => ofBrowser('path-language');

/** What starts Redoc. */
export const redocStart = (): Promise<string> => ofBrowser('redoc/main');

/** The script of a form, for the pages that have it. */
export const formScript = (form: Form): Promise<string> => ofBrowser(form === 'try' ? 'try' : 'code-filter');

/** The script of the search, which a page loads when it is first used. */
export const searchScript = (): Promise<string> => ofBrowser('search/main');

/** A script of the folder `browser`: a page from a folder cannot load modules. */
const ofBrowser = (name: string): Promise<string> =>
  bundleScript(fileURLToPath(new URL(`../browser/${name}.ts`, import.meta.url)), { minify: true });
