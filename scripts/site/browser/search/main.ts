/** The script of the search: finds while one types, and shows what it finds as a list of links. */
import { filled, pageData, text } from '../page-data.ts';
import type { EntryKind, SearchLabels, SearchNames } from './data.ts';
import type { Found, Result, SearchIndex } from './engine.ts';
import { loadIndex } from './load.ts';
import { excerptOf, marksIn } from './marks.ts';

const most = 20;

function setUp(): void {
  const dialog = document.querySelector<HTMLDialogElement>('.finder');
  const input = dialog?.querySelector('input');
  const list = dialog?.querySelector<HTMLElement>('.results');
  const status = dialog?.querySelector('[role=status]');
  if (!dialog || !input || !list || !status) return;
  let index: SearchIndex | undefined;

  const links = (): HTMLAnchorElement[] => [...list.querySelectorAll('a')];
  const active = (): HTMLAnchorElement | undefined => links().find((link) => link.ariaSelected === 'true');
  const activate = (link: HTMLAnchorElement | undefined): void => {
    for (const other of links()) other.ariaSelected = String(other === link);
    if (link === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', link.id);
    link?.scrollIntoView({ block: 'nearest' });
  };
  const show = (): void => {
    const query = input.value;
    if (index === undefined) return;
    const { names, textOf } = index;
    const found: Found = query.trim() === '' ? { results: [], words: [], isSuccess: false } : index.find(query);
    // Better results for the same question leave chosen what was chosen.
    const chosen = list.dataset.moved === undefined ? undefined : active()?.href;
    list.replaceChildren(
      ...found.results
        .slice(0, most)
        .map((result, place) => linkTo(names, result, textOf(result.entry), found.words, place)),
    );
    list.hidden = found.results.length === 0;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = query.trim() === '' ? text('search.hint') : statusOf(found, names.labels);
    activate(links().find(({ href }) => href === chosen) ?? links()[0]);
    if (dialog.dataset.awaited !== undefined) active()?.click();
  };

  const begin = async (): Promise<void> => {
    try {
      await loadIndex((better) => {
        index = better;
        if (input.value !== '') show();
      });
    } catch {
      status.textContent = text('search.failed');
    }
  };
  input.addEventListener('input', () => {
    delete list.dataset.moved;
    show();
  });
  input.addEventListener('keydown', (event) => {
    const { key, isComposing, ctrlKey, metaKey } = event;
    // Return ends what is being composed of Chinese or Japanese.
    if (isComposing) return;
    const [all, at] = [links(), links().findIndex((link) => link.ariaSelected === 'true')];
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && all.length > 0) {
      list.dataset.moved = '';
      activate(all[(at + step + all.length) % all.length]);
    } else if (key === 'Enter') {
      const link = active();
      if (ctrlKey || metaKey)
        link?.dispatchEvent(new MouseEvent('click', { ctrlKey, metaKey, bubbles: true, cancelable: true }));
      else link?.click();
    } else return;
    event.preventDefault();
  });
  // A link to the page that is shown already leads away from the results, too.
  list.addEventListener('click', ({ ctrlKey, metaKey, target }) => {
    if (!ctrlKey && !metaKey && target instanceof Element && target.closest('a')) dialog.close();
  });
  list.addEventListener('pointermove', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link !== null && link.ariaSelected !== 'true') activate(link);
  });
  // What was opened without a connection can be had later.
  dialog.addEventListener('focusin', () => {
    if (index === undefined) void begin();
  });
  void begin();
}

function statusOf(
  { results, unknown, isSuccess }: Found,
  { none, count, unknown: noCode, success }: SearchLabels,
): string {
  if (isSuccess) return success;
  if (unknown !== undefined) return filled(noCode, { code: unknown });
  return results.length === 0 ? none : filled(count, { count: results.length });
}

function linkTo(
  { entries, labels }: SearchNames,
  { entry, field }: Result,
  content: string,
  words: readonly string[],
  place: number,
): HTMLElement {
  const link = document.createElement('a');
  const [url = '', title = '', kind = 'page', keys = ''] = entries[entry] ?? [];
  link.id = `result-${place}`;
  link.role = 'option';
  link.tabIndex = -1;
  link.href = `${pageData.root}${url}${field === undefined ? '' : `#${field}`}`;
  const name = document.createElement('strong');
  name.append(...marked(title, words));
  const label = document.createElement('small');
  label.textContent = labels.kinds[kind];
  const about = document.createElement('span');
  const excerpt = excerptOf(content, words, kind === 'code');
  about.append(...aboutOf(field ?? commandOf(kind, keys), excerpt, words));
  link.append(name, label, about);
  return link;
}

/** What an operation or a webhook is called on the wire. */
const commandOf = (kind: EntryKind, keys: string): string =>
  kind === 'operation' ? keys.split(' ').slice(0, 2).join(' · ') : kind === 'webhook' ? (keys.split(' ')[0] ?? '') : '';

function aboutOf(names: string, excerpt: string, words: readonly string[]): (string | HTMLElement)[] {
  if (names === '') return marked(excerpt, words);
  const code = document.createElement('code');
  code.append(...marked(names, words));
  return [code, excerpt === '' ? '' : ' — ', ...marked(excerpt, words)];
}

function marked(content: string, words: readonly string[]): (string | HTMLElement)[] {
  let end = 0;
  const pieces = marksIn(content, words).flatMap(([from, to]) => {
    const mark = document.createElement('mark');
    mark.textContent = content.slice(from, to);
    const piece = [content.slice(end, from), mark];
    end = to;
    return piece;
  });
  return [...pieces, content.slice(end)];
}

setUp();
