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
      const [, service, command] = /^\/v4\/([A-Za-z0-9_]+)\/([A-Za-z0-9_]+)$/.exec(path) ?? [];
      const location = context.location.child(path).key();
      if (service === undefined || command === undefined) {
        context.report({
          message: `The path "${path}" is not of the form /v4/<service>/<command>. Take both from the vendor's page.`,
          location,
        });
        continue;
      }
      const file = `paths/${service}/${command}.yaml`;
      if (isObject(raw) && typeof raw.$ref === 'string' && raw.$ref !== file) {
        context.report({ message: `The path ${path} stands in ${raw.$ref}. Move it to ${file}.`, location });
      }
    }
  },
  Operation(operation, context) {
    if (!isObject(operation)) return;
    if (!Array.isArray(operation.tags) || operation.tags.length !== 1) {
      context.report({
        message: 'An operation has one tag: the methods and the reference are ordered by it.',
        location: context.location.child('tags' in operation ? 'tags' : 'operationId'),
      });
    }
    if (typeof operation.summary === 'string' && operation.summary.endsWith('.')) {
      context.report({
        message: 'A summary is a heading: remove the full stop.',
        location: context.location.child('summary'),
      });
    }
  },
  Tag(tag, context) {
    if (!isObject(tag) || typeof tag.name !== 'string' || /^[a-z]+(-[a-z]+)*$/.test(tag.name)) return;
    context.report({
      message: `The tag "${tag.name}" names a file of methods. Write small letters, with hyphens between words.`,
      location: context.location.child('name'),
    });
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
