/** Texts of the document that would do something, in each of its fields, and what becomes of them in each output. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked } from 'marked';
import { type DefaultTreeAdapterTypes, parseFragment, parse as parseHtml } from 'parse5';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { readEvidence } from '../../scripts/evidence/evidence.ts';
import { evidenceTable } from '../../scripts/evidence/matrix.ts';
import { readApi } from '../../scripts/generate/api.ts';
import { asJson, asYaml } from '../../scripts/generate/bundle.ts';
import { compile } from '../../scripts/generate/compile.ts';
import { tables } from '../../scripts/generate/tables/main.ts';
import { forTools } from '../../scripts/generate/tools/main.ts';
import { types } from '../../scripts/generate/types.ts';
import { inRoot } from '../../scripts/paths.ts';
import { escapeMarkdown, markdownLink } from '../../scripts/site/markdown/escape.ts';
import { createTwinMarkdown } from '../../scripts/site/markdown/markdown.ts';
import { site } from '../../scripts/site/site.ts';
import type { BundledDocument } from '../../spec/document.ts';
import { hostile, poison } from './hostile-texts.ts';

type Node =
  | DefaultTreeAdapterTypes.ChildNode
  | DefaultTreeAdapterTypes.Document
  | DefaultTreeAdapterTypes.DocumentFragment;

function* elementsOf(node: Node): Generator<DefaultTreeAdapterTypes.Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child);
}

/** What an element may do: run, load, or lead somewhere. */
function actsOf(page: Node): string[] {
  return [...elementsOf(page)].flatMap(({ tagName, attrs }) => {
    const names = attrs.filter(({ name }) => name.startsWith('on') || name === 'style' || name === 'srcdoc');
    const addresses = attrs.filter(
      ({ name, value }) =>
        ['href', 'src', 'action', 'formaction'].includes(name) && /^\s*(javascript|vbscript|data:text)/i.test(value),
    );
    const isAct = ['img', 'svg', 'iframe', 'object', 'embed', 'style', 'base'].includes(tagName);
    return [...(isAct ? [tagName] : []), ...[...names, ...addresses].map(({ name, value }) => `${name}=${value}`)];
  });
}

const scriptsOf = (page: Node): number => [...elementsOf(page)].filter(({ tagName }) => tagName === 'script').length;

const documentOf = async (): Promise<BundledDocument> =>
  JSON.parse(await readFile(inRoot('generated', 'openapi.json'), 'utf8'));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-openapi-hostile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const shifts = hostile.map((_, index) => index);

describe('a hostile text in any field', () => {
  it('is the same text in the JSON and the YAML', async () => {
    const document = await documentOf();
    for (const shift of shifts) {
      const poisoned = poison(document, shift);
      expect(JSON.parse(asJson(poisoned))).toStrictEqual(poisoned);
      expect(parseYaml(asYaml(poisoned))).toStrictEqual(JSON.parse(asJson(poisoned)));
      const plain = forTools(poisoned);
      expect(JSON.parse(asJson(plain))).toStrictEqual(plain);
      const [operation] = Object.values(poisoned.paths);
      const [same] = Object.values(Object(plain.paths));
      expect(Object(same).post.description).toBe(operation?.post.description);
    }
  });

  it('is no code in the generated modules', async () => {
    const document = await documentOf();
    const form = await readFile(inRoot('spec', 'document.ts'), 'utf8');
    for (const shift of shifts.filter((one) => one % 4 === 0)) {
      const poisoned = poison(document, shift);
      const [source, target] = [join(folder, `modules-${shift}`), join(folder, `compiled-${shift}`)];
      await mkdir(join(source, 'methods'), { recursive: true });
      const modules = tables(readApi(poisoned));
      await writeFile(join(source, 'schema.d.ts'), await types(poisoned));
      for (const [name, text] of modules) await writeFile(join(source, name), text);
      await writeFile(join(source, 'document.ts'), form);
      await writeFile(join(target, '..', 'package.json'), '{"type":"module"}');
      await compile(source, target);
      await import(join(target, 'catalogue.js'));
      await import(join(target, 'index.js'));
      expect(Reflect.get(globalThis, 'pwned')).toBeUndefined();
    }
    // Also where no run compiles it.
    for (const shift of shifts) {
      for (const [name, text] of tables(readApi(poison(document, shift)))) {
        const code = text.replaceAll(/\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"/g, '');
        expect(code, `${name} ${shift}`).not.toMatch(/pwned|process\.exit|alert\(/);
      }
    }
  });

  it('is text inside of a link of a Markdown twin', () => {
    const twin = createTwinMarkdown((target) => target);
    for (const text of hostile) {
      for (const inside of [twin.inline(text), escapeMarkdown(text)]) {
        for (const label of [inside, `Title ${inside}`, `${inside} end`, `!${inside}`]) {
          const page = parseFragment(String(marked.parse(markdownLink(label, 'index.md'), { gfm: true })));
          expect(actsOf(page), label).toStrictEqual([]);
          expect(scriptsOf(page), label).toBe(0);
        }
      }
    }
  });

  it('is text on every page, in every Markdown twin, in llms.txt and in the sitemap', async () => {
    const document = await documentOf();
    const evidence = evidenceTable(document, await readEvidence());
    const plain = join(folder, 'plain');
    await site({ document, yaml: asYaml(document), evidence, docs: plain });
    for (const shift of [0, 6, 12]) {
      const poisoned = poison(document, shift);
      poisoned.externalDocs.url = 'https://hostile.test/?a=1&b=<c>"\'/';
      const docs = join(folder, `docs-${shift}`);
      await site({ document: poisoned, yaml: asYaml(poisoned), evidence, docs });
      const paths: string[] = [];
      const sitemap = await readFile(join(docs, 'sitemap.xml'), 'utf8');
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.on('text', (text) => {
        if (text.startsWith('https:')) paths.push(text);
      });
      parser.write(sitemap).close();
      expect(paths.length).toBeGreaterThan(10);

      const pages = [
        ...['index', 'calls', 'tags/channels', 'operations/destroyOfficialAccount', 'evidence', 'redoc', 'ja/index'],
        ...['errors/index', 'errors/130004', 'errors/10004', 'errors/70009', 'zh-CN/operations/destroyOfficialAccount'],
      ];
      for (const name of pages) {
        const [is, was] = await Promise.all(
          [docs, plain].map(async (place) => parseHtml(await readFile(join(place, `${name}.html`), 'utf8'))),
        );
        if (is === undefined || was === undefined) return expect.unreachable();
        expect(actsOf(is), name).toStrictEqual([]);
        expect(scriptsOf(is), name).toBe(scriptsOf(was));
        if (name === 'redoc') continue;
        const markdown = await readFile(join(docs, `${name}.md`), 'utf8');
        const twin = parseFragment(String(marked.parse(markdown, { gfm: true })));
        expect(actsOf(twin), `${name}.md`).toStrictEqual([]);
        expect(scriptsOf(twin), `${name}.md`).toBe(0);
      }
      const llms = parseFragment(String(marked.parse(await readFile(join(docs, 'llms.txt'), 'utf8'))));
      expect(actsOf(llms)).toStrictEqual([]);
      expect(scriptsOf(llms)).toBe(0);
      const full = parseFragment(String(marked.parse(await readFile(join(docs, 'llms-full.txt'), 'utf8'))));
      expect(actsOf(full)).toStrictEqual([]);
      expect(scriptsOf(full)).toBe(0);
    }
  });
});
