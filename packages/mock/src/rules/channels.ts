import { beforeChannelEvents } from './channels/before.ts';
import { historyRules } from './channels/messages.ts';
import { profileRules } from './channels/profiles.ts';
import { subscriberForms, subscriberRules } from './channels/subscribers.ts';
import type { BeforeEvents, OtherForms, Rules } from './rule.ts';

export const channelRules = { ...profileRules, ...subscriberRules, ...historyRules } satisfies Rules;

export const channelEvents = { ...beforeChannelEvents } satisfies BeforeEvents;

export const channelForms = { ...subscriberForms } satisfies OtherForms;
