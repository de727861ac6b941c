import { isObject, type JsonObject } from '../../document.ts';
import { named, requestFields, webhookAnswerFields } from '../fields.ts';
import { type Context, follow, type Rule } from '../redocly.ts';

/** What every answer has. */
const envelope = ['ActionStatus', 'ErrorCode', 'ErrorInfo'];

/** Receivers and mock go by the answers that are known: each has a name, fields that exist, and an example that shows it. */
export const webhookAnswers: Rule = () => ({
  WebhooksMap: {
    PathItem: {
      Operation(operation, context) {
        if (!isObject(operation) || !isObject(operation['x-webhook'])) return;
        const rules = operation['x-webhook'];
        checkEnvelope(operation, context);
        checkKey(operation, rules, context);
        const answers = isObject(rules.answers) ? rules.answers : {};
        if (rules.when === 'before') checkAnswers(answers, context);
        else if ('answers' in rules) {
          context.report({
            message:
              'The answer to a webhook after the event is ignored. Take `answers` away, or write `when: before`.',
            location: context.location.child(['x-webhook', 'answers']).key(),
          });
        }
        for (const [name, answer] of Object.entries(answers)) {
          if (isObject(answer)) checkAnswer(name, answer, operation, context);
        }
      },
    },
  },
});

function checkEnvelope(operation: JsonObject, context: Context): void {
  const { required } = webhookAnswerFields(operation, context);
  const missing = envelope.filter((name) => !required.has(name));
  if (missing.length === 0) return;
  context.report({
    message: `An answer has ${envelope.join(', ')}. The schema does not require ${missing.join(', ')}; refer to WebhookAnswer.`,
    location: context.location.child('responses').key(),
  });
}

function checkKey(operation: JsonObject, { key }: JsonObject, context: Context): void {
  const fields = requestFields(operation, context);
  for (const [index, name] of (Array.isArray(key) ? key : []).entries()) {
    if (fields.required.has(String(name))) continue;
    context.report({
      message: `\`key\` names \`${name}\`, which the event does not require. Use some of ${[...fields.required].join(', ')}.`,
      location: context.location.child(['x-webhook', 'key', index]),
    });
  }
}

function checkAnswers(answers: JsonObject, context: Context): void {
  const { allow } = answers;
  if (isObject(allow) && allow.code === 0 && !('fields' in allow)) return;
  context.report({
    message:
      'A webhook before the event needs the answer `allow: { code: 0 }`, which is given when the app says nothing else.',
    location: context.location.child('x-webhook'),
  });
}

function checkAnswer(name: string, answer: JsonObject, operation: JsonObject, context: Context): void {
  const location = context.location.child(['x-webhook', 'answers', name]);
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name) || name in Object.prototype) {
    context.report({
      message: `The answer "${name}" becomes a function of that name. Write it in camelCase, beginning with a verb.`,
      location: location.key(),
    });
  }
  if (isObject(answer.own) && !(Number(answer.own.from) <= Number(answer.own.to))) {
    context.report({
      message: `There is no code from ${answer.own.from} to ${answer.own.to}. Write the smaller number under \`from\`.`,
      location: location.child('own'),
    });
  }
  const fields = webhookAnswerFields(operation, context);
  const own = Array.isArray(answer.fields) ? answer.fields.map(String) : [];
  for (const field of own.filter((one) => !fields.properties.has(one))) {
    context.report({
      message: `The answer \`${name}\` has \`${field}\`, which the schema of the answer has not. Use some of ${named(fields)}.`,
      location: location.child('fields'),
    });
  }
  const value = exampleOf(operation, name, context);
  const shows =
    isObject(value) && value.ErrorCode === answer.code && (own.length === 0 || own.some((field) => field in value));
  if (shows) return;
  context.report({
    message: `No example under the name \`${name}\` shows this answer. Add one with the ErrorCode ${answer.code}${own.length === 0 ? '' : ` and ${own.join(' or ')}`}.`,
    location: location.key(),
  });
}

function exampleOf(operation: JsonObject, name: string, context: Context): unknown {
  const responses = isObject(operation.responses) ? operation.responses : {};
  const { node } = follow(context, responses['200']);
  const content = isObject(node) && isObject(node.content) ? node.content : {};
  const media = content['application/json'];
  const examples = isObject(media) && isObject(media.examples) ? media.examples : {};
  const example = follow(context, examples[name]).node;
  return isObject(example) ? example.value : undefined;
}
