import { loadScript } from './load-script.ts';
import { pageData } from './page-data.ts';

declare global {
  // Set by the script that holds them.
  var codeTexts: Record<string, [name: string, meaning: string]> | undefined;
}

/** Name and meaning of every code, fetched when they are first asked for. Without its text a code is still shown. */
export async function loadCodeTexts(): Promise<Record<string, [name: string, meaning: string]>> {
  await loadScript(pageData.codes).catch(() => {});
  return globalThis.codeTexts ?? {};
}
