/** What is written, safe for a terminal. */
import type { Output } from './context.ts';

/** What a terminal takes for a command, or what turns the order of a line around. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON in which nothing moves the cursor of a terminal; in one line unless it is to be read by people. */
export function jsonOf(value: unknown, isForPeople = false): string {
  const text = JSON.stringify(value, undefined, isForPeople ? 2 : undefined) ?? 'null';
  return text.replace(unsafe, (character) => (character === '\n' ? character : escaped(character)));
}

/** A text of several lines at most. */
export const plainText = (text: string): string =>
  text.replace(unsafe, (character) => (character === '\n' ? character : escaped(character)));

/** Writes, and waits while the reader is slower. */
export function write(stream: Output, text: string): Promise<void> | undefined {
  if (stream.write(text)) return undefined;
  return new Promise((resolve) => {
    const go = (): void => {
      stream.off('drain', go).off('close', go);
      resolve();
    };
    stream.on('drain', go).on('close', go);
  });
}
