/** The buttons that unfold all fields of a part, and fold them again. */
export function setUpExpand(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.expand')) {
    const all = detailsBelow(button);
    if (all.length === 0) {
      button.remove();
      continue;
    }
    const [closed, open] = [button.textContent, button.dataset.open ?? ''];
    button.addEventListener('click', () => {
      const willOpen = all.some((one) => !one.open);
      for (const one of all) one.open = willOpen;
      button.textContent = willOpen ? open : closed;
    });
  }
}

/** What is folded between a heading and the next one. */
function detailsBelow(button: HTMLButtonElement): HTMLDetailsElement[] {
  const found: HTMLDetailsElement[] = [];
  let next = button.parentElement?.nextElementSibling;
  while (next && !next.matches('h2, .headed')) {
    found.push(...next.querySelectorAll('details'));
    next = next.nextElementSibling;
  }
  return found;
}
