import { isObject } from '../../document.ts';
import type { Context, Location, Rule } from '../redocly.ts';

const page = /^(1047|269|679)\/\d+$/;
const date = /^(\d{4}-\d{2}-\d{2}|undated)$/;

function requireSource(what: string) {
  return (node: unknown, context: Context): void => {
    if (!isObject(node) || 'x-source' in node) return;
    context.report({
      message: `${what} has no \`x-source\`. Add the vendor page, its date and whether the fact is documented, observed or inferred.`,
      location: context.location,
    });
  };
}

/**
 * Every fact names where it comes from, in one form, and what is only inferred gives its reason. A field without a source
 * takes that of its operation.
 */
export const source: Rule = () => ({
  Info: requireSource('The info object'),
  Server: requireSource('The server'),
  Operation: requireSource('The operation'),
  Parameter: requireSource('The parameter'),
  SecurityScheme: requireSource('The security scheme'),
  ChatSource(node, context) {
    if (!isObject(node)) return;
    const report = (message: string, location: Location): void => context.report({ message, location });
    if (!('page' in node) && !('url' in node)) {
      report('The source names neither `page` nor `url`. Add one of them.', context.location);
    }
    if (typeof node.page === 'string' && !page.test(node.page)) {
      report(
        `\`page\` is "${node.page}". Write the document number as 1047/<number> (international), or 269/<number> (Chinese; 679/<number> for a product on the same access layer).`,
        context.location.child('page'),
      );
    }
    if (typeof node.date === 'string' && !date.test(node.date)) {
      report(
        `\`date\` is "${node.date}". Write the page's own date as 'YYYY-MM-DD', or undated when the copy carries none.`,
        context.location.child('date'),
      );
    }
    if (node.evidence === 'inferred' && !node.note) {
      report('An inferred fact needs a `note` with the reason.', context.location.child('evidence'));
    }
  },
});
