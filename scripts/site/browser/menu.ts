/** Shows the current entry of a menu that is longer than the window, and only then moves it. */
export function showCurrent(): void {
  const menu = document.querySelector<HTMLElement>('.side');
  const current = menu?.querySelector<HTMLElement>('[aria-current]');
  if (!menu || !current || menu.scrollHeight <= menu.clientHeight) return;
  const [outer, inner] = [menu.getBoundingClientRect(), current.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    menu.scrollTop += inner.top - outer.top - menu.clientHeight / 3;
  }
}

/** A menu over the page goes when it has led somewhere, or at Escape. */
export function setUpDrawer(): void {
  const drawer = document.querySelector<HTMLDetailsElement>('.drawer');
  if (!drawer) return;
  const close = (): void => {
    drawer.open = false;
  };
  document.querySelector('.side')?.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('a')) close();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && drawer.open) {
      close();
      drawer.querySelector('summary')?.focus();
    }
  });
}
