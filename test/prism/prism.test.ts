import { readFile } from 'node:fs/promises';
import { type BundledDocument, commonCodes, errorsOf, resolve } from '@chat-openapi/openapi/document';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { start } from '../processes.ts';

const query = 'sdkappid=1400000000&identifier=administrator&usersig=any&random=99999999&contenttype=json';

describe('plain Prism on the document', () => {
  it('answers a good request with success, and every documented code when it is asked for', async () => {
    // With NODE_ENV=production this version of Prism does not start.
    const { NODE_ENV: _, ...env } = process.env;
    const args = [
      binary('@stoplight/prism-cli', 'dist/index.js'),
      'mock',
      inRoot('generated', 'openapi.yaml'),
      '-p',
      '0',
    ];
    const prism = start(process.execPath, args, { env });
    const [, url] = await prism.until(/Prism is listening on (http:\/\/127\.0\.0\.1:\d+)/);

    const document: BundledDocument = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
    expect(commonCodes(document)).toHaveLength(55);
    for (const [path, { post }] of Object.entries(document.paths)) {
      const [request] = Object.values(post.requestBody.content['application/json'].examples);
      const { examples } = post.responses['200'].content['application/json'];
      const exampleValue = (example: (typeof examples)[string] | undefined): unknown =>
        example === undefined ? undefined : Object(resolve(document, example)).value;
      const body = JSON.stringify(exampleValue(request));
      const ask = async (headers: Record<string, string>): Promise<unknown> => {
        const sent = { 'content-type': 'application/json', ...headers };
        const response = await fetch(`${url}${path}?${query}`, { method: 'POST', headers: sent, body });
        expect(response.status).toBe(200);
        return response.json();
      };
      expect(await ask({})).toStrictEqual(exampleValue(examples[0]));
      for (const code of [...errorsOf(document, post).map(({ code }) => code), ...commonCodes(document)]) {
        expect(await ask({ prefer: `example=${code}` })).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: code });
      }
    }
  });
});
