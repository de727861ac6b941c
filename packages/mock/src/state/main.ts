import type { Settings } from '../settings.ts';
import { type ChannelState, type Channels, createChannels } from './channels.ts';

/** What the mock remembers, as its users see it. */
export interface StateSnapshot {
  /** The oldest first. */
  channels: { id: string; state: ChannelState }[];
}

/** What the rules read and write. All of it is bounded. */
export interface State {
  readonly channels: Channels;
  snapshot(): StateSnapshot;
  /** Back to what it was at the start. */
  reset(): void;
}

export function createState({ channels: created }: Pick<Settings, 'channels'>): State {
  const channels = createChannels(created);
  return {
    channels,
    snapshot: () => ({ channels: channels.list() }),
    reset: () => channels.reset(),
  };
}
