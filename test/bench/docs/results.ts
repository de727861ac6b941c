import type { ComparedPage } from './pages.ts';
import type { Conditions, Measured } from './visit.ts';

/** What was found: the pages, what they weigh, and the visits of each round by the name of the page. */
export interface Results {
  conditions: Conditions;
  pages: ComparedPage[];
  weights: Map<string, Weight>;
  rounds: Map<string, Measured>[];
}

/** Bytes after gzip. */
export interface Weight {
  firstView: number;
  /** With what its other pages and its search load besides. */
  everything: number;
}
