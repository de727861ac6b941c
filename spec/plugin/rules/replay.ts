import { isObject, type JsonObject } from '../../document.ts';
import { type Context, follow, type Rule } from '../redocly.ts';
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
    const promised = promisedFields(operation, context);
    if (promised.length > 0) {
      context.report({
        message: `The answer promises ${promised.join(', ')}, which a refusal with ${replayCode} does not have. Leave \`replayCode\` out.`,
        location,
      });
    }
  },
});

/** The required fields of a success that not every answer has. */
function promisedFields(operation: JsonObject, context: Context): string[] {
  const responses = isObject(operation.responses) ? operation.responses : {};
  const response = follow(context, responses['200']);
  const content = isObject(response.node) && isObject(response.node.content) ? response.node.content : {};
  const media = content['application/json'];
  const answer = follow(context, isObject(media) ? media.schema : undefined, response.from);
  const [success] = isObject(answer.node) && Array.isArray(answer.node.oneOf) ? answer.node.oneOf : [];
  return requiredFields(success, answer.from, context).filter((name) => !common.includes(name));
}

function requiredFields(raw: unknown, from: string, context: Context): string[] {
  const schema = follow(context, raw, from);
  if (!isObject(schema.node)) return [];
  const { required, allOf } = schema.node;
  const own = Array.isArray(required) ? required.map(String) : [];
  const parts = Array.isArray(allOf) ? allOf : [];
  return [...own, ...parts.flatMap((part) => requiredFields(part, schema.from, context))];
}
