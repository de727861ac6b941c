import type { Bundle } from '../bundles.ts';
import type { Round } from '../compare.ts';

/** What was found: the rounds of each group, and the bundles. */
export interface Results {
  calls: Round[][];
  signing: Round[][];
  keptSignature: Round[][];
  bundles: Bundle[];
}
