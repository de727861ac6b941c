/** Marks in the contents which part of the page is being read. */
export function followPlace(): void {
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.parts a')) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (part !== null) links.set(part, link);
  }
  if (links.size === 0) return;
  let marked: HTMLAnchorElement | undefined;
  const mark = (): void => {
    // The last part that has begun in the upper third of the window.
    const begun = [...links].filter(([part]) => part.getBoundingClientRect().top < innerHeight / 3);
    const current = begun.at(-1)?.[1];
    if (current === marked) return;
    marked?.removeAttribute('aria-current');
    current?.setAttribute('aria-current', 'location');
    marked = current;
  };
  let waiting = false;
  const later = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  document.addEventListener('scroll', later, { passive: true });
  later();
}
