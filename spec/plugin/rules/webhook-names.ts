import { isObject } from '../../document.ts';
import type { Location, Rule } from '../redocly.ts';
import { codesOf } from './listed-codes.ts';

/** An operation names webhooks that exist, and lists the codes that they can make it answer. */
export const webhookNames: Rule = () => {
  const uses: { name: string; codes: Set<unknown>; operation: string; location: Location }[] = [];
  /** The codes that a caller can get because of a webhook. */
  const given = new Map<string, unknown[]>();
  return {
    Paths: {
      Operation(operation, context) {
        if (!isObject(operation) || !Array.isArray(operation['x-webhooks'])) return;
        const codes = codesOf(operation, context);
        for (const [index, name] of operation['x-webhooks'].entries()) {
          const location = context.location.child(['x-webhooks', index]);
          uses.push({ name: String(name), codes, operation: String(operation.operationId), location });
        }
      },
    },
    WebhooksMap: {
      PathItem: {
        Operation(operation, context) {
          if (!isObject(operation)) return;
          const rules = context.resolve(operation['x-webhook']).node;
          const answers = isObject(rules) && isObject(rules.answers) ? Object.values(rules.answers) : [];
          given.set(
            String(operation.operationId),
            answers.flatMap((answer) => (isObject(answer) && 'given' in answer ? [answer.given] : [])),
          );
        },
      },
    },
    Root: {
      leave(_root, context) {
        for (const { name, codes, operation, location } of uses) {
          const expected = given.get(name);
          if (expected === undefined) {
            context.report({
              message: `There is no webhook ${name}. Known: ${[...given.keys()].join(', ') || '(there is none)'}.`,
              location,
            });
          }
          for (const code of (expected ?? []).filter((one) => !codes.has(one))) {
            context.report({
              message: `${name} can make ${operation} answer ${code}, which is not among its \`x-errors\`. List it there.`,
              location,
            });
          }
        }
      },
    },
  };
};
