/**
 * What would change the look of a message, or of the log that it stands in: control characters, line breaks, marks that
 * turn the direction of writing, and halves of surrogate pairs.
 */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]+/gu;

/** A text from outside on one line, cut where it is longer. */
export function printable(text: string, max: number): string {
  // No more is looked at than could be kept.
  const line = text.slice(0, max + 1).replace(unprintable, ' ');
  // Not through the middle of a pair.
  return text.length > max ? `${line.slice(0, max).replace(unprintable, '')}...` : line;
}
