import { pageData } from './page-data.ts';

declare global {
  // Set by the script that holds them.
  var codeTexts: Record<string, [name: string, meaning: string]> | undefined;
}

/** Name and meaning of every code, fetched when they are first asked for. A script can be loaded from a folder, too. */
export async function loadCodeTexts(): Promise<Record<string, [name: string, meaning: string]>> {
  if (globalThis.codeTexts === undefined) {
    const script = document.createElement('script');
    script.src = pageData.codes;
    await new Promise((resolve) => {
      script.onload = resolve;
      // Without its text a code is still shown.
      script.onerror = resolve;
      document.head.append(script);
    });
  }
  return globalThis.codeTexts ?? {};
}
