/** What the mock remembers of channels. A well-formed id exists until it is terminated. */
export interface Channels {
  exists(id: string): boolean;
  terminate(id: string): void;
  /** The ids that were terminated, the oldest first. */
  terminated(): string[];
  clear(): void;
}

/** Beyond this many, the channels that were terminated longest ago are forgotten, and exist again. */
const most = 100_000;

export function createChannels(): Channels {
  const gone = new Set<string>();
  return {
    exists: (id) => !gone.has(id),
    terminate(id) {
      gone.add(id);
      for (const oldest of gone) {
        if (gone.size <= most) break;
        gone.delete(oldest);
      }
    },
    terminated: () => [...gone],
    clear: () => gone.clear(),
  };
}
