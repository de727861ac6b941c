/** Opens the search, and loads it when it is opened for the first time. What is typed there is kept nowhere. */
import { loadScript } from './load-script.ts';
import { pageData, text } from './page-data.ts';

export function setUpSearch(): void {
  const button = document.querySelector<HTMLElement>('.search');
  const dialog = document.querySelector<HTMLDialogElement>('.finder');
  const input = dialog?.querySelector('input');
  const status = dialog?.querySelector('[role=status]');
  const list = dialog?.querySelector<HTMLElement>('.results');
  if (!button || !dialog || !input || !status || !list) return;

  const load = async (): Promise<void> => {
    try {
      await loadScript(pageData.search.script);
    } catch {
      status.textContent = text('search.failed');
    }
  };
  const forget = (): void => {
    input.value = '';
    delete dialog.dataset.awaited;
    list.replaceChildren();
    list.hidden = true;
    input.removeAttribute('aria-activedescendant');
    input.ariaExpanded = 'false';
    status.textContent = text('search.hint');
  };
  const open = (): void => {
    if (!dialog.open) {
      forget();
      dialog.showModal();
    }
    void load();
  };

  // Who is faster than the search is led to the first result when there is one.
  input.addEventListener('keydown', ({ key, isComposing }) => {
    if (key === 'Enter' && !isComposing && list.hidden) dialog.dataset.awaited = '';
  });
  input.addEventListener('input', () => {
    delete dialog.dataset.awaited;
  });

  const keys = button.querySelector('kbd');
  if (keys && /Mac|iPhone|iPad/.test(navigator.platform)) keys.textContent = '⌘ K';
  button.addEventListener('click', open);
  dialog.querySelector('button')?.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    // It is told late, and may be open again by then.
    if (!dialog.open) forget();
  });
  dialog.addEventListener('click', ({ target }) => {
    // The dialog itself is what lies around its content.
    if (target === dialog) dialog.close();
  });
  // A browser may keep the page as it is left, and show it again.
  addEventListener('pagehide', () => {
    dialog.close();
    forget();
  });
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    // Its own field has the focus for a moment after it was closed.
    const isField = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
    const isTyping = dialog.open || (isField && target !== input);
    const isAsked =
      (key.toLowerCase() === 'k' && (ctrlKey || metaKey)) || (key === '/' && !ctrlKey && !metaKey && !isTyping);
    if (!isAsked || altKey) return;
    event.preventDefault();
    open();
  });
}
