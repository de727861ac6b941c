import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../document.ts';
import { fieldOf, fieldsOf, named, successFields } from '../fields.ts';
import { follow, type Location, type Rule } from '../redocly.ts';

/**
 * Results of single items are found by the name of their list alone, so the same list and field mean the same in every operation.
 */
export const itemResults: Rule = () => {
  const meanings = new Map<string, { ok: unknown; location: Location }>();
  return {
    Operation(operation, context) {
      if (!isObject(operation) || !isObject(operation['x-item-results'])) return;
      const { list, code, ok } = operation['x-item-results'];
      const location = context.location.child('x-item-results');
      const report = (message: string, key: string): void => context.report({ message, location: location.child(key) });
      const success = successFields(operation, context);
      const field = success.properties.get(String(list));
      const schema = field && follow(context, field.node, field.from);
      if (field === undefined || !isObject(schema?.node) || schema.node.type !== 'array') {
        report(`The success has no list \`${list}\`. Use one of ${named(success)}.`, 'list');
      } else {
        const items = fieldsOf(context, schema.node.items, schema.from);
        if (fieldOf(items, String(code), context)?.type !== 'integer') {
          report(`The items of \`${list}\` have no whole number \`${code}\`. Use one of ${named(items)}.`, 'code');
        }
      }
      const key = `${list}[].${code}`;
      const other = meanings.get(key);
      if (other !== undefined && !isDeepStrictEqual(other.ok, ok)) {
        context.report({
          message: `\`${key}\` is good with ${JSON.stringify(ok)} here and with ${JSON.stringify(other.ok)} elsewhere. Who reads an answer goes by the name of the list, so it needs one meaning.`,
          location: [location.child('ok'), other.location],
        });
      }
      meanings.set(key, { ok, location: location.child('ok') });
    },
  };
};
