/** Each page has a Markdown twin that names everything the page names. */
import { parse } from 'parse5';
import { expect, it } from 'vitest';
import { inRoot } from '../../scripts/paths.ts';
import { readTree } from '../generate/copy.ts';
import { type Element, elementsOf, textOf } from './elements.ts';

const files = await readTree(inRoot('generated', 'docs'));
const pages = [...files].filter(([name]) => name.endsWith('.html') && !/(^redoc|(^|\/)404)\.html$/.test(name));

const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

/** What the main part of a page names: fields, kinds, codes, and everything that is written as code. */
function namesOf(html: string): Set<string> {
  const [main] = [...elementsOf(parse(html))].filter(({ tagName }) => tagName === 'main');
  if (main === undefined) throw new Error('The page has no main part.');
  const inForms = new Set(
    [...elementsOf(main)]
      .filter(({ tagName }) => tagName === 'form' || tagName === 'nav')
      .flatMap((form) => [...elementsOf(form)]),
  );
  const found = [...elementsOf(main)].filter((element) => !inForms.has(element));
  const codes = found.filter(({ tagName }) => tagName === 'code').map((element) => textOf(element).trim());
  const links = found
    .filter((element) => element.tagName === 'a' && /errors\/\d+\.html$/.test(attribute(element, 'href') ?? ''))
    .map((element) => textOf(element).trim());
  return new Set([...codes, ...links]);
}

it('there are pages of every kind, in three languages', () => {
  const kinds = new Set(pages.map(([name]) => name.replace(/^(ja|zh-CN)\//, '').replace(/\/.*/, '')));
  for (const kind of ['index.html', 'calls.html', 'operations', 'tags', 'errors', 'guides', 'packages']) {
    expect(kinds).toContain(kind);
  }
  expect(pages.filter(([name]) => name.startsWith('ja/'))).toHaveLength(pages.length / 3);
});

it.each(pages.map(([name]) => name).filter((name) => !/errors\/\d/.test(name) || /10004|60007|70009/.test(name)))(
  'the twin of %s names what the page names',
  (name) => {
    const names = namesOf(files.get(name) ?? '');
    const twin = files.get(name.replace(/html$/, 'md')) ?? '';
    // In a cell of a table a pipe is escaped, and what is shown over several lines may be indented.
    const flat = [twin, twin.replaceAll('\\|', '|')].map((text) => text.replace(/\s+/g, ' '));
    const missing = [...names].filter((one) => !flat.some((text) => text.includes(one.replace(/\s+/g, ' '))));
    expect(missing).toStrictEqual([]);
    expect(twin.length).toBeGreaterThan(100);
  },
);

it('links of a twin lead to twins and other files that are there', () => {
  const dead: string[] = [];
  let links = 0;
  for (const [name, text] of files) {
    if (!name.endsWith('.md') && !name.startsWith('llms')) continue;
    for (const [, target = ''] of text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(?:[a-z]+:|#)/.test(target)) continue;
      links++;
      const { pathname } = new URL(target, `http://site/${name}`);
      if (!files.has(pathname.slice(1)) || (/\.html$/.test(pathname) && !/redoc/.test(pathname)))
        dead.push(`${name}: ${target}`);
    }
  }
  expect(links).toBeGreaterThan(500);
  expect(dead).toStrictEqual([]);
});

it('the Markdown of a tag holds all operations under it', () => {
  const tag = files.get('tags/channels.md') ?? '';
  const operation = files.get('operations/destroyOfficialAccount.md') ?? '';
  for (const line of operation.split('\n').filter((one) => /^\s*- `/.test(one))) expect(tag).toContain(line);
  expect(tag).toContain('\n## Terminate an official channel\n');
});

it('llms-full.txt holds every operation and guide', () => {
  const all = files.get('llms-full.txt') ?? '';
  for (const [name, text] of files) {
    if (!/^(operations|guides|packages)\/.*\.md$/.test(name)) continue;
    const [, title = ''] = /^# (.+)$/m.exec(text) ?? [];
    expect(title, name).not.toBe('');
    expect(all, name).toContain(`\n# ${title}\n`);
  }
});
