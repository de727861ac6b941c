import { text } from './page-data.ts';

/** Told on an element into which another script has put blocks of code. */
export const codeAdded = 'codeadded';

/**
 * Puts a button that copies it on each block of code, above the code where the block has a head, and on each address of an
 * operation.
 */
export function setUpCopy(): void {
  for (const block of document.querySelectorAll<HTMLPreElement>('main pre')) addCopy(block);
  for (const endpoint of document.querySelectorAll<HTMLElement>('.endpoint')) {
    const path = endpoint.querySelector('code');
    if (path) endpoint.append(createButton(() => path));
  }
  document.addEventListener(codeAdded, ({ target }) => {
    if (target instanceof Element) for (const block of target.querySelectorAll('pre')) addCopy(block);
  });
}

/** @param block A block of code, in a box or by itself. */
function addCopy(block: HTMLPreElement): void {
  const tabs = block.closest<HTMLElement>('.tabs');
  if (tabs !== null) {
    // One button for all of them: it copies the one that is open.
    if (tabs.querySelector('.copy') === null) {
      tabs.append(createButton(() => tabs.querySelector('details[open] pre') ?? block));
    }
    return;
  }
  const caption = block.closest('figure')?.querySelector('figcaption');
  if (caption) {
    caption.append(createButton(() => block));
    return;
  }
  const framed = block.closest('.block');
  if (framed !== null) {
    framed.append(createButton(() => block));
    return;
  }
  // What a script has made has no frame yet.
  const frame = document.createElement('div');
  frame.className = 'block';
  block.replaceWith(frame);
  frame.append(
    block,
    createButton(() => block),
  );
}

function createButton(find: () => Element): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = text('page.copy');
  button.addEventListener('click', () => void copy(find(), button));
  return button;
}

async function copy(block: Element, button: HTMLButtonElement): Promise<void> {
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
