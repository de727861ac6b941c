/** The methods that generation makes of a document with other manners of calling than today's. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { readApi } from '../../scripts/generate/api.ts';
import { compile } from '../../scripts/generate/compile.ts';
import { tables } from '../../scripts/generate/tables/main.ts';
import { types } from '../../scripts/generate/types.ts';
import { inRoot } from '../../scripts/paths.ts';
import type { BundledDocument, Schema } from '../../spec/document.ts';

/** Reads of two lists: one in pages by two cursors, of a list that has a limit as well; the other is whole. */
function change(document: BundledDocument): void {
  const { post } = document.paths['/v4/official_account_open_http_svc/get_subscriber_info'] ?? {};
  if (post === undefined) throw new Error('The document has lost an operation that this test changes.');
  post['x-pagination'] = {
    items: 'SubscriberList',
    cursor: { Next: 'Next', Offset: 'SubscriberNum' },
    first: { Next: '', Offset: 0 },
    end: { Next: '' },
  };
  const schemas: Record<string, Schema> = document.components.schemas;
  const request = schemas.GetSubscriberInfoRequest ?? {};
  request.properties = {
    ...request.properties,
    Offset: { type: 'integer', description: 'Where to begin.' },
    Accounts: { type: 'array', maxItems: 2, items: { type: 'string' }, description: 'Only these.' },
  };
  request.required = [...(request.required ?? []), 'Offset', 'Accounts'];
}

/** Compiled with the rest: a type that is not as said ends the test. */
const uses = `import type { ChatOperations } from './index.ts';

export async function use(chat: ChatOperations<{ deadline?: number }>): Promise<string[]> {
  const both = chat.getSubscriberInfo;
  const body = { Official_Account: '@TOA#_a', Accounts: ['a', 'b', 'c'] };
  const names: string[] = [];
  for await (const { Subscriber_Account } of both.all(body)) names.push(Subscriber_Account);
  for await (const { Next } of both.pages({ ...body, Offset: 5 }, { deadline: 1 })) names.push(Next);
  const { SubscriberList, failedChunks } = await both.inChunks({ ...body, Next: '', Offset: 0 });
  names.push(...SubscriberList.map((subscriber) => subscriber.Subscriber_Account));
  names.push(...failedChunks.flatMap(({ items }) => items));
  // @ts-expect-error A cursor that is a number.
  both.all({ ...body, Offset: 'a' });
  // @ts-expect-error What is whole has no pages.
  chat.createOfficialAccount.pages({ Owner_Account: 'a', Name: 'b' });
  return names;
}
`;

it('gives a method all manners of calling that its operation has, and their types', async () => {
  const document: BundledDocument = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  change(document);
  await mkdir(inRoot('reports'), { recursive: true });
  const folder = await mkdtemp(inRoot('reports', 'methods-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [source, target] = [join(folder, 'source'), join(folder, 'dist')];
  await mkdir(join(source, 'methods'), { recursive: true });
  for (const [name, text] of tables(readApi(document))) await writeFile(join(source, name), text);
  await writeFile(join(source, 'schema.d.ts'), await types(document));
  await writeFile(join(source, 'document.ts'), await readFile(inRoot('spec', 'document.ts'), 'utf8'));
  await writeFile(join(source, 'use.ts'), uses);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await compile(source, target);

  const { bindOperations, listLimits, paging } = await import(pathToFileURL(join(target, 'index.js')).href);
  expect(paging.getSubscriberInfo.cursor).toStrictEqual({ Next: 'Next', Offset: 'SubscriberNum' });
  expect(listLimits.getSubscriberInfo).toStrictEqual({ list: 'Accounts', max: 2, joined: ['SubscriberList'] });
  const made: string[] = [];
  const note = (manner: string) => (id: string) => {
    made.push(`${manner} ${id}`);
    return manner === 'bind' ? () => {} : { [manner]: id };
  };
  const methods = bindOperations({ bind: note('bind'), paged: note('paged'), chunked: note('chunked') });
  expect({ ...methods.getSubscriberInfo }).toStrictEqual({ paged: 'getSubscriberInfo', chunked: 'getSubscriberInfo' });
  expect({ ...methods.createOfficialAccount }).toStrictEqual({});
  expect(made).toContain('bind createOfficialAccount');
});
