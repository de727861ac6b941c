/** What the mock remembers of a channel. */
export type ChannelState = 'created' | 'terminated';

/** What the operations' rules read and write. Its size is bounded. */
export interface Store {
  /** Undefined for an id that nothing is known of. */
  channel(id: string): ChannelState | undefined;
  /** Whether a call may use the channel: it was created, or, unless that is wanted first, was never terminated. */
  exists(id: string): boolean;
  setChannel(id: string, state: ChannelState): void;
  /** All that is known, the oldest first. */
  channels(): { id: string; state: ChannelState }[];
  /** Back to what it was at the start. */
  reset(): void;
}

/** Beyond this many, the channels that were touched longest ago are forgotten. */
const most = 100_000;

/**
 * @param created Channels that exist from the start.
 * @param strict Whether a channel has to be created before it can be used.
 */
export function createStore(created: readonly string[], strict: boolean): Store {
  const states = new Map<string, ChannelState>();
  const setChannel = (id: string, state: ChannelState): void => {
    states.delete(id);
    states.set(id, state);
    for (const oldest of states.keys()) {
      if (states.size <= most) break;
      states.delete(oldest);
    }
  };
  const reset = (): void => {
    states.clear();
    for (const id of created) setChannel(id, 'created');
  };
  reset();
  return {
    channel: (id) => states.get(id),
    exists: (id) => (strict ? states.get(id) === 'created' : states.get(id) !== 'terminated'),
    setChannel,
    channels: () => Array.from(states, ([id, state]) => ({ id, state })),
    reset,
  };
}
