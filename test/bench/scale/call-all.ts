/**
 * Calls every operation of the document through client and mock, as they are built, with the request that its example
 * shows; then once more, asking for the last of its own codes. Prints, as JSON, what came of each.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createChatClient, isChatApiError } from '@chat-openapi/client';
import { startMock } from '@chat-openapi/mock';
import { type OperationId, operations } from '@chat-openapi/openapi';

const require = createRequire(import.meta.url);
const { paths } = JSON.parse(await readFile(require.resolve('@chat-openapi/openapi/openapi.json'), 'utf8'));
const isOperation = (id: string): id is OperationId => Object.hasOwn(operations, id);

await using mock = await startMock();
const chat = createChatClient({ baseUrl: mock.url, sdkAppId: 1, identifier: 'administrator', secretKey: 'any' });
const results: { id: string; answer: string[]; expected: string[]; refusal: unknown; code: number | undefined }[] = [];
for (const id of Object.keys(operations).filter(isOperation)) {
  const { path, codes } = operations[id];
  const { requestBody, responses } = paths[path].post;
  const [example] = Object.values<{ value: never }>(requestBody.content['application/json'].examples);
  if (example === undefined) throw new Error(`${id} has no example of a request.`);
  const body = example.value;
  const answer = await chat[id](body);
  const code = codes.at(-1);
  mock.reset();
  if (code !== undefined) mock.enqueue(id, code);
  const refusal = await chat[id](body, { retry: false }).catch((error: unknown) =>
    isChatApiError(error) ? error.code : String(error),
  );
  mock.reset();
  const expected = Object.keys(responses['200'].content['application/json'].examples['0'].value);
  results.push({ id, answer: Object.keys(answer).sort(), expected: expected.sort(), refusal, code });
}
process.stdout.write(JSON.stringify(results));
