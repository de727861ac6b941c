/** Runs before anything is drawn: what depends on scripts, on where the page comes from, and on the chosen theme. */
import { storedTheme } from './theme-store.ts';

const { documentElement: root, currentScript } = document;
root.classList.add('js');
if (location.protocol === 'file:') root.classList.add('folder');
else preloadFont(currentScript?.dataset.font);
const theme = storedTheme();
if (theme !== undefined) root.dataset.theme = theme;

/** Fetches the font beside the style, and not after it. From a folder a browser refuses to, and is as fast without. */
function preloadFont(font: string | undefined): void {
  if (font === undefined) return;
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: '', href: font });
  document.head.append(link);
}
