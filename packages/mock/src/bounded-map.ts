/** A map that gives its entries back in the order in which they were set. */
export class QueueMap<Value> extends Map<string, Value> {
  // Goes on where it stopped. A new one would walk over all that was deleted at the beginning, each time.
  #keys = this.keys();

  override set(key: string, value: Value): this {
    this.delete(key);
    return super.set(key, value);
  }

  /** Takes out what was set longest ago; undefined when the map is empty. */
  takeOldest(): [key: string, value: Value] | undefined {
    let next = this.#keys.next();
    if (next.done) {
      this.#keys = this.keys();
      next = this.#keys.next();
    }
    if (next.done) return undefined;
    const value = this.get(next.value);
    this.delete(next.value);
    return value === undefined ? this.takeOldest() : [next.value, value];
  }
}

/** A map that holds at most so many entries, and forgets those that were set longest ago. */
export class BoundedMap<Value> extends QueueMap<Value> {
  readonly #max: number;

  constructor(max: number) {
    super();
    this.#max = max;
  }

  override set(key: string, value: Value): this {
    super.set(key, value);
    if (this.size > this.#max) this.takeOldest();
    return this;
  }
}
