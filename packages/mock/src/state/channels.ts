/** The channels that the mock knows of. What all of them weigh is bounded. */
import { QueueMap } from '../bounded-map.ts';
import type { Channel, Profile } from './channel.ts';

export interface Channels {
  /** Undefined for an id that nothing is known of. */
  get(id: string): Channel | 'terminated' | undefined;
  /** How many there are that were not terminated. */
  readonly count: number;
  /**
   * Takes room for so many more characters, and keeps the channel from then on. Where there is none, the channels that were kept
   * first are forgotten for it, then its own oldest messages. False when it is too large even so; then nothing has changed.
   */
  grow(channel: Channel, weight: number): boolean;
  /** Nothing is left of the channel but that it was there. */
  terminate(id: string): void;
  /** The oldest first. */
  all(): Iterable<[id: string, known: Channel | 'terminated']>;
}

/** What a thing takes besides its texts. */
export const weights = { terminated: 200, channel: 1000, subscription: 400, message: 500 };

export const weightOfProfile = (profile: Profile): number =>
  Object.values(profile).reduce<number>((sum, value) => sum + String(value).length, 0);

/**
 * @param max What all may weigh.
 * @param onGone Called with a channel that was terminated or forgotten.
 */
export function createChannels(max: number, onGone: (channel: Channel) => void): Channels {
  const known = new QueueMap<Channel | 'terminated'>();
  let total = 0;
  let count = 0;

  const drop = (one: Channel | 'terminated' | undefined): void => {
    if (one === 'terminated') total -= weights.terminated;
    if (typeof one !== 'object') return;
    total -= one.weight;
    one.weight = 0;
    count--;
    onGone(one);
  };
  const add = (channel: Channel): void => {
    drop(known.get(channel.id));
    known.set(channel.id, channel);
    count++;
  };
  /** Until all fit, or nothing is left but this one. */
  const makeRoom = (kept: string): void => {
    while (total > max && known.size > 1) {
      const [id, one] = known.takeOldest() ?? [];
      if (id === undefined || one === undefined) return;
      // It goes to the end, as if it had been kept just now.
      if (id === kept) known.set(id, one);
      else drop(one);
    }
  };
  const expire = (channel: Channel): void => {
    const { weight = 0 } = channel.messages.shift() ?? {};
    channel.hasExpired = true;
    channel.weight -= weight;
    total -= weight;
  };

  return {
    get: (id) => known.get(id),
    get count() {
      return count;
    },
    grow(channel, weight) {
      const isNew = channel.weight === 0;
      const more = isNew ? weight + weights.channel + channel.id.length + weightOfProfile(channel.profile) : weight;
      if (channel.weight + more > max && channel.weight + more - weightOfMessages(channel) > max) return false;
      if (isNew) add(channel);
      channel.weight += more;
      total += more;
      makeRoom(channel.id);
      while (total > max && channel.messages.length > 0) expire(channel);
      return true;
    },
    terminate(id) {
      drop(known.get(id));
      known.set(id, 'terminated');
      total += weights.terminated;
      makeRoom(id);
    },
    all: () => known.entries(),
  };
}

function weightOfMessages({ messages }: Channel): number {
  let sum = 0;
  for (const { weight } of messages) sum += weight;
  return sum;
}
