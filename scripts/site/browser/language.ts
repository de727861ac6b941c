import { pageData } from './page-data.ts';

const key = 'chat-openapi-language';

/**
 * On the start page: goes to the language of the browser, unless the reader has chosen one. A choice is a click on one
 * of the links, and it is kept in this browser only.
 */
export function followLanguage(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.languages a')) {
    link.addEventListener('click', () => {
      store(link.hreflang);
      // The place on the page stays.
      link.hash = location.hash;
    });
  }
  const { root, languages } = pageData;
  const [, here] = languages.find(([tag]) => tag === document.documentElement.lang) ?? [];
  const isStart = root === '' && here === 'index.html' && document.documentElement.lang === languages[0]?.[0];
  if (!isStart) return;
  const wanted = [stored(), ...navigator.languages].filter((tag) => tag !== undefined);
  for (const tag of wanted) {
    const match =
      languages.find(([other]) => other === tag) ?? languages.find(([other]) => primary(other) === primary(tag));
    if (match === undefined) continue;
    if (match[0] !== document.documentElement.lang) location.replace(match[1] + location.search + location.hash);
    return;
  }
}

const primary = (tag: string): string => tag.split('-')[0] ?? tag;

// Storage may be forbidden, and then nothing is remembered.
function stored(): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(tag: string): void {
  try {
    localStorage.setItem(key, tag);
  } catch {
    return;
  }
}
