/* Made from spec/ by `npm run generate`. Do not edit: change spec/ and run the command again. */

import type { OperationId } from './operations.ts';

/** Where a text stands in a body, `*` for each item of a list, and the most bytes that it may have in UTF-8. */
export type ByteLimit = readonly [path: readonly string[], max: number];

/** The texts of each request whose bytes the service counts. */
export const byteLimits: { readonly [K in OperationId]?: readonly ByteLimit[] } = {
  createOfficialAccount: [[["Name"],150], [["Introduction"],400], [["FaceUrl"],500], [["Organization"],500], [["CustomString"],3000]],
  modifyOfficialAccountBaseInfo: [[["Name"],150], [["Introduction"],400], [["FaceUrl"],500], [["Organization"],500], [["CustomString"],3000]],
  modifySubscriberInfo: [[["CustomString"],3000]],
  recallOfficialAccountMsg: [[["Reason"],100]],
};
