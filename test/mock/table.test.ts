import { readFile, writeFile } from 'node:fs/promises';
import { startMock } from '@chat-openapi/mock';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { binary } from '../../scripts/run.ts';
import { start } from '../processes.ts';
import { answerOf, requests, tableOf } from './forty-requests.ts';

const readme = inRoot('packages', 'mock', 'README.md');
const place = /(?<=<!-- forty requests -->\n\n)[\s\S]*?(?=\n\n<!-- end -->)/;

it('the README shows what plain Prism and the mock answer to the same forty requests', async () => {
  expect(requests).toHaveLength(40);
  // With NODE_ENV=production this version of Prism does not start.
  const { NODE_ENV: _, ...env } = process.env;
  const document = inRoot('generated', 'openapi.yaml');
  const args = [binary('@stoplight/prism-cli', 'dist/index.js'), 'mock', document, '-p', '0'];
  const prism = start(process.execPath, args, { env });
  const [, url = ''] = await prism.until(/Prism is listening on (http:\/\/127\.0\.0\.1:\d+)/);
  await using mock = await startMock({ check: true });

  // Prism remembers nothing; the mock does, so that the second request meets what the first has left behind.
  const byPrism = await Promise.all(requests.map((request) => answerOf(url, request)));
  const byMock: string[] = [];
  for (const [index, request] of requests.entries()) {
    if (index !== 1) mock.reset();
    byMock.push(await answerOf(mock.url, request));
  }
  const table = tableOf(requests.map(({ what }, index) => [what, byPrism[index] ?? '', byMock[index] ?? '']));

  const text = await readFile(readme, 'utf8');
  if (process.env.UPDATE_TABLE) await writeFile(readme, text.replace(place, table));
  else
    expect(place.exec(text)?.[0], 'to write it anew: UPDATE_TABLE=1 npx vitest run test/mock/table.test.ts').toBe(
      table,
    );
});
