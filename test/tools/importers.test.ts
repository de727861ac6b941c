/** What Bruno's importer makes of the collection, and it and Postman's of the document for tools. */
import { createRequire } from 'node:module';
import { operationIds, regions } from '@chat-openapi/openapi';
import { explainUserSig } from '@chat-openapi/usersig';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../spec/document.ts';
import { inToolchains, noToolchains } from '../toolchains/installed.ts';
import { collection, environment, readDocs, requestsOf, runScript, variables } from './collection.ts';
import { caller } from './project.ts';

/** What importers bring along has types that say nothing of what comes out. */
const importer = (name: string): Record<string, (...args: unknown[]) => unknown> =>
  createRequire(inToolchains('x'))(name);
const five = ['sdkappid', 'identifier', 'usersig', 'random', 'contenttype'];

describe('Bruno', () => {
  it('takes the collection, its script and its environment', async (context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    const { postmanToBruno, postmanToBrunoEnvironment } = importer('@usebruno/converters');
    const { collection: taken, issues } = Object(await postmanToBruno?.(collection));
    expect({ issues, packageReport: taken.packageReport }).toMatchObject({
      issues: [],
      packageReport: { needsInstall: [], unsupported: [] },
    });
    const { script } = taken.root.request;
    expect(script.req + script.res).not.toMatch(/\bpm\b\s*\./);
    const identifier = 'a b#c';
    const set = runScript(script.req, { ...variables, CHAT_IDENTIFIER: identifier }, 'bru');
    // Bruno encodes the URL itself.
    expect(set).toMatchObject({ chatUrl: regions.tokyo.url, chatIdentifier: identifier });
    expect(await explainUserSig(set.chatUserSig ?? '', { ...caller, identifier })).toStrictEqual([]);
    const secrets: { name: string; secret: boolean }[] = Object(postmanToBrunoEnvironment?.(environment)).variables;
    expect(secrets.filter(({ secret }) => secret).map(({ name }) => name)).toStrictEqual([
      'CHAT_SECRET_KEY',
      'CHAT_USER_SIG',
    ]);
  });

  it('takes the document for tools, with the credentials', async (context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    const { openApiToBruno } = importer('@usebruno/converters');
    const { items } = Object(openApiToBruno?.(await readDocs('openapi.tools.json')));
    const requests: JsonObject[] = items.flatMap((folder: JsonObject) => folder.items);
    expect(requests).toHaveLength(operationIds.length);
    for (const { request } of requests) {
      expect(Object(request).params.map(({ name }: { name: string }) => name)).toStrictEqual(five);
    }
  });
});

describe('Postman', () => {
  it.for([
    ['openapi.tools.json', five],
    // Why there is the other one.
    ['openapi.json', ['random', 'contenttype']],
  ] as const)('takes from %s the parameters %j', async ([name, expected], context) => {
    if (noToolchains !== undefined) context.skip(noToolchains);
    const { convertV2 } = importer('openapi-to-postmanv2');
    const input = { type: 'json', data: await readDocs(name) };
    const { output } = await new Promise<{ output: { data: JsonObject }[] }>((resolve, reject) => {
      convertV2?.(input, {}, (error: unknown, result: { output: { data: JsonObject }[] }) =>
        error ? reject(error) : resolve(result),
      );
    });
    const requests = requestsOf(JSON.parse(JSON.stringify(output[0]?.data.item)));
    expect(requests).toHaveLength(operationIds.length);
    for (const { url } of requests) {
      expect(Object(url).query.map(({ key }: { key: string }) => key)).toStrictEqual(expected);
    }
  });
});
