import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inRoot } from '../paths.ts';
import type { Api } from './api.ts';
import type { BundledDocument } from './bundled.ts';
import { asMarkdown } from './site/as-markdown.ts';
import { errorIndex, errorPage } from './site/errors.ts';
import { evidencePage, readEvidence } from './site/evidence.ts';
import { guidePage } from './site/guides.ts';
import { html } from './site/html.ts';
import { type Language, readLanguages } from './site/languages.ts';
import { checkLinks } from './site/links.ts';
import { llms, sitemap } from './site/machines.ts';
import { plain } from './site/markdown.ts';
import { readSamples } from './site/operation.ts';
import { type Page, page } from './site/page.ts';
import { redocDocument, redocScript, redocStart } from './site/redoc.ts';
import { reference } from './site/reference.ts';
import { siteScript } from './site/scripts.ts';
import { type Entry, entriesOf, searchScript } from './site/search-index.ts';
import { createView, type Site, type View } from './site/view.ts';

export interface SiteInput {
  api: Api;
  document: BundledDocument;
  /** The bundle as it is published. */
  yaml: string;
  /** The folder to write to. */
  docs: string;
}

/** Writes the reference: plain pages that need no script, in each language, and Redoc beside them. */
export async function site({ api, document, yaml, docs }: SiteInput): Promise<void> {
  const files = new Map<string, string>();
  const asset = (name: string, extension: string, content: string): string => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const file = `assets/${name}.${hash}.${extension}`;
    files.set(file, content);
    return file;
  };
  const style = (name: string): Promise<string> =>
    readFile(new URL(`./site/style/${name}.css`, import.meta.url), 'utf8');
  const [furniture, text, redocStyle, script, redoc, languages, evidence] = await Promise.all([
    style('furniture'),
    style('text'),
    style('redoc'),
    siteScript(),
    redocScript(),
    readLanguages(inRoot('spec', 'docs'), api),
    readEvidence(inRoot('generated', '.out', 'evidence.json')),
  ]);
  const all: Site = {
    api,
    document,
    languages,
    evidence,
    assets: { styles: [asset('style', 'css', furniture + text)], script: asset('site', 'js', script) },
  };
  for (const language of languages) addLanguage(files, all, language);

  const [english] = languages;
  if (english === undefined) throw new Error('spec/docs/en is missing.');
  const samples = api.operations.flatMap(({ operation }) => readSamples(operation));
  const assets = {
    ...all.assets,
    // The last one goes when Redoc comes.
    styles: [asset('furniture', 'css', furniture), asset('redoc', 'css', redocStyle), asset('text', 'css', text)],
  };
  const view = createView({ ...all, assets }, english, 'redoc.html');
  const content: Page = {
    title: 'Redoc',
    description: document.info.summary,
    main: html`<div id="redoc">${reference(view)}</div>`,
    redoc: true,
    scripts: [
      asset('openapi', 'js', `globalThis.openapiDocument=${JSON.stringify(redocDocument(document, english))};\n`),
      asset('redoc', 'js', redoc),
      asset('start', 'js', redocStart(samples)),
    ],
  };
  files.set('redoc.html', page(view, content));
  files.set('openapi.yaml', yaml);
  files.set('openapi.json', `${JSON.stringify(document, null, 2)}\n`);
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
