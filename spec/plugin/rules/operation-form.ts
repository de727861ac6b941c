import { isObject } from '../../document.ts';
import type { Rule } from '../redocly.ts';

/** What every call of this API has in common. */
export const operationForm: Rule = () => ({
  PathItem(item, context) {
    if (!isObject(item)) return;
    for (const method of ['get', 'put', 'delete', 'options', 'head', 'patch', 'trace']) {
      if (method in item) {
        context.report({
          message: `The API knows POST only. Describe the operation under \`post\` instead of \`${method}\`.`,
          location: context.location.child(method).key(),
        });
      }
    }
  },
  Paths(paths, context) {
    if (!isObject(paths)) return;
    for (const [path, raw] of Object.entries(paths)) {
      const item = context.resolve(raw).node;
      const operation = isObject(item) ? item.post : undefined;
      const match = /^\/v4\/[a-z0-9_]+\/([a-z0-9_]+)$/.exec(path);
      if (!match?.[1]) {
        context.report({
          message: `The path "${path}" is not of the form /v4/<service>/<command>. Take both from the vendor's page.`,
          location: context.location.child(path).key(),
        });
      } else if (isObject(operation)) {
        const expected = match[1].replace(/_+([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
        if (operation.operationId !== expected) {
          context.report({
            message: `The operationId of ${path} is "${operation.operationId}". Write the command in camelCase: ${expected}.`,
            location: context.location.child(path).key(),
          });
        }
      }
    }
  },
  Operation(operation, context) {
    if (!isObject(operation)) return;
    if (!('x-rate-limit' in operation)) {
      context.report({
        message: 'The operation has no `x-rate-limit`. Add the calls and seconds that its page states.',
        location: context.location.child('operationId'),
      });
    }
    if (typeof operation.summary === 'string' && operation.summary.endsWith('.')) {
      context.report({
        message: 'A summary is a heading: remove the full stop.',
        location: context.location.child('summary'),
      });
    }
  },
  Responses(responses, context) {
    if (!isObject(responses)) return;
    for (const status of Object.keys(responses)) {
      if (status === '200') continue;
      context.report({
        message: `The vendor documents no HTTP status ${status}: every outcome comes with 200. Move it into the 200 answer.`,
        location: context.location.child(status).key(),
      });
    }
  },
});
