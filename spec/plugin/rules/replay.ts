import { isObject } from '../../document.ts';
import { successFields } from '../fields.ts';
import type { Rule } from '../redocly.ts';
import { codesOf } from './listed-codes.ts';

const common = ['ActionStatus', 'ErrorCode', 'ErrorInfo'];

/** A replay counts as success, so its code is one that the operation lists, and its answer has all that the type promises. */
export const replay: Rule = () => ({
  Operation(operation, context) {
    if (!isObject(operation)) return;
    const idempotent = operation['x-idempotent'];
    if (!isObject(idempotent) || typeof idempotent.replayCode !== 'number') return;
    const { replayCode } = idempotent;
    const location = context.location.child(['x-idempotent', 'replayCode']);
    if (!codesOf(operation, context).has(replayCode)) {
      context.report({
        message: `The replay code ${replayCode} is not among the operation's \`x-errors\`. List it there, or correct it.`,
        location,
      });
    }
    const promised = [...successFields(operation, context).required].filter((name) => !common.includes(name));
    if (promised.length > 0) {
      context.report({
        message: `The answer promises ${promised.join(', ')}, which a refusal with ${replayCode} does not have. Leave \`replayCode\` out.`,
        location,
      });
    }
  },
});
