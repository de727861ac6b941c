/** The newest of something that goes on, within bounds of number and bytes. */
export interface History<Item> {
  /** @param bytes What it takes. */
  add(item: Item, bytes: number): void;
  /** The oldest first. */
  all(): Item[];
  /** So many, the newest first. */
  latest(count: number): Item[];
  /**
   * The newest as a member of a JSON object, such as `"calls":[…]`, within a bound of bytes; with `omitted`, how many older ones
   * are not among them. The newest always is.
   *
   * @param show Writes one as JSON.
   */
  recent(name: string, show: (item: Item) => string): string;
  reset(): void;
}

const maxItems = 10_000;
const maxBytes = 16 * 1024 * 1024;
/** Of what is shown at once over HTTP. */
const maxShownBytes = 1024 * 1024;

interface Kept<Item> {
  item: Item;
  bytes: number;
}

export function createHistory<Item>(): History<Item> {
  let items: (Kept<Item> | undefined)[] = [];
  let first = 0;
  let bytes = 0;
  const kept = (): Kept<Item>[] => items.slice(first).filter((one) => one !== undefined);
  return {
    add(item, added) {
      items.push({ item, bytes: added });
      bytes += added;
      // Shifting an array each time would copy it each time.
      while (items.length - first > maxItems || bytes > maxBytes) {
        bytes -= items[first]?.bytes ?? 0;
        items[first++] = undefined;
      }
      if (first > 1000) {
        items = items.slice(first);
        first = 0;
      }
    },
    all: () => kept().map(({ item }) => item),
    latest: (count) =>
      kept()
        .slice(-count)
        .reverse()
        .map(({ item }) => item),
    recent: (name, show) => showRecent(name, kept(), show),
    reset() {
      items = [];
      first = 0;
      bytes = 0;
    },
  };
}

function showRecent<Item>(name: string, kept: readonly Kept<Item>[], show: (item: Item) => string): string {
  const shown: string[] = [];
  let left = maxShownBytes;
  for (const { item, bytes } of kept.toReversed()) {
    if (shown.length > 0 && bytes > left) break;
    const text = show(item);
    left -= Buffer.byteLength(text);
    shown.push(text);
    if (left < 0) break;
  }
  const omitted = kept.length - shown.length;
  return `${JSON.stringify(name)}:[${shown.reverse().join(',')}]${omitted > 0 ? `,"omitted":${omitted}` : ''}`;
}
