/** What the page tells its script. */
interface PageData {
  /** The way to the folder of the page's language. */
  root: string;
  /** The scripts of the search: what finds, the names of all pages, and their texts. */
  search: { script: string; names: string; texts: string };
  /** The script that holds the texts of all codes. */
  codes: string;
  /** On the start page: each language with the way to it. */
  languages: [tag: string, url: string][];
  texts: Record<string, string>;
}

export const pageData: PageData = JSON.parse(document.getElementById('page-data')?.textContent ?? '{}');

type Values = Record<string, string | number>;

export const text = (key: string, values: Values = {}): string => filled(pageData.texts[key] ?? key, values);

/** A text with values in the places that it has for them, such as `{count}`. */
export const filled = (content: string, values: Values): string =>
  content.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
