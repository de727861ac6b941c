import { isObject } from '../../document.ts';
import type { Rule } from '../redocly.ts';

/**
 * Prism's validator knows JSON Schema up to draft 7. What came later it ignores without a word, and a schema that it cannot
 * compile accepts everything.
 */
const ignored: Readonly<Record<string, string>> = {
  prefixItems: 'Describe the items by `items`',
  unevaluatedProperties: 'Leave the object open',
  unevaluatedItems: 'Describe the items by `items`',
  dependentRequired: 'Use `if` and `then`',
  dependentSchemas: 'Use `if` and `then`',
  minContains: 'Leave it to the text',
  maxContains: 'Leave it to the text',
  $dynamicRef: 'Use `$ref`',
  $dynamicAnchor: 'Use `$ref`',
  $anchor: 'Refer by path',
  $vocabulary: 'Leave it out',
  contentSchema: 'Leave it to the text',
};

/** Keeps schemas within what every tool over this document understands in the same way. */
export const schemaKeywords: Rule = () => ({
  Schema(schema, context) {
    if (!isObject(schema)) return;
    const report = (message: string, ...path: string[]): void => {
      const location = path.reduce((at, part) => at.child(part), context.location);
      context.report({ message, location: location.key() });
    };
    for (const [keyword, instead] of Object.entries(ignored)) {
      if (keyword in schema)
        report(`Prism ignores \`${keyword}\`, so a mock would accept anything. ${instead}.`, keyword);
    }
    if (
      'const' in schema &&
      !(Array.isArray(schema.enum) && schema.enum.length === 1 && schema.enum[0] === schema.const)
    ) {
      report(
        `Some generators do not know \`const\`. Write \`enum: [${JSON.stringify(schema.const)}]\` beside it.`,
        'const',
      );
    }
    for (const pattern of patternsOf(schema)) {
      try {
        new RegExp(pattern, 'u');
      } catch {
        report(
          `The pattern \`${pattern}\` is no regular expression with the u flag, so validators would accept anything. Correct it.`,
          typeof schema.pattern === 'string' ? 'pattern' : 'patternProperties',
        );
      }
    }
    const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
    for (const name of required) {
      if (typeof name !== 'string' || !(name in Object.prototype)) continue;
      report(
        `Every JavaScript object has a \`${name}\`, so that validators never miss it. It cannot be required.`,
        'required',
      );
    }
  },
});

function patternsOf({ pattern, patternProperties }: Record<string, unknown>): string[] {
  const own = typeof pattern === 'string' ? [pattern] : [];
  return isObject(patternProperties) ? [...own, ...Object.keys(patternProperties)] : own;
}
