import { text } from './page-data.ts';

/** Puts a button that copies it on each block of code. */
export function setUpCopy(): void {
  for (const block of document.querySelectorAll<HTMLPreElement>('main pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = text('page.copy');
    button.addEventListener('click', () => void copy(block, button));
    const frame = document.createElement('div');
    frame.className = 'block';
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

async function copy(block: HTMLPreElement, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(block.textContent ?? '');
    button.textContent = text('page.copied');
    setTimeout(() => {
      button.textContent = text('page.copy');
    }, 2000);
  } catch {
    // The browser does not allow it here; what is marked can be copied by hand.
    getSelection()?.selectAllChildren(block);
  }
}
