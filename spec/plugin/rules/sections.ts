import { isObject } from '../../document.ts';
import type { Location, Rule } from '../redocly.ts';

/** A tag that stands in no section, or in two, has no place in the reference; a section that names no tag is empty. */
export const sections: Rule = () => {
  const tags = new Map<string, Location>();
  const grouped = new Map<string, Location>();
  return {
    Tag(tag, context) {
      if (isObject(tag)) tags.set(String(tag.name), context.location.child('name'));
    },
    ChatTagGroup(group, context) {
      if (!isObject(group) || !Array.isArray(group.tags)) return;
      for (const [index, tag] of group.tags.entries()) {
        const location = context.location.child(['tags', index]);
        const first = grouped.get(String(tag));
        if (first !== undefined) {
          context.report({
            message: `The tag "${tag}" stands in two sections of \`x-tagGroups\`. Keep one.`,
            location: [location, first],
          });
        }
        grouped.set(String(tag), location);
      }
    },
    Root: {
      leave(_root, context) {
        for (const [tag, location] of tags) {
          if (grouped.has(tag)) continue;
          context.report({
            message: `The tag "${tag}" stands in no section. Add it to one under \`x-tagGroups\`, in the order in which it is to be read.`,
            location,
          });
        }
        for (const [tag, location] of grouped) {
          if (tags.has(tag)) continue;
          context.report({
            message: `The section names the tag "${tag}", which \`tags\` does not declare. Known: ${[...tags.keys()].join(', ')}.`,
            location,
          });
        }
      },
    },
  };
};
