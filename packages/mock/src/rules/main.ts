import { channelForms, channelRules } from './channels.ts';
import type { OtherForms, Rules } from './rule.ts';

/** What the mock does for each operation, from a file for each tag of the document. */
export const rules: Rules = { ...channelRules };

export const otherForms: OtherForms = { ...channelForms };
