import { channelEvents, channelForms, channelRules } from './channels.ts';
import type { BeforeEvents, OtherForms, Rules } from './rule.ts';

/** What the mock does for each operation, from a file for each tag of the document. */
export const rules: Rules = { ...channelRules };

/** What the app is asked before. */
export const beforeEvents: BeforeEvents = { ...channelEvents };

export const otherForms: OtherForms = { ...channelForms };
