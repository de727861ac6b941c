import type { Block } from './blocks.ts';
import type { Inline } from './inline.ts';

export type PageKind =
  | 'start'
  | 'calls'
  | 'text'
  | 'operation'
  | 'webhook'
  | 'tag'
  | 'webhooks'
  | 'code'
  | 'codes'
  | 'guide'
  | 'package';

export interface Crumb {
  to: string;
  text: Inline;
}

/** A page of one language, in no form yet. */
export interface Page {
  /** Where it stands below the folder of its language, such as `errors/130004.html`. */
  path: string;
  kind: PageKind;
  /** Plain text, for the title of the window, the search, and lists of pages. */
  title: string;
  /** One or two sentences of plain text. */
  description: string;
  /** The language of the text, where it is not that of the page. */
  language?: string;
  heading: Inline;
  crumbs: Crumb[];
  /** What stands above everything else. */
  intro: Block[];
  /** Stands at the side of the text where there is room, and between `intro` and `blocks` where there is none. */
  aside?: Block[];
  blocks: Block[];
  before?: Crumb;
  after?: Crumb;
}
