/** Text of strangers, in a form that can stand in a line of a log or a message. */

/** What moves a cursor, turns the direction of a line, ends it or cannot be seen. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** With such characters written as `\u202e`. */
export function escapeUnseen(text: string): string {
  return text.replace(unseen, (found) =>
    Array.from({ length: found.length }, (_, index) => found.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** As one word: in quotes where it would be read as several. */
export function asWord(text: string): string {
  return /^[^\s"\\]+$/.test(text) && escapeUnseen(text) === text ? text : escapeUnseen(JSON.stringify(text));
}

export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 3)}...` : text;

/**
 * Method and path of a request. What could be a signature or a key is cut: everything after the path, however it was
 * written, and what is longer than any part of a path of this API.
 */
export function describeRequest(method: string, path: string): string {
  const [before = ''] = path.split(/[?&;=]|%3f|%26|%3b|%3d/i);
  const parts = before.split('/').map((part) => (part.length > 40 ? `${part.slice(0, 8)}...` : part));
  return `${method} ${cut(parts.join('/'), 100)}`;
}
