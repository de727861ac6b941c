/** Puts the pages, their Markdown and their assets together, checks the links, and writes the files. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundledDocument } from '../../spec/document.ts';
import { readSamples } from '../../spec/plugin/samples.ts';
import type { EvidenceTable } from '../evidence/matrix.ts';
import { readApi } from '../generate/api.ts';
import { asJson } from '../generate/bundle.ts';
import { forTools } from '../generate/tools/main.ts';
import { inRoot } from '../paths.ts';
import { asMarkdown } from './files/as-markdown.ts';
import { expand } from './files/expand.ts';
import { checkLinks } from './files/links.ts';
import { llms, sitemap } from './files/machines.ts';
import { redocDocument, redocScript, redocStart } from './files/redoc.ts';
import { siteScript } from './files/scripts.ts';
import { type Entry, entriesOf, searchScript } from './files/search-index.ts';
import { type Language, readLanguages } from './languages.ts';
import { errorIndex, errorPage } from './pages/error-pages.ts';
import { evidencePage } from './pages/evidence-page.ts';
import { guidePage } from './pages/guides.ts';
import { reference } from './pages/reference.ts';
import { html } from './parts/html.ts';
import { type Page, page } from './parts/layout.ts';
import { plain } from './parts/markdown.ts';
import { postmanFiles } from './postman/collection.ts';
import { createView, type Site, type View } from './view.ts';

export interface SiteInput {
  document: BundledDocument;
  /** The document as it is published. */
  yaml: string;
  evidence: EvidenceTable;
  /** The folder to write to. */
  docs: string;
}

/** Writes the reference: plain pages in each language, which need no script, and one page of Redoc. */
export async function site({ document, yaml, evidence, docs }: SiteInput): Promise<void> {
  const api = readApi(document);
  const files = new Map<string, string>();
  const asset = (name: string, extension: string, content: string): string => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const file = `assets/${name}.${hash}.${extension}`;
    files.set(file, content);
    return file;
  };
  const [layout, content, redocStyle, script, redoc, languages] = await Promise.all([
    style('colors', 'layout'),
    style('text', 'tables', 'code', 'guide', 'forms'),
    style('redoc'),
    siteScript(),
    redocScript(),
    readLanguages(inRoot('spec', 'docs'), api),
  ]);
  const all: Site = {
    api,
    document,
    languages,
    evidence,
    assets: { styles: [asset('style', 'css', layout + content)], script: asset('site', 'js', script) },
  };
  for (const language of languages) addLanguage(files, all, language);

  const [english] = languages;
  if (english === undefined) throw new Error('spec/docs/en is missing.');
  const samples = api.operations.flatMap(({ id }) => readSamples(id));
  const assets = {
    ...all.assets,
    // The last one goes when Redoc comes.
    styles: [asset('layout', 'css', layout), asset('redoc', 'css', redocStyle), asset('text', 'css', content)],
  };
  const view = createView({ ...all, assets }, english, 'redoc.html');
  const redocPage: Page = {
    title: 'Redoc',
    description: document.info.summary,
    main: html`<div id="redoc">${reference(view)}</div>`,
    redoc: true,
    scripts: [
      asset(
        'openapi',
        'js',
        `globalThis.openapiDocument=${JSON.stringify(redocDocument(expand(document, readSamples), english))};\n`,
      ),
      asset('redoc', 'js', redoc),
      asset('start', 'js', redocStart(samples)),
    ],
  };
  files.set('redoc.html', page(view, redocPage));
  files.set('openapi.yaml', yaml);
  files.set('openapi.json', asJson(document));
  files.set('openapi.tools.json', asJson(forTools(document)));
  for (const [name, text] of await postmanFiles(document, api)) files.set(name, text);
  files.set('evidence.json', `${JSON.stringify(evidence, null, 2)}\n`);
  files.set('llms.txt', llms(all));
  const paths = pagesOf(all, english).map(([path]) => path);
  files.set('sitemap.xml', sitemap(all, paths));

  checkLinks(files);
  for (const folder of new Set([...files.keys()].map((name) => dirname(join(docs, name))))) {
    await mkdir(folder, { recursive: true });
  }
  await Promise.all([...files].map(([name, content]) => writeFile(join(docs, name), content)));
}

type Kind = Entry[2];

/** Every page of a language: its path, and how it is made. */
function pagesOf({ api, document }: Site, language: Language): [string, Kind | undefined, (view: View) => Page][] {
  const { label } = language;
  return [
    [
      'index.html',
      'reference',
      (view) => ({
        title: document.info.title,
        description: document.info.summary,
        main: reference(view),
        mock: true,
      }),
    ],
    [
      'errors/index.html',
      undefined,
      (view) => ({
        title: label('errors.title'),
        description: label('errors.description'),
        main: errorIndex(view),
      }),
    ],
    [
      'evidence.html',
      undefined,
      (view) => ({
        title: label('evidence.title'),
        description: label('evidence.text'),
        main: evidencePage(view),
      }),
    ],
    ...language.guides.map((guide): [string, Kind, (view: View) => Page] => [
      `guides/${guide.slug}.html`,
      'guide',
      (view) => ({
        title: plain(guide.title),
        description: plain(guide.summary),
        main: guidePage(view, guide),
        tag: guide.tag,
      }),
    ]),
    ...api.errors.map((error): [string, Kind, (view: View) => Page] => [
      `errors/${error.code}.html`,
      'code',
      (view) => {
        const { meaning, remedy } = language.errorText(error);
        return {
          title: `${error.code} ${error.name}`,
          description: plain(`${meaning} ${remedy}`),
          main: errorPage(view, error),
        };
      },
    ]),
  ];
}

function addLanguage(files: Map<string, string>, all: Site, language: Language): void {
  const entries: Entry[] = [];
  for (const [path, kind, make] of pagesOf(all, language)) {
    const view = createView(all, language, path);
    const content = make(view);
    files.set(language.folder + path, page(view, content));
    files.set(language.folder + path.replace(/html$/, 'md'), asMarkdown(content.main));
    if (kind !== undefined) entries.push(...entriesOf(path, content.title, kind, content.main));
  }
  files.set(`assets/search.${language.tag}.js`, searchScript(entries));
}

/** Files of the folder `style` as one, in this order. */
async function style(...names: string[]): Promise<string> {
  const parts = names.map((name) => readFile(new URL(`./style/${name}.css`, import.meta.url), 'utf8'));
  return (await Promise.all(parts)).join('');
}
