import type { BundledDocument } from '../../spec/document.ts';

/** Texts that would do something where they are taken for more than text. */
export const hostile = [
  '*/ globalThis.pwned = 1; /*',
  '*/ process.exit(1) /*',
  '</script><script>globalThis.pwned = 1</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '\u0024{globalThis.pwned = 1}',
  '`\u0024{globalThis.pwned = 1}`',
  '\u2028globalThis.pwned = 1;\u2029//',
  '--]]> ]]> <!-- --> <![CDATA[x]]>',
  '&lt;b&gt; &amp; &#60;i&#62;',
  '[click](javascript:alert(1)) [x](data:text/html,x) [y](<"onmouseover="alert(1)>)',
  '![pixel](https://hostile.test/pixel.png)',
  '- [x] # a | b | c: *d* _e_ {f: g} !!js/function > @h %i "j"',
  '{{constructor.constructor("return 1")()}} <%= 1 %> {operation}',
  '\\u0022; globalThis.pwned = 1 //',
  `very ${'long '.repeat(2000)}`,
];

/** Keys whose values are texts for people. */
const textKeys = new Set(['summary', 'description', 'title', 'meaning', 'remedy', 'note', 'covers', 'x-public']);

/** A copy in which each text has a hostile one at its end, `shift` on from one field to the next. */
export function poison(document: BundledDocument, shift: number): BundledDocument {
  const copy = structuredClone(document);
  let count = shift;
  const next = (): string => hostile[count++ % hostile.length] ?? '';
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (typeof value !== 'string') visit(value);
      else if (textKeys.has(key)) Object.assign(node, { [key]: `${value} ${next()}` });
    }
  };
  visit(copy);
  const request = copy.components.schemas.DestroyOfficialAccountRequest;
  if (request?.properties === undefined) throw new Error('The test has to follow the document.');
  request.properties.Hostile = {
    type: 'string',
    description: next(),
    enum: [next(), next(), next()],
    examples: [next()],
  };
  request.properties.Fixed = { type: 'string', const: next(), description: next() };
  request.properties.Pattern = { type: 'string', pattern: next(), description: next() };
  for (const { post } of Object.values(copy.paths)) {
    for (const example of Object.values(post.requestBody.content['application/json'].examples)) {
      if ('value' in example) Object.assign(Object(example.value), { Hostile: next(), More: hostile });
    }
  }
  return copy;
}
