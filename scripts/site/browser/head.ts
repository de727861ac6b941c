/** Runs before anything is drawn: what depends on scripts, on where the page comes from, and on the chosen theme. */
import { storedTheme } from './theme-store.ts';

const { documentElement: root } = document;
root.classList.add('js');
if (location.protocol === 'file:') root.classList.add('folder');
const theme = storedTheme();
if (theme !== undefined) root.dataset.theme = theme;
