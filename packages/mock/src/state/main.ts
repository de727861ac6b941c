import type { Settings } from '../settings.ts';
import { type Channel, completeProfile, makeChannel } from './channel.ts';
import { type Channels, createChannels } from './channels.ts';
import { createRepeats, type Repeats } from './messages.ts';
import { type LatestChannels, latestOf, showState, snapshotOf } from './show.ts';
import type { StateSnapshot } from './snapshot.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';

/** What the rules read and write. All of it is bounded. */
export interface State {
  readonly channels: Channels;
  readonly subscriptions: Subscriptions;
  readonly repeats: Repeats;
  /** The accounts that exist; undefined when they were not named. */
  readonly accounts: ReadonlySet<string> | undefined;
  /** Since when the mock runs, and what it begins with is there, in seconds. */
  readonly startedAt: number;
  /** A channel that is there although nobody has made it. It is kept when something is done with it. */
  assume(id: string): Channel;
  snapshot(): StateSnapshot;
  /** As JSON, the newest channels first to find room; what does not fit is counted as `omitted`. */
  show(maxLength: number): string;
  /** So many, the newest first. */
  latest(count: number): LatestChannels;
  /** Back to what it was at the start. */
  reset(): void;
}

/** In characters, with an allowance for each thing: some 100 MB at most. */
const maxWeight = 64 * 1024 * 1024;

/** Puts into a state what it begins with. */
export type Fill = (state: State) => void;

export function createState(
  { channels: created, accounts }: Pick<Settings, 'channels' | 'accounts'>,
  moreAccounts?: readonly string[],
  fill: Fill = () => {},
  max = maxWeight,
): State {
  const isNamed = accounts !== undefined || moreAccounts !== undefined;
  const named = isNamed ? new Set([...(accounts ?? []), ...(moreAccounts ?? [])]) : undefined;
  let parts = createParts(max);
  const startedAt = Math.floor(Date.now() / 1000);
  const state: State = {
    get channels() {
      return parts.channels;
    },
    get subscriptions() {
      return parts.subscriptions;
    },
    get repeats() {
      return parts.repeats;
    },
    accounts: named,
    startedAt,
    assume: (id) => makeChannel(id, completeProfile({ Owner_Account: 'administrator', Name: id }), startedAt),
    snapshot: () => snapshotOf(state),
    show: (maxLength) => showState(state, maxLength),
    latest: (count) => latestOf(state, count),
    reset() {
      parts = createParts(max);
      for (const id of created) parts.channels.grow(state.assume(id), 0);
      fill(state);
    },
  };
  state.reset();
  return state;
}

function createParts(max: number): Pick<State, 'channels' | 'subscriptions' | 'repeats'> {
  const subscriptions = createSubscriptions(() => channels);
  const channels = createChannels(max, subscriptions.endAll);
  return { channels, subscriptions, repeats: createRepeats() };
}
