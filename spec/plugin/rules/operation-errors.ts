import { isObject } from '../../document.ts';
import type { Location, Rule } from '../redocly.ts';
import { codeOf } from './listed-codes.ts';

/** An operation says how it can fail: with known codes, each of them once. */
export const operationErrors: Rule = () => {
  const uses: { code: number; location: Location }[] = [];
  return {
    Paths: {
      Operation(operation, context) {
        if (!isObject(operation)) return;
        const list = operation['x-errors'];
        if (!Array.isArray(list) || list.length === 0) {
          context.report({
            message:
              'The operation has no failure example. List the codes that it can give under `x-errors`; each becomes an example.',
            location: Array.isArray(list) ? context.location.child('x-errors') : context.location.child('operationId'),
          });
          return;
        }
        const seen = new Set<unknown>();
        for (const [index, raw] of list.entries()) {
          const entry = context.resolve(raw).node;
          if (!isObject(entry)) continue;
          const code = codeOf(entry, context);
          if (typeof code !== 'number') continue;
          const location = context.location.child(['x-errors', index]);
          if (seen.has(code)) {
            context.report({ message: `Code ${code} is listed twice. Remove one of the two entries.`, location });
          }
          seen.add(code);
          uses.push({ code, location });
        }
      },
    },
    Schema(schema, context) {
      if (isObject(schema) && typeof schema['x-invalid-code'] === 'number') {
        uses.push({ code: schema['x-invalid-code'], location: context.location.child('x-invalid-code') });
      }
    },
    Root: {
      leave(root, context) {
        const catalogue = isObject(root) ? context.resolve(root['x-error-catalogue']).node : undefined;
        const declared = new Set<number>();
        for (const raw of Object.values(isObject(catalogue) ? catalogue : {})) {
          const family = context.resolve(raw).node;
          for (const entry of Object.values(isObject(family) ? family : {})) {
            if (isObject(entry) && typeof entry.code === 'number') declared.add(entry.code);
          }
        }
        for (const { code, location } of uses) {
          if (declared.has(code)) continue;
          context.report({
            message: `Code ${code} is not in the error catalogue. Declare it in a file of spec/errors/ and refer to it with \`$ref\`.`,
            location,
          });
        }
      },
    },
  };
};
