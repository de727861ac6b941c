import { readFailure } from './failure.ts';
import { text } from './page-data.ts';

/**
 * The filters of the tables of codes. What is chosen stands in the address, so that it survives a reload; what is typed or
 * pasted stands nowhere, because it may hold a signature.
 */
function setUpCatalogue(): void {
  const form = document.querySelector<HTMLFormElement>('form.filter');
  if (!form) return;
  const [query, retry, operation] = [field('filter'), field('filter-retry'), field('filter-operation')];
  const count = form.querySelector('.count');
  const rows = [...document.querySelectorAll<HTMLElement>('.catalogue tbody tr')];
  const headings = [...document.querySelectorAll<HTMLElement>('main h2')];
  const texts = rows.map((row) => (row.textContent ?? '').toLowerCase());
  const codes = new Set(rows.map(({ id }) => id));
  const shown = (): HTMLElement[] => rows.filter((row) => !row.hidden);

  const filter = (): void => {
    const { known } = readFailure(query.value, (code) => codes.has(code));
    const terms = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isAsked = (index: number, row: Element): boolean =>
      known.length > 0 ? known.includes(row.id) : terms.every((term) => texts[index]?.includes(term));
    for (const [index, row] of rows.entries()) {
      const { retry: kind = '', operations = '' } = row.dataset;
      const givers = retriesOf(operations);
      const fits =
        isAsked(index, row) &&
        (retry.value === '' || (givers.get(operation.value) ?? kind).split(' ').includes(retry.value)) &&
        (operation.value === '' || (operation.value === '-' ? givers.size === 0 : givers.has(operation.value)));
      row.hidden = !fits;
    }
    for (const heading of headings) heading.hidden = !codesBelow(heading).some((row) => !row.hidden);
    if (count) count.textContent = text('errors.count', { count: shown().length, total: rows.length });
  };
  const keep = (): void => {
    const chosen = new URLSearchParams();
    for (const { name, value } of [retry, operation]) if (value !== '') chosen.set(name, value);
    const address = chosen.size === 0 ? location.pathname : `?${chosen}`;
    history.replaceState(null, '', address);
  };

  const asked = new URLSearchParams(location.search);
  for (const control of [retry, operation]) control.value = asked.get(control.name) ?? '';
  filter();
  form.addEventListener('input', () => {
    filter();
    keep();
  });
  // A browser may keep the page as it is left, and show it again.
  addEventListener('pagehide', () => {
    query.value = '';
  });
  addEventListener('pageshow', filter);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    shown()[0]?.querySelector('a')?.click();
  });
}

/** How each operation takes a code, from what the row says: `destroyOfficialAccount=transient recallOfficialAccountMsg=never`. */
function retriesOf(operations: string): Map<string, string> {
  const pairs = operations.split(' ').filter(Boolean);
  return new Map(pairs.map((pair) => [pair.replace(/=.*/, ''), pair.replace(/^.*=/, '')]));
}

/** The rows of the table below a heading. */
function codesBelow(heading: Element): HTMLElement[] {
  let next = heading.nextElementSibling;
  while (next && !next.matches('h2, table')) next = next.nextElementSibling;
  return next?.matches('table') ? [...next.querySelectorAll<HTMLElement>('tbody tr')] : [];
}

function field(id: string): HTMLInputElement | HTMLSelectElement {
  const found = document.getElementById(id);
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`There is no field "${id}".`);
}

setUpCatalogue();
