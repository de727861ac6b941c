import { isObject, type JsonObject } from '../../document.ts';
import { fieldOf, requestFields } from '../fields.ts';
import { type Context, follow, type Location, type Rule } from '../redocly.ts';

/** Keys that speak of calls. */
const ofCalls = [
  'x-errors',
  'x-idempotent',
  'x-item-results',
  'x-not-idempotent',
  'x-pagination',
  'x-rate-limit',
  'x-webhooks',
];

/** A webhook is named by the vendor's command, which stands in its query and its body as well, and knows no credentials. */
export const webhookForm: Rule = () => ({
  WebhooksMap: {
    enter(webhooks, context) {
      if (!isObject(webhooks)) return;
      for (const [command, raw] of Object.entries(webhooks)) checkName(command, raw, context);
    },
    PathItem: {
      Operation(operation, context) {
        if (isObject(operation)) checkWebhook(operation, context);
      },
    },
  },
  Paths: {
    Operation(operation, context) {
      if (!isObject(operation) || !('x-webhook' in operation)) return;
      context.report({
        message: '`x-webhook` is for what the service sends. At a call, name its webhooks under `x-webhooks`.',
        location: context.location.child('x-webhook').key(),
      });
    },
  },
});

function checkName(command: string, raw: unknown, context: Context): void {
  const location = context.location.child(command).key();
  const [, service, name] = /^([A-Z][A-Za-z0-9]*)\.([A-Z][A-Za-z0-9]*)$/.exec(command) ?? [];
  if (service === undefined) {
    context.report({
      message: `The webhook "${command}" is not named like a command, such as Group.CallbackAfterSendMsg. Take it from the vendor's page.`,
      location,
    });
    return;
  }
  const file = `webhooks/${service}/${name}.yaml`;
  if (isObject(raw) && typeof raw.$ref === 'string' && raw.$ref !== file) {
    context.report({ message: `The webhook ${command} stands in ${raw.$ref}. Move it to ${file}.`, location });
  }
  const { node } = follow(context, raw);
  const post = isObject(node) && isObject(node.post) ? node.post : {};
  if (post.operationId === command) return;
  context.report({
    message: `The webhook ${command} has the operationId "${post.operationId}". Write the command there, too.`,
    location,
  });
}

function checkWebhook(operation: JsonObject, context: Context): void {
  const place = (key: string): Location => context.location.child(key in operation ? key : 'operationId');
  const report = (message: string, key: string): void => context.report({ message, location: place(key) });
  if (!isObject(operation['x-webhook'])) {
    report('The webhook has no `x-webhook`. Say there when it is sent and what its answers bring about.', 'x-webhook');
  }
  if (!Array.isArray(operation.security) || operation.security.length > 0) {
    report(
      'A webhook without `security: []` takes the credentials of calls from the root of the document, in silence. Write it.',
      'security',
    );
  }
  for (const key of ofCalls.filter((name) => name in operation)) {
    report(`\`${key}\` speaks of calls. Take it away from the webhook.`, key);
  }
  const command = operation.operationId;
  const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
  const named = new Map(
    parameters.map((raw): [unknown, JsonObject] => {
      const { node } = follow(context, raw);
      return isObject(node) ? [node.name, node] : [undefined, {}];
    }),
  );
  if (named.get('SdkAppid')?.required !== true) {
    report('The webhook does not require `SdkAppid` in its query, by which an app knows its own events.', 'parameters');
  }
  const { schema, required } = named.get('CallbackCommand') ?? {};
  if (required !== true || !isObject(schema) || schema.const !== command) {
    report(`The query does not require \`CallbackCommand\` with \`const: ${command}\`. Add it.`, 'parameters');
  }
  const fields = requestFields(operation, context);
  if (!fields.required.has('CallbackCommand') || fieldOf(fields, 'CallbackCommand', context)?.const !== command) {
    report(
      `The body does not require \`CallbackCommand\` with \`const: ${command}\`. Events are told apart by it.`,
      'requestBody',
    );
  }
}
