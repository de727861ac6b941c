import { isObject } from '../../document.ts';
import type { Rule } from '../redocly.ts';

/** Tools of other people do not know `x-max-bytes`. A text has at least as many bytes as characters, so `maxLength` refuses most. */
export const byteLimit: Rule = () => ({
  Schema(schema, context) {
    if (!isObject(schema) || !('x-max-bytes' in schema)) return;
    const { type, maxLength, 'x-max-bytes': limit } = schema;
    const location = context.location.child('x-max-bytes').key();
    if (type !== 'string') {
      context.report({
        message: '`x-max-bytes` counts the bytes of a text. Write `type: string` beside it, or take it away.',
        location,
      });
    }
    if (maxLength !== limit) {
      context.report({
        message: `Only tools of this project know \`x-max-bytes\`. Write \`maxLength: ${limit}\` beside it, so that every other one refuses most of what is too long.`,
        location,
      });
    }
  },
});
