import { isObject } from '../../document.ts';
import { requestFields } from '../fields.ts';
import { follow, type Location, type Rule } from '../redocly.ts';

/** What the client fills in stands in a request itself, is required there, and has room for what is filled in. */
export const filledField: Rule = () => {
  const requiredFields = new Set<unknown>();
  const filled: { schema: unknown; location: Location }[] = [];
  return {
    Paths: {
      Operation(operation, context) {
        if (!isObject(operation)) return;
        const { properties, required } = requestFields(operation, context);
        for (const [name, { node, from }] of properties) {
          if (required.has(name)) requiredFields.add(follow(context, node, from).node);
        }
      },
    },
    Schema(schema, context) {
      if (!isObject(schema) || !('x-filled' in schema)) return;
      const location = context.location.child('x-filled');
      filled.push({ schema, location });
      const { type, minimum, maximum } = schema;
      if (type === 'integer' && minimum === 0 && maximum === 4_294_967_295) return;
      context.report({
        message:
          '`x-filled: random` is a number of 32 bits. Write `type: integer`, `minimum: 0` and `maximum: 4294967295` beside it.',
        location,
      });
    },
    Root: {
      leave(_root, context) {
        for (const { schema, location } of filled) {
          if (requiredFields.has(schema)) continue;
          context.report({
            message:
              '`x-filled` is for a required field of a request itself: only that is filled in by the client. Take the key away.',
            location,
          });
        }
      },
    },
  };
};
