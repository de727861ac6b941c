import { isObject, type JsonObject } from '../../document.ts';
import { type Context, follow, type Rule } from '../redocly.ts';

/** The schema of `ErrorCode` in one branch of an answer, also when the branch is put together with `allOf`. */
function errorCode(context: Context, branch: unknown, from: string): unknown {
  const schema = follow(context, branch, from);
  if (!isObject(schema.node)) return undefined;
  const { properties, allOf } = schema.node;
  if (isObject(properties) && 'ErrorCode' in properties) return follow(context, properties.ErrorCode, schema.from).node;
  return Array.isArray(allOf)
    ? allOf.map((part) => errorCode(context, part, schema.from)).find((found) => found !== undefined)
    : undefined;
}

/** Whether a branch says of itself that it is no success. At the object: inside `ErrorCode` most generators lose it. */
function excludesSuccess(context: Context, branch: unknown, from: string): boolean {
  const { node } = follow(context, branch, from);
  if (!isObject(node) || !isObject(node.not)) return false;
  const { required, properties } = node.not;
  const code = isObject(properties) ? properties.ErrorCode : undefined;
  return Array.isArray(required) && required.includes('ErrorCode') && isObject(code) && code.const === 0;
}

/** A generator that does not know `const` reads `enum`. */
const hasEnum = ({ const: only, enum: values }: JsonObject): boolean =>
  Array.isArray(values) && values.length === 1 && values[0] === only;

/** An answer is success or failure; `ErrorCode` alone decides which. The key of an example is its code. */
export const answerForm: Rule = () => ({
  Paths: {
    Response: {
      leave(response, context) {
        if (!isObject(response) || !isObject(response.content)) return;
        const media = response.content['application/json'];
        const location = context.location.child(['content', 'application/json']);
        if (!isObject(media)) {
          context.report({
            message: 'An answer is JSON: describe it under `application/json`.',
            location: context.location,
          });
          return;
        }
        const answer = follow(context, media.schema);
        const branches = isObject(answer.node) && Array.isArray(answer.node.oneOf) ? answer.node.oneOf : [];
        const [success, failure] = branches.map((branch) => errorCode(context, branch, answer.from));
        const isTwofold =
          branches.length === 2 &&
          isObject(success) &&
          success.const === 0 &&
          hasEnum(success) &&
          isObject(failure) &&
          !('not' in failure) &&
          excludesSuccess(context, branches[1], answer.from);
        if (!isTwofold) {
          context.report({
            message:
              'The schema of an answer is `oneOf` two: first a success with `ErrorCode` `const: 0` and `enum: [0]`, then a failure that is `not: {required: [ErrorCode], properties: {ErrorCode: {const: 0}}}`. Nothing else tells the two apart.',
            location: location.child('schema'),
          });
        }
        const examples = isObject(media.examples) ? media.examples : {};
        if (!('0' in examples)) {
          context.report({
            message: "The answer has no success example. Add one under the key '0'.",
            location: 'examples' in media ? location.child('examples').key() : location,
          });
        }
        for (const [key, raw] of Object.entries(examples)) {
          const example = follow(context, raw).node;
          const value = isObject(example) ? example.value : undefined;
          if (isObject(value) && String(value.ErrorCode) === key) continue;
          context.report({
            message: `The example "${key}" has ErrorCode ${isObject(value) ? JSON.stringify(value.ErrorCode) : 'nowhere'}. The key of an example is the code that it shows.`,
            location: location.child(['examples', key]).key(),
          });
        }
      },
    },
  },
});
