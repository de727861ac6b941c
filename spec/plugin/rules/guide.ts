import { isObject } from '../../document.ts';
import { listGuides } from '../guides.ts';
import type { Context, Rule } from '../redocly.ts';

/** The guide of a code exists, and so does the heading that it names. */
export const guide: Rule = () => {
  const guides = listGuides();
  const check = (node: unknown, context: Context): void => {
    if (!isObject(node) || typeof node.guide !== 'string') return;
    const [name = '', heading] = node.guide.split('#');
    const headings = guides.get(name);
    const location = context.location.child('guide');
    if (headings === undefined) {
      const known = [...guides.keys()].join(', ');
      context.report({ message: `There is no guide "${name}" in spec/docs/en/guides. Known: ${known}.`, location });
    } else if (heading !== undefined && !headings.has(heading)) {
      const known = [...headings].join(', ');
      context.report({ message: `The guide "${name}" has no heading "${heading}". Known: ${known}.`, location });
    }
  };
  return { ChatError: check, ChatErrorUse: check };
};
