/** What the search knows of the pages. */

export type EntryKind = 'operation' | 'webhook' | 'tag' | 'code' | 'guide' | 'package' | 'page';

/**
 * A page, or a part of one. A tuple, because there are many and a reader waits.
 *
 * @property fields Ids of fields in the order of the page. One that begins with dots stands that many levels below the
 *   nearest one before it that begins with fewer: `request .MsgBody ..MsgContent`.
 */
export type Entry = [url: string, title: string, kind: EntryKind, keys: string, fields: string];

/** What readers call things, so that they find what the document calls otherwise. */
export interface SearchWords {
  /** Words and phrases that mean the same. */
  synonyms: string[][];
  /** What readers say, and which entries they look for, the best first. */
  phrases: [said: string[], entries: number[]][];
  /** Words that say nothing about what is looked for. */
  ignored: string[];
}

/** What is said of questions that can wait, because they are rare or pasted: it comes after the texts, as JSON. */
export interface LateWords {
  /**
   * Parts of messages, `*` for what differs and `<Name>` for the name of a field, and the entry that explains them. The first
   * one that fits counts.
   */
  failures: [parts: string[], entry: number][];
  /** Pairs of a traditional character and the simplified one that the pages have. */
  traditional: string;
}

/** What the search says of what it finds. */
export interface SearchLabels {
  none: string;
  count: string;
  unknown: string;
  success: string;
  kinds: Record<EntryKind, string>;
}

export interface SearchNames {
  entries: Entry[];
  words: SearchWords;
  labels: SearchLabels;
}
