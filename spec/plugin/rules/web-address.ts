import { isObject } from '../../document.ts';
import type { Context, Rule } from '../redocly.ts';

/** What readers are led to is a page of the web: in a link, `javascript:` would run. */
export const webAddress: Rule = () => {
  const check = (node: unknown, context: Context): void => {
    if (!isObject(node) || typeof node.url !== 'string') return;
    if (/^https:\/\/[a-z0-9.-]+(:\d+)?\/[^\s<>"'`\\]*$/i.test(node.url) && URL.canParse(node.url)) return;
    context.report({
      message: `"${node.url.slice(0, 80)}" is no address of a page. Write https://, the host and a path, with all other characters percent-encoded.`,
      location: context.location.child('url'),
    });
  };
  return { ExternalDocs: check, Contact: check, License: check, ChatSource: check };
};
