import { operationIds, operations } from '@chat-openapi/openapi';
import { commonCodes, isObject } from '@chat-openapi/openapi/document';
import { describe, expect, it } from 'vitest';
import { isOutcome } from '../src/index.ts';
import { readDocument } from '../src/operations.ts';
import { goodQuery, start } from './ask.ts';

const document = readDocument();
const common = commonCodes(document);

describe.each([...operationIds])('%s', (id) => {
  const { path, codes } = operations[id];
  const { examples } = document.paths[path]?.post.requestBody.content['application/json'] ?? {};
  const bodies = Object.values(examples ?? {}).map((example) => ('value' in example ? example.value : undefined));

  const call = async (url: string, body: unknown): Promise<unknown> => {
    const target = `${url}${path}?${new URLSearchParams(goodQuery)}`;
    const response = await fetch(target, { method: 'POST', body: JSON.stringify(body) });
    return { ...Object(await response.json()), reason: response.headers.get('x-mock-reason') };
  };

  it('succeeds with each example of its request', async () => {
    expect(bodies.length).toBeGreaterThan(0);
    for (const body of bodies) {
      const mock = await start();
      expect(await call(mock.url, body)).toMatchObject({ ErrorCode: 0 });
      expect(mock.calls(id)).toHaveLength(1);
    }
  });

  it('answers with each of its codes when it is asked to', async () => {
    const mock = await start();
    const outcomes = [...codes, ...common].filter((code) => isOutcome(id, code));
    expect(outcomes).toStrictEqual([...codes, ...common]);
    mock.enqueue(id, ...outcomes);
    for (const code of [...codes, ...common]) {
      const answer = await call(mock.url, bodies[0]);
      expect(answer).toMatchObject({ ActionStatus: 'FAIL', ErrorCode: code, reason: 'enqueued' });
      expect(isObject(answer) && answer.ErrorInfo).toMatch(/\w\./);
    }
  });
});
