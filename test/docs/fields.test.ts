/** Fields of any shape: on a page, in its twin, and by a link to one of them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceTable } from '../../scripts/evidence/matrix.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { inRoot } from '../../scripts/paths.ts';
import { fieldList } from '../../scripts/site/html/fields.ts';
import { createHtmlWriter } from '../../scripts/site/html/inline.ts';
import { type Language, readLanguages } from '../../scripts/site/languages.ts';
import { fieldLines } from '../../scripts/site/markdown/fields.ts';
import { createTwinWriter } from '../../scripts/site/markdown/inline.ts';
import { FieldReader } from '../../scripts/site/model/field-reader.ts';
import { site } from '../../scripts/site/site.ts';
import { createView, type View } from '../../scripts/site/view.ts';
import type { BundledDocument, Schema } from '../../spec/document.ts';
import { deepDocument, deepOperation } from './deep-document.ts';
import { noAssets } from './no-assets.ts';
import { ask, useSite, visit } from './visit.ts';

const document = await deepDocument();
const languages = await readLanguages(inRoot('spec', 'docs'), readApi(document));

function viewOf(root: BundledDocument): { view: View; language: Language } {
  const [language] = languages;
  if (language === undefined) throw new Error('There is no English.');
  const evidence = evidenceTable(document, []);
  const all = { api: readApi(document), document: root, languages, evidence, packages: [], assets: noAssets };
  return { view: createView(all, language, 'operations/x.html'), language };
}

/** A schema as it is on a page, and in its twin. */
function write(schema: Schema, schemas: Record<string, Schema> = {}): { html: string; markdown: string } {
  const root = { ...document, components: { ...document.components, schemas } };
  const { view, language } = viewOf(root);
  const list = new FieldReader(root, language).read(schema, 'request');
  return {
    html: fieldList(createHtmlWriter(view), list).markup,
    markdown: fieldLines(createTwinWriter(view), list),
  };
}

const idsOf = (html: string): string[] => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);

describe('fields', () => {
  it('that refer to themselves are shown once, and then linked to', () => {
    const tree: Schema = {
      type: 'object',
      properties: {
        Name: { type: 'string' },
        Children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        Parent: { $ref: '#/components/schemas/Tree' },
      },
    };
    const { html, markdown } = write(
      { type: 'object', properties: { Tree: { $ref: '#/components/schemas/Tree' } } },
      { Tree: tree },
    );
    expect(idsOf(html)).toStrictEqual([
      'request.Tree',
      'request.Tree.Name',
      'request.Tree.Children',
      'request.Tree.Parent',
    ]);
    expect(html.match(/href="#request\.Tree"><code>/g)).toHaveLength(3);
    expect(markdown.match(/The same fields as `request\.Tree`/g)).toHaveLength(2);
  });

  it('of named schemas are shown once, however often and however deep they are used', () => {
    const names = Array.from({ length: 12 }, (_, index) => `Level${index}`);
    const schemas = Object.fromEntries(
      names.map((name, index): [string, Schema] => {
        const next: Schema =
          index === names.length - 1 ? { type: 'string' } : { $ref: `#/components/schemas/Level${index + 1}` };
        return [name, { type: 'object', properties: { A: next, B: next, C: next } }];
      }),
    );
    const { html } = write({ type: 'object', properties: { Top: { $ref: '#/components/schemas/Level0' } } }, schemas);
    expect(idsOf(html).length).toBeLessThan(names.length * 12);
  });

  it('of a union are told apart by the field that the document names, or by the titles', () => {
    const kinds = ['A', 'B'].map((kind) => ({
      title: `Kind${kind}`,
      type: 'object',
      properties: { Type: { type: 'string', const: kind }, [kind]: { type: 'string' } },
    }));
    const named = write({ oneOf: kinds, discriminator: { propertyName: 'Type' } });
    expect(idsOf(named.html).filter((id) => id.split('.').length === 2)).toStrictEqual(['request.A', 'request.B']);
    const titled = write({ oneOf: kinds });
    expect(idsOf(titled.html)).toContain('request.KindA.A');
    expect(titled.markdown).toContain('- **`KindB`**');
  });

  it('of a schema that is composed of itself are read once', () => {
    const [One, Two]: Schema[] = ['Two', 'One'].map((other) => ({
      type: 'object',
      properties: { [`Beside${other}`]: { type: 'string' } },
      allOf: [{ $ref: `#/components/schemas/${other}` }],
    }));
    if (One === undefined || Two === undefined) return expect.unreachable();
    const { markdown } = write({ $ref: '#/components/schemas/One' }, { One, Two });
    expect(markdown.split('\n')).toStrictEqual(['- `BesideOne` (string)', '- `BesideTwo` (string)']);
  });

  it('say in words what a value has to be like', () => {
    const { markdown } = write({
      type: 'object',
      required: ['Count'],
      properties: {
        Count: { type: 'integer', minimum: 0, maximum: 9, default: 3 },
        Names: { type: 'array', minItems: 3, maxItems: 3, items: { type: 'string' } },
        Any: { description: 'Whatever.' },
        List: {
          type: 'array',
          items: { type: 'object', properties: { Size: { type: 'integer', 'x-public': 'a size', minimum: 1 } } },
        },
        Keys: { type: 'object', additionalProperties: { type: 'object', properties: { Level: { enum: ['a', 1] } } } },
      },
    });
    expect(markdown.split('\n')).toStrictEqual([
      '- `Count` (integer, required): 0 to 9, default `3`',
      '- `Names` (array of string): 3 entries',
      '- `Any` (any value): Whatever.',
      '- `List` (array of object) — 1 field of `List[]`:',
      '  - `Size` (integer): at least 1. Recordings show it: a size',
      '- `Keys` (object)',
      '  - any name (object)',
      '    - `Level` (any value): one of `a`, `1`',
    ]);
  });

  it('of any schema have each an id of its own, and a twin that names them all', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,24}$/);
    const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
      schema: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.record({ type: fc.constantFrom('string', 'integer'), description: fc.string() }),
        fc.record({ type: fc.constant('array'), items: tie('schema') }),
        fc.record({ $ref: fc.constantFrom('#/components/schemas/One', '#/components/schemas/Two') }),
        fc.record({
          type: fc.constant('object'),
          properties: fc.dictionary(name, tie('schema'), { maxKeys: 4, noNullPrototype: true }),
        }),
        fc.record({ oneOf: fc.array(tie('schema'), { minLength: 2, maxLength: 3 }) }),
        fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(name, schema, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        schema,
        schema,
        (properties, one, two) => {
          // A reference alone would lead in a circle, which the bundler refuses.
          const [One, Two] = [one, two].map((inner) => ({ type: 'object', properties: { Inner: inner } }));
          if (One === undefined || Two === undefined) return;
          const { html, markdown } = write({ type: 'object', properties }, { One, Two });
          const ids = idsOf(html);
          expect(new Set(ids).size).toBe(ids.length);
          for (const [, field = ''] of html.matchAll(/<a href="#[^"]*"><code>([^<]*(?:<wbr>[^<]*)*)<\/code>/g)) {
            expect(markdown).toContain(`\`${field.replaceAll('<wbr>', '')}\``);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the page of the deepest operation', () => {
  let docs: string;
  useSite();
  beforeAll(async () => {
    docs = await mkdtemp(join(tmpdir(), 'chat-openapi-deep-'));
    await site({ document, yaml: '', evidence: evidenceTable(document, []), docs });
  });
  afterAll(() => rm(docs, { recursive: true }));
  const address = (place = ''): string => `${pathToFileURL(docs).href}/operations/${deepOperation}.html${place}`;

  it('weighs at most 20 kB', async () => {
    const html = await readFile(join(docs, 'operations', `${deepOperation}.html`));
    expect(gzipSync(html, { level: 9 }).length).toBeLessThan(20_000);
  });

  it.each([true, false])('opens what a linked field stands in, with scripts: %s', async (javaScriptEnabled) => {
    const place = '#request.MsgBody.TIMImageElem.MsgContent.ImageInfoArray.URL';
    const { page } = await visit(address(place), { javaScriptEnabled });
    const field = page.locator('li:target');
    await field.getByText('Where it can be fetched.').waitFor();
    // Neither under the head nor below the window.
    const top = await field.evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(56);
    expect(top).toBeLessThan(900);
    expect(await page.locator('details[open] > summary', { hasText: 'TIMImageElem' }).count()).toBe(1);
    expect(await page.locator('details[open] > summary', { hasText: 'TIMFileElem' }).count()).toBe(0);
  });

  it('is found by the name of a field or a form however deep, and opened there', async () => {
    const { page } = await visit(address());
    for (const [asked, place] of [
      ['ImageInfoArray', '#request.MsgBody.TIMImageElem.MsgContent.ImageInfoArray'],
      ['TIMFileElem', '#request.MsgBody.TIMFileElem'],
    ] as const) {
      await ask(page, asked);
      await page.locator(`.results a[aria-selected=true][href$="${place}"]`).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.hash === place);
    }
  });

  it('unfolds and folds all fields of a part', async () => {
    const { page } = await visit(address());
    const shown = page.locator('.fields li:visible');
    const before = await shown.count();
    await page.getByRole('button', { name: 'Expand all' }).first().click();
    await page.getByText('The end.').waitFor();
    expect(await shown.count()).toBeGreaterThan(before + 40);
    await page.getByRole('button', { name: 'Collapse all' }).first().click();
    expect(await shown.count()).toBeLessThanOrEqual(before);
  });

  it('fits every screen with everything unfolded', async () => {
    const { page } = await visit(address());
    await page.getByRole('button', { name: 'Expand all' }).first().click();
    for (const width of [320, 390, 768, 1024, 1200, 1440, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect(
        await page.evaluate(() => globalThis.document.documentElement.scrollWidth),
        `${width}`,
      ).toBeLessThanOrEqual(width);
      // Nor does anything stand out of the column that it is in.
      const wide = await page.locator('.rest :is(p, summary, code)').evaluateAll((elements) =>
        elements
          .filter(
            (element) =>
              element.getBoundingClientRect().right >
              (element.closest('.rest')?.getBoundingClientRect().right ?? 0) + 1,
          )
          .filter((element) => element.closest('pre') === null)
          .map((element) => element.textContent),
      );
      expect(wide, `${width}`).toStrictEqual([]);
    }
  });
});
