/** On a page that holds itself in several languages: shows that of the address. It runs before the script of the pages. */

interface Body {
  /** What the addresses of the language begin with. */
  root: string;
  language: string;
  title: string;
  body: string;
}

const bodies: Body[] = JSON.parse(document.getElementById('bodies')?.textContent ?? '[]');
const wanted = bodies.find(({ root }) => location.pathname.startsWith(root));
if (wanted !== undefined) {
  document.documentElement.lang = wanted.language;
  document.title = wanted.title;
  document.body.innerHTML = wanted.body;
}
