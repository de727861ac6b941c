import type { Entry } from '../files/search-index.ts';
import { pageData } from './page-data.ts';

declare global {
  // Set by the script that holds the index.
  var searchEntries: Entry[] | undefined;
}

let loading: Promise<Entry[]> | undefined;

/** The search index, fetched when it is first asked for. A script can be loaded from a folder, too. */
export function loadEntries(): Promise<Entry[]> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = pageData.search;
    script.onload = () => resolve(globalThis.searchEntries ?? []);
    script.onerror = () => {
      loading = undefined;
      reject(new Error(pageData.search));
    };
    document.head.append(script);
  });
  return loading;
}

export const isCode = (entry: Entry, code: string): boolean => entry[2] === 'code' && entry[1].startsWith(`${code} `);
