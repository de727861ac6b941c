/** The search of the pages: loads its index when it is first used, and shows what it finds. */
import type { Entry } from '../files/search-index.ts';
import { isCode, loadEntries } from './entries.ts';
import { readCode } from './failure.ts';
import { excerpt, find, splitAtTerms, termsOf } from './find.ts';
import { pageData, text } from './page-data.ts';

const most = 12;

/** The search in the head of each page: results are plain links below the field. */
export function setUpSearch(): void {
  const form = document.querySelector<HTMLFormElement>('form.search');
  const input = form?.querySelector('input');
  const results = form?.querySelector<HTMLElement>('.results');
  const list = results?.querySelector('ul');
  const status = results?.querySelector('p');
  if (!form || !input || !results || !list || !status) return;

  const links = (): HTMLAnchorElement[] => [...list.querySelectorAll('a')];
  const close = (): void => {
    results.hidden = true;
  };
  const show = (entries: Entry[]): void => {
    const query = input.value;
    if (query.trim() === '') {
      close();
      return;
    }
    const code = readCode(query);
    const found = find(entries, query, code);
    const terms = code !== undefined && code !== query.trim() ? [code] : termsOf(query);
    list.replaceChildren(...found.slice(0, most).map((entry) => resultOf(entry, terms)));
    status.textContent = statusOf(entries, found, code);
    results.hidden = false;
  };
  const search = async (): Promise<void> => {
    try {
      show(await loadEntries());
    } catch {
      status.textContent = text('search.failed');
      results.hidden = false;
    }
  };

  // Loaded before it is needed, and once more when that has failed.
  input.addEventListener('focus', () => void loadEntries().catch(() => {}));
  input.addEventListener('input', () => void search());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await search();
    links()[0]?.click();
  });
  form.addEventListener('keydown', (event) => {
    const all = links();
    const at = all.findIndex((link) => link.matches(':focus'));
    if (event.key === 'Escape') {
      input.focus();
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = at + (event.key === 'ArrowDown' ? 1 : -1);
      (next < 0 ? input : all[Math.min(next, all.length - 1)])?.focus();
      event.preventDefault();
    }
  });
  // A link to the page that is shown already leads away from the results, too.
  list.addEventListener('click', close);
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !form.contains(event.target)) close();
  });
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !form.contains(relatedTarget)) close();
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    input.focus();
  });
}

function statusOf(entries: Entry[], found: Entry[], code: string | undefined): string {
  if (code === '0') return text('search.success');
  if (code !== undefined && code.length > 3 && !entries.some((entry) => isCode(entry, code))) {
    return text('search.unknown', { code });
  }
  return found.length === 0 ? text('search.none') : text('search.count', { count: found.length });
}

function resultOf(entry: Entry, terms: string[]): HTMLElement {
  const [url, title] = entry;
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = pageData.root + url;
  const name = document.createElement('strong');
  name.append(...marked(title, terms));
  const about = document.createElement('span');
  about.append(...marked(excerpt(entry, terms), terms));
  link.append(name, about);
  item.append(link);
  return item;
}

function marked(content: string, terms: string[]): (string | HTMLElement)[] {
  return splitAtTerms(content, terms).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const mark = document.createElement('mark');
    mark.textContent = piece;
    return mark;
  });
}
