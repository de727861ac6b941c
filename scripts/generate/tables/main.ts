import type { Api } from '../api.ts';
import { catalogue } from './catalogue.ts';
import { errors } from './errors.ts';
import { index } from './index-module.ts';
import { methods } from './methods.ts';
import { operations } from './operations.ts';
import { regions } from './regions.ts';

/** The modules made from the document, by file name. */
export function tables(api: Api): [name: string, text: string][] {
  const modules: [string, string][] = [
    ['index.ts', index(api)],
    ['operations.ts', operations(api)],
    ...methods(api),
    ['errors.ts', errors(api)],
    ['regions.ts', regions(api)],
    ['catalogue.ts', catalogue(api)],
  ];
  return modules.map(([name, text]) => [name, `/* ${api.banner} */\n\n${text}`]);
}
