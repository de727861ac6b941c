import { isObject, type JsonObject } from '../../document.ts';
import { type Fields, fieldOf, named, requestFields, successFields } from '../fields.ts';
import type { Context, Rule } from '../redocly.ts';

/** A list that comes in pages names its fields rightly: a misspelt one gives no item, or pages without an end. */
export const pagination: Rule = () => ({
  Operation(operation, context) {
    if (!isObject(operation) || !isObject(operation['x-pagination'])) return;
    const { items, cursor, first = {}, end = {}, emptyPageEnds } = operation['x-pagination'];
    const report = (message: string, ...path: string[]): void =>
      context.report({ message, location: context.location.child(['x-pagination', ...path]) });
    const request = requestFields(operation, context);
    const success = successFields(operation, context);
    checkItems(String(items), success, context, (message) => report(message, 'items'));

    const cursors = Object.entries(isObject(cursor) ? cursor : {});
    if (cursors.length === 0) report('`cursor` names no field. Map each request field to the answer field.', 'cursor');
    for (const [name, from] of cursors) {
      if (!request.properties.has(name)) {
        report(
          `\`cursor\` fills \`${name}\`, which is no field of the request. Use one of ${named(request)}.`,
          'cursor',
        );
      }
      if (!success.properties.has(String(from))) {
        report(
          `\`cursor\` reads \`${from}\`, which is no field of the success. Use one of ${named(success)}.`,
          'cursor',
        );
      }
      if (request.required.has(name) && !(name in Object(first))) {
        report(`The request needs \`${name}\`. Say under \`first\` what it is for the first page.`);
      }
    }
    for (const name of Object.keys(Object(first)).filter((one) => !(one in Object(cursor)))) {
      report(`\`first\` has \`${name}\`, which is no field of \`cursor\`. Correct the name.`, 'first');
    }
    for (const name of Object.keys(Object(end)).filter((one) => !success.properties.has(one))) {
      report(`\`end\` has \`${name}\`, which is no field of the success. Use one of ${named(success)}.`, 'end');
    }
    if (Object.keys(Object(end)).length === 0 && emptyPageEnds !== true) {
      report('Nothing says which page is the last one. Give `end`, or `emptyPageEnds: true`.');
    }
    if (!('x-idempotent' in operation)) {
      report('What comes in pages is read, and a read may be repeated. Add `x-idempotent: {}`.');
    }
  },
});

function checkItems(name: string, success: Fields, context: Context, report: (message: string) => void): void {
  const list: JsonObject | undefined = fieldOf(success, name, context);
  if (list === undefined) {
    report(`The success has no list \`${name}\`. Use one of ${named(success)}.`);
  } else if (list.type !== 'array') {
    report(`\`${name}\` of the success is no list. Name the one that holds the items.`);
  }
}
