import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/paths.ts';
import { binary, runNode } from '../../../scripts/run.ts';
import { fetchPageFiles } from './packages.ts';

/** A text of the operation that each page shows, in one piece. */
export const operationText = 'Ends a channel for good';

/** A page that shows the document, opened where it tells of the operation. */
export interface ComparedPage {
  name: string;
  path: string;
  /** What the reference loads besides, on its other pages and for its search. */
  others?: string[];
}

/** What a server has to serve: files by path. */
export type Files = Map<string, Buffer>;

export interface Pages {
  files: Files;
  pages: ComparedPage[];
}

const cli = JSON.parse(await readFile(inRoot('node_modules', '@redocly', 'cli', 'package.json'), 'utf8'));

/** Pages of the reference and of each renderer in its own documented default, with its files beside it. */
export async function makePages(): Promise<Pages> {
  const document = await readFile(inRoot('generated', 'openapi.json'));
  const files: Files = new Map([['/openapi.json', document]]);
  const pages = [
    ...(await ownPages(files)),
    await redocPage(files),
    ...[...(await fetchPageFiles())].map(([name, found]) => rendererPage(files, name, found)),
  ];
  return { files, pages };
}

async function ownPages(files: Files): Promise<ComparedPage[]> {
  const folder = inRoot('generated', 'docs');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of names.filter((found) => found.isFile())) {
    const file = join(entry.parentPath, entry.name);
    files.set(`/reference${file.slice(folder.length).replaceAll('\\', '/')}`, await readFile(file));
  }
  const search = [...files.keys()].filter((path) => /\/assets\/(search\.\w+|(names|texts)\.en)\.js$/.test(path));
  return [
    {
      name: 'reference',
      path: '/reference/operations/destroyOfficialAccount.html',
      others: ['/reference/redoc.html', '/reference/errors/index.html', ...search],
    },
    {
      name: 'reference, its page of Redoc',
      path: '/reference/redoc.html#/channels/destroyofficialaccount',
    },
  ];
}

/** What `redocly build-docs` writes. It loads its script from elsewhere; the same file is in the package. */
async function redocPage(files: Files): Promise<ComparedPage> {
  const output = join(tmpdir(), `chat-openapi-redoc-${process.pid}.html`);
  const args = ['build-docs', inRoot('generated', 'openapi.yaml'), '-o', output];
  const { code, output: said } = await runNode(binary('@redocly/cli', 'bin/cli.js'), args, { capture: true });
  if (code !== 0) throw new Error(`redocly build-docs failed:\n${said}`);
  const page = await readFile(output, 'utf8');
  await rm(output);
  const remote = /https:\/\/cdn\.redocly\.com\/redoc\/[^"']*\/redoc\.standalone\.js/g;
  if (!remote.test(page)) throw new Error('The page of redocly build-docs loads another script than expected.');
  files.set('/redoc/index.html', Buffer.from(page.replace(remote, '/redoc/redoc.standalone.js')));
  files.set('/redoc/redoc.standalone.js', await readFile(binary('@redocly/cli', 'lib/chunks/redoc.standalone.js')));
  return { name: `redocly build-docs ${cli.version}`, path: '/redoc/index.html#/channels/destroyofficialaccount' };
}

/** The pages that the renderers' own manuals give for a start. */
const manuals: Record<string, { hash: string; body: string }> = {
  '@scalar/api-reference': {
    hash: '#tag/channels/POST/v4/official_account_open_http_svc/destroy_official_account',
    body: `<div id="app"></div>
<script src="dist/browser/standalone.js"></script>
<script>Scalar.createApiReference('#app', { url: '/openapi.json' })</script>`,
  },
  '@stoplight/elements': {
    hash: '#/operations/destroyOfficialAccount',
    body: `<script src="web-components.min.js"></script>
<link rel="stylesheet" href="styles.min.css">
<elements-api apiDescriptionUrl="/openapi.json" router="hash" layout="sidebar"></elements-api>`,
  },
  'swagger-ui-dist': {
    hash: '#/channels/destroyOfficialAccount',
    body: `<link rel="stylesheet" href="swagger-ui.css">
<link rel="stylesheet" href="index.css">
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="swagger-ui-standalone-preset.js"></script>
<script>
window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [SwaggerUIBundle.plugins.DownloadUrl],
  layout: 'StandaloneLayout',
});
</script>`,
  },
};

function rendererPage(files: Files, name: string, found: Map<string, Buffer>): ComparedPage {
  const manual = manuals[name.replace(/ .*/, '')];
  if (manual === undefined) throw new Error(`test/bench/docs-pages.ts has no page for ${name}.`);
  const folder = `/${name.replace(/ .*/, '')}`;
  for (const [file, content] of found) files.set(`${folder}/${file}`, content);
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">';
  const page = `<!doctype html>\n<html lang="en"><head>${head}<title>API</title></head><body>\n${manual.body}\n</body></html>\n`;
  files.set(`${folder}/index.html`, Buffer.from(page));
  return { name, path: `${folder}/index.html${manual.hash}` };
}
