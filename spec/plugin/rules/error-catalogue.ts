import { isObject, type JsonObject } from '../../document.ts';
import type { Location, Rule } from '../redocly.ts';

const pascalCase = /^([A-Z][a-z0-9]*)+$/;

/** What a program does after a code. */
const handling = ['retry', 'renews'] as const;

/** Every code is declared once, under its own number, in one of the families. Codes of one name are handled in one way. */
export const errorCatalogue: Rule = () => {
  const declared = new Map<number, { key: Location; family: string }>();
  const families = new Set<string>();
  const named = new Map<string, JsonObject>();
  return {
    ChatErrorFamily(node, context) {
      if (!isObject(node)) return;
      const family = String(context.key);
      families.add(family);
      for (const [key, entry] of Object.entries(node)) {
        const location = context.location.child(key);
        if (!isObject(entry) || typeof entry.code !== 'number') continue;
        if (key !== String(entry.code)) {
          context.report({
            message: `Code ${entry.code} is filed under the key ${key}. Make key and \`code\` the same number.`,
            location: [location.child('code'), location.key()],
          });
        }
        const like = named.get(String(entry.name));
        named.set(String(entry.name), like ?? entry);
        for (const field of handling) {
          if (like === undefined || like[field] === entry[field]) continue;
          context.report({
            message: `Code ${entry.code} is called ${entry.name} like ${like.code}, but its \`${field}\` is another. Codes that say the same are handled in the same way; give one of them another name, or make them agree.`,
            location: location.key(),
          });
        }
        const first = declared.get(entry.code);
        if (first) {
          context.report({
            message: `Code ${entry.code} is declared twice, in the families ${first.family} and ${family}. Keep one; let operations override single fields under \`x-errors\`.`,
            location: [location.key(), first.key],
          });
        } else {
          declared.set(entry.code, { key: location.key(), family });
        }
      }
    },
    ChatError(node, context) {
      if (isObject(node) && typeof node.name === 'string' && !pascalCase.test(node.name)) {
        context.report({
          message: `The error name "${node.name}" is not PascalCase. Write a noun phrase such as OfficialAccountNotFound.`,
          location: context.location.child('name'),
        });
      }
    },
    Root: {
      leave(root, context) {
        if (!isObject(root) || !Array.isArray(root['x-common-errors'])) return;
        for (const [index, family] of root['x-common-errors'].entries()) {
          if (families.has(String(family))) continue;
          context.report({
            message: `\`x-common-errors\` names the family "${family}", which \`x-error-catalogue\` does not have. Known: ${[...families].join(', ')}.`,
            location: context.location.child(['x-common-errors', index]),
          });
        }
      },
    },
  };
};
