import { BoundedMap } from '../bounded-map.ts';

/** What the mock remembers of a channel. */
export type ChannelState = 'created' | 'terminated';

/** The channels that the mock knows of. Their number is bounded. */
export interface Channels {
  /** Undefined for an id that nothing is known of. */
  get(id: string): ChannelState | undefined;
  set(id: string, state: ChannelState): void;
  /** All of them, the oldest first. */
  list(): { id: string; state: ChannelState }[];
  /** Back to those of the start. */
  reset(): void;
}

const maxChannels = 100_000;

/** @param created Channels that exist from the start. */
export function createChannels(created: readonly string[]): Channels {
  const states = new BoundedMap<ChannelState>(maxChannels);
  const reset = (): void => {
    states.clear();
    for (const id of created) states.set(id, 'created');
  };
  reset();
  return {
    get: (id) => states.get(id),
    set: (id, state) => states.set(id, state),
    list: () => Array.from(states, ([id, state]) => ({ id, state })),
    reset,
  };
}
