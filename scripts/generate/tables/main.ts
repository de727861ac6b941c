import type { Api } from '../api.ts';
import { byteLimits } from './byte-limits.ts';
import { catalogue } from './catalogue.ts';
import { errors } from './errors.ts';
import { index } from './index-module.ts';
import { itemResults } from './item-results.ts';
import { listLimits } from './list-limits.ts';
import { methods } from './methods.ts';
import { operations } from './operations.ts';
import { paging } from './paging.ts';
import { regions } from './regions.ts';
import { requestSchemas } from './request-schemas.ts';
import { unions } from './unions.ts';
import { webhooks } from './webhooks.ts';

/** The modules made from the document, by file name. */
export function tables(api: Api): [name: string, text: string][] {
  const modules: [string, string][] = [
    ['index.ts', index(api)],
    ['operations.ts', operations(api)],
    ...methods(api),
    ['errors.ts', errors(api)],
    ['regions.ts', regions(api)],
    ['paging.ts', paging(api)],
    ['item-results.ts', itemResults(api)],
    ['list-limits.ts', listLimits(api)],
    ['byte-limits.ts', byteLimits(api)],
    ['unions.ts', unions(api)],
    ['catalogue.ts', catalogue(api)],
    ['request-schemas.ts', requestSchemas(api)],
    ['webhooks.ts', webhooks(api)],
  ];
  return modules.map(([name, text]) => [name, `/* ${api.banner} */\n\n${text}`]);
}
