/** What a page is made of. Each kind has a writer of HTML and one of Markdown; nothing here knows of either. */
import type { CatalogueError, RetryClass } from '../../../spec/document.ts';
import type { FieldList } from './fields.ts';
import type { Inline } from './inline.ts';

export type Block =
  | Heading
  | Paragraph
  | Prose
  | List
  | Endpoint
  | Facts
  | Jumps
  | Fields
  | Codes
  | Table
  | Code
  | Samples
  | Answer
  | Cards
  | Outline
  | Legend
  | Aside
  | Details
  | Live
  | Place
  | Action
  | TryForm
  | CodeFilter;

/** @property action A button that a script shows beside the heading. */
export interface Heading {
  kind: 'heading';
  level: 2 | 3 | 4;
  id?: string;
  text: Inline;
  action?: 'expand';
}

export interface Paragraph {
  kind: 'paragraph';
  text: Inline;
  role?: 'lead' | 'note' | 'small' | 'meaning';
}

/**
 * Markdown of several paragraphs.
 *
 * @property headings What its headings are linked by, in order; by default their own words.
 */
export interface Prose {
  kind: 'prose';
  text: string;
  language: string;
  headings?: readonly string[];
}

export interface List {
  kind: 'list';
  name?: 'sources' | 'versions' | 'short';
  items: { text: Inline; below?: List }[];
}

export interface Endpoint {
  kind: 'endpoint';
  /** `POST`; left out for what the service sends. */
  method?: string;
  path: string;
}

export interface Facts {
  kind: 'facts';
  items: { term: Inline; values: Inline[]; note?: Inline }[];
}

/** Links to the parts of the page, with how much there is in each. */
export interface Jumps {
  kind: 'jumps';
  items: { id: string; text: Inline; count?: number }[];
}

export interface Fields {
  kind: 'fields';
  list: FieldList;
}

export interface CodeRow {
  error: Pick<CatalogueError, 'code' | 'name'>;
  /** What it is linked by on its page. */
  id: string;
  /** More than one where operations differ. */
  retry: RetryClass[];
  /** The first one is the code's own, the others say where they hold. */
  meanings: Inline[];
  remedy: Inline;
  /** Which operations give it; left out where all rows are of one. */
  operations?: Inline;
  /** For the filter: the operations that give it, each with how it takes the code. */
  givers?: { id: string; retry: RetryClass }[];
}

export interface Codes {
  kind: 'codes';
  rows: CodeRow[];
  /** Whether the table can be filtered. */
  isCatalogue?: boolean;
}

export interface Table {
  kind: 'table';
  name: string;
  heads: Inline[];
  rows: { id?: string; cells: Inline[] }[];
}

export interface Code {
  kind: 'code';
  text: string;
  language?: string;
  title?: Inline;
}

export interface Sample {
  label: string;
  language: string;
  text: string;
}

/** Programs that do the same in several languages, of which one is shown. */
export interface Samples {
  kind: 'samples';
  samples: Sample[];
}

/** The body of an answer. */
export interface Answer {
  kind: 'answer';
  title: Inline;
  status: Inline;
  isSuccess: boolean;
  text: string;
}

/** Links with a line of their own: beside each other, or below each other. */
export interface Cards {
  kind: 'cards';
  isList?: boolean;
  items: { to: string; title: Inline; text: Inline }[];
}

/** What there is, by section and tag. */
export interface Outline {
  kind: 'outline';
  sections: { id: string; title: Inline; groups: OutlineGroup[] }[];
}

export interface OutlineGroup {
  title: Inline;
  to?: string;
  count: number;
  items: { id?: string; to: string; text: Inline }[];
}

/** Terms with what they mean. */
export interface Legend {
  kind: 'legend';
  items: { term: Inline; text: Inline }[];
}

/** Blocks that stand apart from the rest of the page. */
export interface Aside {
  kind: 'aside';
  blocks: Block[];
}

/** Blocks that are folded away. */
export interface Details {
  kind: 'details';
  summary: Inline;
  blocks: Block[];
}

/** Blocks that are of use where something can be typed and clicked, so not on paper. */
export interface Live {
  kind: 'live';
  blocks: Block[];
}

/** Where a link leads that names no heading. */
export interface Place {
  kind: 'place';
  id: string;
}

/** The one thing to do on a page, at its side. */
export interface Action {
  kind: 'action';
  to: string;
  text: Inline;
  note: Inline;
}

/** Sends a call to a mock on the reader's machine. Only for scripts. */
export interface TryForm {
  kind: 'try';
  operation: string;
  path: string;
  body: string;
  own: Pick<CatalogueError, 'code' | 'name'>[];
  common: Pick<CatalogueError, 'code' | 'name'>[];
}

/** Filters the tables of codes. Only for scripts. */
export interface CodeFilter {
  kind: 'filter';
  operations: { id: string; text: Inline }[];
}
