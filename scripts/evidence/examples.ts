import { createChecker } from '../../packages/contract/src/check.ts';
import { pointerOf } from '../../packages/contract/src/json.ts';
import { sentence } from '../../packages/contract/src/report.ts';
import { type BundledDocument, commonCodes, type Example, errorsOf, isObject, resolve } from '../../spec/document.ts';

/** An operation with all of its examples, by their keys. */
export interface OperationExamples {
  operation: string;
  requests: [string, unknown][];
  answers: [string, unknown][];
}

export function examplesOf(document: BundledDocument): OperationExamples[] {
  const values = (examples: Record<string, Example | { $ref: string }>): [string, unknown][] =>
    Object.entries(examples).map(([key, example]) => [key, resolve(document, example).value]);
  return Object.values(document.paths).map(({ post }) => ({
    operation: post.operationId,
    requests: values(post.requestBody.content['application/json'].examples),
    answers: values(post.responses['200'].content['application/json'].examples),
  }));
}

/** What is wrong with the examples of a document: those that do not fit, and documented codes without one. */
export function faultyExamples(document: BundledDocument): string[] {
  const checker = createChecker(document);
  return Object.entries(document.paths).flatMap(([path, { post }]) => {
    const examples = examplesOf(document).find(({ operation }) => operation === post.operationId);
    const { requests = [], answers = [] } = examples ?? {};
    const query = new URLSearchParams({ sdkappid: '1', identifier: 'a', usersig: 'b' });
    for (const parameter of post.parameters) {
      const { name, example } = resolve(document, parameter);
      query.set(name, String(example));
    }
    const faults = [
      ...requests.flatMap(([key, value]) =>
        checker
          .checkRequest({ operation: path, query, body: JSON.stringify(value) })
          .map((finding) => `request ${key}: ${sentence(finding)}`),
      ),
      ...answers.flatMap(([key, value]) => {
        const code = isObject(value) ? value.ErrorCode : undefined;
        const wrongKey = String(code) === key ? [] : [`answer ${key}: its ErrorCode is ${code}`];
        const findings = checker.checkAnswer({ operation: path, body: value });
        return [...wrongKey, ...findings.map((finding) => `answer ${key}: ${sentence(finding)}`)];
      }),
      ...[0, ...commonCodes(document), ...errorsOf(document, post).map(({ code }) => code)]
        .filter((code) => !answers.some(([key]) => key === String(code)))
        .map((code) => `the code ${code} has no example`),
    ];
    return faults.map((fault) => `${post.operationId}, ${fault}`);
  });
}

/** Examples that stand in schemas and parameters, each with the schema that it has to fit. */
export function inlineExamples(document: BundledDocument): { place: string; schema: object; value: unknown }[] {
  const found: { place: string; schema: object; value: unknown }[] = [];
  const visit = (node: unknown, keys: (string | number)[]): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) visit(value, [...keys, key]);
    if (Array.isArray(node)) return;
    const place = pointerOf(keys);
    if ('type' in node && 'examples' in node && Array.isArray(node.examples)) {
      for (const value of node.examples) found.push({ place, schema: node, value });
    }
    if ('schema' in node && 'example' in node && typeof node.schema === 'object' && node.schema !== null) {
      found.push({ place, schema: node.schema, value: node.example });
    }
  };
  visit(document, []);
  return found;
}
