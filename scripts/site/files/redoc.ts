import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { BundledDocument } from '../../../spec/document.ts';
import { type Html, html } from '../html/html.ts';
import type { Language } from '../languages.ts';
import { limitTexts, repeatText } from '../model/call-rules.ts';
import { tagPath } from '../pages/context.ts';
import type { View } from '../view.ts';
import { share } from './share.ts';

const exported = 'export{RedocStandalone,hydrate,init};';
const logos = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g;
const traces = 'https://otel.cloud.redocly.com/v1/traces';

/**
 * Redoc's script as a classic one, because pages from a folder cannot load modules, and without the addresses it would
 * call: the remote logo and the telemetry. The notice of its license stays at its head.
 */
export async function redocScript(): Promise<string> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@redocly/cli/package.json'));
  const source = await readFile(join(folder, 'lib', 'chunks', 'redoc.standalone.js'), 'utf8');
  if (!source.trimEnd().endsWith(exported) || !logos.test(source) || !source.includes('@license MIT')) {
    throw new Error('The Redoc script has another form than expected. See scripts/site/files/redoc.ts.');
  }
  return source
    .replace(exported, 'globalThis.Redoc={init};')
    .replaceAll('import.meta.', '({dirname:"",url:""}).')
    .replace(logos, 'data:,')
    .replaceAll(traces, 'data:,');
}

/** Keys of our own that Redoc shows, or knows. */
const shown = ['x-rate-limit', 'x-idempotent', 'x-region', 'x-backup-url'];
const known = ['x-codeSamples', 'x-tagGroups', 'x-displayName'];

/** The document with what Redoc would show as JSON in words, and without what it does not show. */
export function redocDocument(document: BundledDocument, { label }: Pick<Language, 'label'>): BundledDocument {
  const copy = withoutUnseen(structuredClone(document));
  for (const item of Object.values(copy.paths)) {
    for (const operation of Object.values(item)) {
      const { key, code } = repeatText(operation);
      const words = {
        'x-rate-limit': limitTexts(label, operation).join(' '),
        'x-idempotent': code === undefined ? label(key) : label(key, { code }),
      };
      Object.assign(operation, words);
    }
  }
  return copy;
}

/** Where facts come from, and what tools need, is told on the pages of our own; here it would be a third of the weight. */
function withoutUnseen(document: BundledDocument): BundledDocument {
  const used = new Set<string>();
  const strip = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key.startsWith('x-') && !shown.includes(key) && !known.includes(key)) Reflect.deleteProperty(node, key);
      else if (key === '$ref') used.add(String(value));
      else strip(value);
    }
  };
  const { examples, schemas } = document.components;
  strip(document);
  // The rest is examples of codes that every operation can give.
  document.components.examples = Object.fromEntries(
    Object.entries(examples).filter(([name]) => used.has(`#/components/examples/${name}`)),
  );
  // Redoc takes the name of a schema for its title.
  for (const [name, schema] of Object.entries(schemas)) if (schema.title === name) delete schema.title;
  return document;
}

/** An empty box of the window's height, so that nothing moves when Redoc fills it. Without scripts there is a way back. */
export function redocMain({ label, link, site, language }: View): Html {
  const links = [
    ...site.api.sections.flatMap(({ tags }) =>
      tags.map((tag) => ({ to: tagPath(tag), text: language.words.tag(tag.name, 'name').text })),
    ),
    { to: 'errors/index.html', text: label('errors.title') },
  ];
  return html`<h1 class="unseen">${label('menu.redoc')}</h1>
<noscript><p class="note">${label('redoc.script')}</p><ul>
${links.map(({ to, text }) => html`<li><a href="${link(to)}">${text}</a></li>\n`)}</ul></noscript>
<div id="redoc"></div>`;
}

/** The script that holds the document, and how Redoc is to show it. */
export function redocInput(document: BundledDocument, samples: { lang: string; label: string }[]): string {
  // Redoc shows the samples that are named here, in this order, and no others.
  const labels = new Map(samples.map(({ lang, label }) => [label, lang]));
  const languages = labels.size === 0 ? [{ lang: 'curl' }] : [...labels].map(([label, lang]) => ({ lang, label }));
  const options = {
    disableTelemetry: true,
    hideLoading: true,
    // Texts of the document are Markdown and no HTML.
    sanitize: true,
    untrustedSpec: true,
    codeSamples: { languages },
    showExtensions: shown,
  };
  return `globalThis.redocInput=${JSON.stringify({ input: share(document), options })};\n`;
}
