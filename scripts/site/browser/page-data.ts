/** What the page tells its script. */
interface PageData {
  /** The way to the folder of the page's language. */
  root: string;
  /** The scripts of the search: what finds, the names of all pages, and their texts. */
  search: { script: string; names: string; texts: string };
  /** The script that holds the texts of all codes. */
  codes: string;
  /** Each language with the way to this page in it. */
  languages: [tag: string, url: string][];
  texts: Record<string, string>;
}

export const pageData: PageData = JSON.parse(document.getElementById('page-data')?.textContent ?? '{}');

export const text = (key: string, values: Record<string, string | number> = {}): string =>
  (pageData.texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
