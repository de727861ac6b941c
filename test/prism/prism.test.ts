import { errorCodes, operations } from '@chat-openapi/openapi';
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

    for (const { path, codes } of Object.values(operations)) {
      const ask = async (headers: Record<string, string>): Promise<unknown> => {
        const response = await fetch(`${url}${path}?${query}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: '{"Official_Account":"@TOA#_test_id"}',
        });
        expect(response.status).toBe(200);
        return response.json();
      };
      expect(await ask({})).toStrictEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 });
      const common = Object.keys(errorCodes)
        .map(Number)
        .filter((code) => code >= 60_000 && code < 80_000);
      expect(common.length).toBe(55);
      for (const code of [...codes, ...common]) {
        expect(await ask({ prefer: `example=${code}` })).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: code });
      }
    }
  });
});
