import { storeTheme, type Theme } from './theme-store.ts';

/** The button that turns light into dark and back. What the system has anyway is not remembered. */
export function setUpTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const { dataset } = document.documentElement;
  document.querySelector('.theme')?.addEventListener('click', () => {
    const own: Theme = system.matches ? 'dark' : 'light';
    const shown = dataset.theme ?? own;
    const next: Theme = shown === 'dark' ? 'light' : 'dark';
    storeTheme(next === own ? undefined : next);
    if (next === own) delete dataset.theme;
    else dataset.theme = next;
  });
}
