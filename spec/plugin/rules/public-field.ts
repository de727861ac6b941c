import { isObject } from '../../document.ts';
import type { Rule } from '../redocly.ts';

/** Recordings and reports replace every value, unless a schema says why it may be shown. */
export const publicField: Rule = () => ({
  Schema(schema, context) {
    if (!isObject(schema) || !('x-public' in schema)) return;
    const reason = schema['x-public'];
    if (typeof reason === 'string' && reason.trim().includes(' ')) return;
    context.report({
      message:
        '`x-public` lets recordings and reports show every value of this field. Give the reason in a sentence, or take the key away.',
      location: context.location.child('x-public'),
    });
  },
});
