import { isObject } from '../../document.ts';
import { named, requestFields } from '../fields.ts';
import type { Rule } from '../redocly.ts';
import { codesOf } from './listed-codes.ts';

/** A limit by a field names a field of the request, and its code is one that the operation lists. */
export const rateLimit: Rule = () => ({
  Paths: {
    Operation(operation, context) {
      if (!isObject(operation)) return;
      const limits = operation['x-rate-limit'];
      if (!Array.isArray(limits) || limits.length === 0) {
        context.report({
          message: 'The operation has no `x-rate-limit`. Add the calls and seconds that its page states, as a list.',
          location: context.location.child('operationId'),
        });
        return;
      }
      const fields = requestFields(operation, context);
      const codes = codesOf(operation, context);
      for (const [index, limit] of limits.entries()) {
        if (!isObject(limit)) continue;
        const location = context.location.child(['x-rate-limit', index]);
        if (typeof limit.by === 'string' && !fields.properties.has(limit.by)) {
          context.report({
            message: `The limit counts by \`${limit.by}\`, which is no field of the request. Use one of ${named(fields)}, or leave \`by\` out.`,
            location: location.child('by'),
          });
        }
        if (typeof limit.code === 'number' && !codes.has(limit.code)) {
          context.report({
            message: `The code ${limit.code} of this limit is not among the operation's \`x-errors\`. List it there, or correct it.`,
            location: location.child('code'),
          });
        }
      }
    },
  },
});
