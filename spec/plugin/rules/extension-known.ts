import { isObject } from '../../document.ts';
import type { Rule } from '../redocly.ts';

/** An `x-` key that nothing reads is a fact that gets lost, most often through a spelling mistake. */
export const extensionKnown: Rule = () => ({
  any(node, context) {
    if (!isObject(node)) return;
    for (const key of Object.keys(node)) {
      if (!key.startsWith('x-') || key in context.type.properties) continue;
      const known = Object.keys(context.type.properties).filter((name) => name.startsWith('x-'));
      context.report({
        message: `\`${key}\` is not a key of ${context.type.name}. Use one of ${known.join(', ') || '(none here)'}, or declare it in spec/plugin/types.ts.`,
        location: context.location.child(key).key(),
      });
    }
  },
});
