import { isObject } from '../../document.ts';
import type { Location, Rule } from '../redocly.ts';

/** At least two words, the first one small: `destroyOfficialAccount`, `kickUser`, `recallC2cMsg`. */
const camelCase = /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)+$/;

/** An `operationId` is the name of a method: camelCase, two words or more, and no other one differs by case alone. */
export const operationId: Rule = () => {
  const seen = new Map<string, { id: string; location: Location }>();
  return {
    Paths: {
      Operation(operation, context) {
        if (!isObject(operation) || typeof operation.operationId !== 'string') return;
        const id = operation.operationId;
        const location = context.location.child('operationId');
        if (!camelCase.test(id)) {
          context.report({
            message: `The operationId "${id}" is not camelCase of two words or more. Begin with a verb and say what it is about, such as destroyOfficialAccount.`,
            location,
          });
        }
        const other = seen.get(id.toLowerCase());
        if (other !== undefined && other.id !== id) {
          context.report({
            message: `The operationIds "${other.id}" and "${id}" differ by case alone. Rename one of them.`,
            location: [location, other.location],
          });
        }
        seen.set(id.toLowerCase(), { id, location });
      },
    },
  };
};
