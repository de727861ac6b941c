/** The document of Redoc, which says nothing twice. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { unshare } from '../../scripts/site/browser/redoc/shared.ts';
import { share } from '../../scripts/site/files/share.ts';

const texts = fc.array(fc.constantFrom('', 'a', 'a line that is long enough', 'another line, also long'), {
  maxLength: 5,
});
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    texts.map((lines) => lines.join('\n')),
    tie('node'),
  ),
  node: fc.oneof(
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', '$ref', 'description'), tie('value'), { noNullPrototype: true }),
  ),
})).value;

it('is the same when it is read again', async () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(unshare(share([value, value]))).toStrictEqual([value, value]);
    }),
  );
  const document: unknown = JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));
  expect(unshare(share(document))).toStrictEqual(document);
});

it('holds lines that stand in very many texts as one piece', () => {
  const made = Array.from({ length: 200 }, (_, at) => `first line of a template\nand its second\n${at}\nlast line`);
  const { document, shared } = share(made);
  expect(unshare({ document, shared })).toStrictEqual(made);
  expect(shared).toStrictEqual(['first line of a template\nand its second']);
});

it('is not made when a key would be taken for a reference', () => {
  expect(() => share({ properties: { $: 1 } })).toThrow('The document has the key "$", which means a reference here.');
});
