import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Api } from './api.ts';
import type { BundledDocument } from './bundled.ts';
import { errorIndex, errorPage } from './site/errors.ts';
import { html } from './site/html.ts';
import { plain } from './site/markdown.ts';
import { type Page, page } from './site/page.ts';
import { redocScript, redocStart } from './site/redoc.ts';
import { reference } from './site/reference.ts';

export interface SiteInput {
  api: Api;
  document: BundledDocument;
  /** The bundle as it is published. */
  yaml: string;
  /** The folder to write to. */
  docs: string;
}

/** Writes the reference: plain pages that need no script, and Redoc beside them. */
export async function site({ api, document, yaml, docs }: SiteInput): Promise<void> {
  const write = async (name: string, content: string): Promise<void> => {
    await mkdir(dirname(join(docs, name)), { recursive: true });
    await writeFile(join(docs, name), content);
  };
  const asset = async (name: string, extension: string, content: string): Promise<string> => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const file = `assets/${name}.${hash}.${extension}`;
    await write(file, content);
    return file;
  };

  const assets = {
    style: await asset('style', 'css', await readFile(new URL('./site/style.css', import.meta.url), 'utf8')),
  };
  const scripts = [
    await asset('openapi', 'js', `globalThis.openapiDocument=${JSON.stringify(document)};\n`),
    await asset('redoc', 'js', await redocScript()),
    await asset('start', 'js', redocStart),
  ];
  const text = reference(api, document);
  const pages: [string, Page][] = [
    [
      'index.html',
      { title: document.info.title, description: document.info.summary, base: '', current: 'reference', main: text },
    ],
    [
      'redoc.html',
      {
        title: `${document.info.title}: Redoc`,
        description: document.info.summary,
        base: '',
        current: 'redoc',
        main: html`<div id="redoc">${text}</div>`,
        scripts,
        inlineStyles: true,
      },
    ],
    [
      'errors/index.html',
      {
        title: 'Error codes',
        description: 'Every error code of the API, with its meaning and what to do.',
        base: '../',
        current: 'errors',
        main: errorIndex(api),
      },
    ],
    ...api.errors.map((error): [string, Page] => [
      `errors/${error.code}.html`,
      {
        title: `${error.code} ${error.name}`,
        description: plain(`${error.meaning} ${error.remedy}`),
        base: '../',
        current: 'errors',
        main: errorPage(api, error),
      },
    ]),
  ];
  for (const [name, content] of pages) await write(name, page(content, assets));
  await write('openapi.yaml', yaml);
  await write('openapi.json', `${JSON.stringify(document, null, 2)}\n`);
}
