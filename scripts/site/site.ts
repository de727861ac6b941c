/** Puts the pages, their Markdown and their assets together, checks the links, and writes the files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BundledDocument } from '../../spec/document.ts';
import { readSamples } from '../../spec/plugin/samples.ts';
import type { EvidenceTable } from '../evidence/matrix.ts';
import { type Api, readApi } from '../generate/api.ts';
import { asJson } from '../generate/bundle.ts';
import { forTools } from '../generate/tools/main.ts';
import { inRoot } from '../paths.ts';
import { type AssetFiles, createAssets } from './files/assets.ts';
import { codesScript } from './files/codes-script.ts';
import { expand } from './files/expand.ts';
import { letters, lettersLicense } from './files/font.ts';
import { checkLinks } from './files/links.ts';
import { llms, llmsFull, sitemap } from './files/machines.ts';
import { readPackages } from './files/packages.ts';
import { redocDocument, redocInput, redocMain, redocScript } from './files/redoc.ts';
import { formScript, headScript, pathLanguageScript, redocStart, searchScript, siteScript } from './files/scripts.ts';
import { icon, style } from './files/styles.ts';
import { type Frame, layout } from './html/layout.ts';
import { pageMain } from './html/page.ts';
import { type Language, readLanguages } from './languages.ts';
import { pageMarkdown } from './markdown/page.ts';
import type { Page } from './model/page.ts';
import { pagesOf } from './pages/all.ts';
import { type CodeUse, codeUses } from './pages/code-rows.ts';
import { operationPath, tagPath, webhookPath } from './pages/context.ts';
import { notFoundPage } from './pages/not-found.ts';
import { titlesAlone } from './pages/titles.ts';
import { postmanFiles } from './postman/collection.ts';
import { EntryMaker, type TextedEntry } from './search/entries.ts';
import { namesScript, textsScript } from './search/scripts.ts';
import { readSearchTexts, searchLabels, searchWords } from './search/words.ts';
import { createView, type Site } from './view.ts';

export interface SiteInput {
  document: BundledDocument;
  /** The document as it is published. */
  yaml: string;
  evidence: EvidenceTable;
  /** The folder to write to. */
  docs: string;
}

type Files = Map<string, string | Uint8Array>;

/** Writes the reference: plain pages in each language, which need no script, and one page of Redoc. */
export async function site({ document, yaml, evidence, docs }: SiteInput): Promise<void> {
  const api = readApi(document);
  const files: Files = new Map();
  const assets = createAssets(files);
  const all = await readSite(assets, document, api, evidence);
  const [english] = all.languages;
  if (english === undefined) throw new Error('spec/docs/en is missing.');
  const uses = codeUses(all);
  for (const language of all.languages) {
    const pages = [...pagesOf({ site: all, language }, uses)];
    await addLanguage(files, all, language, pages, uses);
    if (language !== english) continue;
    files.set('llms.txt', llms(all, uses));
    files.set('llms-full.txt', llmsFull(all, pages));
    const paths = pages.map(({ path }) => path);
    files.set('sitemap.xml', sitemap(all, paths));
  }
  await addRedoc(files, assets, all, english);
  addNotFound(files, all);
  files.set('assets/inter.license.txt', await lettersLicense());
  files.set('openapi.yaml', yaml);
  files.set('openapi.json', asJson(document));
  files.set('openapi.tools.json', asJson(forTools(document)));
  for (const [name, text] of await postmanFiles(document, api)) files.set(name, text);
  files.set('evidence.json', `${JSON.stringify(evidence, null, 2)}\n`);

  checkLinks(files, new URL(api.docsUrl).pathname);
  await write(docs, files);
}

async function readSite(
  assets: AssetFiles,
  document: BundledDocument,
  api: Api,
  evidence: EvidenceTable,
): Promise<Site> {
  const languages = await readLanguages(inRoot('spec', 'docs'), api);
  const guides = new Map((languages[0]?.guides ?? []).map(({ file, slug }) => [file, slug]));
  const font = assets.add('inter', 'woff2', await letters());
  const [css, formCss, script, pathLanguage, tryScript, filterScript, search, head, packages] = await Promise.all([
    style(font, 'colors', 'layout', 'search', 'text', 'tables', 'code', 'fields', 'pages', 'print'),
    style(font, 'forms'),
    siteScript(),
    pathLanguageScript(),
    formScript('try'),
    formScript('filter'),
    searchScript(),
    headScript(),
    readPackages(guides),
  ]);
  return {
    api,
    document,
    languages,
    evidence,
    packages,
    assets: {
      styles: [assets.add('style', 'css', css)],
      head: assets.add('head', 'js', head),
      script: assets.add('site', 'js', script),
      pathLanguage: assets.add('path-language', 'js', pathLanguage),
      formStyle: assets.add('forms', 'css', formCss),
      formScripts: { try: assets.add('try', 'js', tryScript), filter: assets.add('filter', 'js', filterScript) },
      search: assets.add('search', 'js', search),
      icon: assets.add('icon', 'svg', icon),
      font,
    },
  };
}

async function addLanguage(
  files: Files,
  all: Site,
  language: Language,
  pages: readonly Page[],
  uses: ReadonlyMap<number, CodeUse>,
): Promise<void> {
  const maker = new EntryMaker(all, language, uses);
  const entries: TextedEntry[] = [];
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const titles = titlesAlone(pages, language.label);
  for (const page of pages) {
    const view = createView(all, language, page.path);
    const { description, kind } = page;
    const title = titles.get(page.path) ?? page.title;
    const main = pageMain(view, page);
    files.set(language.folder + page.path, layout(view, { title, description, main, ...formOf(kind) }));
    files.set(language.folder + page.path.replace(/html$/, 'md'), pageMarkdown(view, page, below(all, page, byPath)));
    entries.push(...maker.entriesOf(page, main));
  }
  const names = entries.map(({ entry }) => entry);
  const { words, late } = searchWords(await readSearchTexts(language.tag), all.document, names);
  files.set(`assets/names.${language.tag}.js`, namesScript({ entries: names, words, labels: searchLabels(language) }));
  files.set(
    `assets/texts.${language.tag}.js`,
    textsScript(
      entries.map(({ text }) => text),
      late,
    ),
  );
  files.set(`assets/codes.${language.tag}.js`, codesScript(language, uses));
}

/** Which form a page has. */
function formOf(kind: Page['kind']): Pick<Frame, 'form'> {
  if (kind === 'operation') return { form: 'try' };
  return kind === 'codes' ? { form: 'filter' } : {};
}

/** The Markdown of a tag holds all that stands under it. */
function below({ api }: Site, { path }: Page, pages: ReadonlyMap<string, Page>): Page[] {
  const tag = api.sections.flatMap(({ tags }) => tags).find((one) => tagPath(one) === path);
  const paths = [
    ...(tag?.operations ?? []).map(({ id }) => operationPath(id)),
    ...(tag?.webhooks ?? []).map(({ name }) => webhookPath(name)),
  ];
  return paths.flatMap((one) => pages.get(one) ?? []);
}

async function addRedoc(files: Files, assets: AssetFiles, all: Site, english: Language): Promise<void> {
  const samples = all.api.operations.flatMap(({ id }) => readSamples(id));
  const [redocStyle, script, start] = await Promise.all([
    style(all.assets.font, 'colors', 'layout', 'search', 'redoc'),
    redocScript(),
    redocStart(),
  ]);
  const shown = redocDocument(expand(all.document, readSamples), english);
  const scripts = [
    assets.add('openapi', 'js', redocInput(shown, samples)),
    assets.add('redoc', 'js', script),
    assets.add('start', 'js', start),
  ];
  const styles = [assets.add('redoc', 'css', redocStyle)];
  const view = createView({ ...all, assets: { ...all.assets, styles } }, english, 'redoc.html');
  const title = english.label('menu.redoc');
  const description = all.document.info.summary;
  files.set(
    'redoc.html',
    layout(view, { title, description, main: redocMain(view), isAlone: true, scripts, redoc: true }),
  );
}

/**
 * One in the folder of each language, for servers that look for the nearest. Other servers know that of the whole site alone: it
 * holds the others. Their links begin at the site's own place, because they are shown at addresses of any depth.
 */
function addNotFound(files: Files, all: Site): void {
  const base = new URL(all.api.docsUrl).pathname;
  const [english, ...others] = all.languages.map((language) => {
    const view = createView(all, language, '404.html', base);
    const page = notFoundPage({ site: all, language });
    const { title, description } = page;
    return { view, frame: { title, description, main: pageMain(view, page), isAlone: true, hasLanguages: true } };
  });
  for (const { view, frame } of others) files.set(`${view.language.folder}404.html`, layout(view, frame));
  if (english === undefined) return;
  const page = notFoundPage({ site: all, language: english.view.language }, all.languages.slice(1));
  const main = pageMain(english.view, page);
  files.set('404.html', layout(english.view, { ...english.frame, main, inLanguages: others }));
}

async function write(docs: string, files: Files): Promise<void> {
  for (const folder of new Set([...files.keys()].map((name) => dirname(join(docs, name))))) {
    await mkdir(folder, { recursive: true });
  }
  await Promise.all([...files].map(([name, content]) => writeFile(join(docs, name), content)));
}
