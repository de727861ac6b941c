/**
 * Items in the order of the numbers that they are given. Numbers only grow, so one of them marks a place in the list that stays
 * where it is when items before it leave.
 */
export class NumberedList<Item> {
  readonly #numberOf: (item: Item) => number;
  readonly #items: Item[] = [];
  #next: number;

  /** @param first The number of the first item. */
  constructor(numberOf: (item: Item) => number, first = 0) {
    this.#numberOf = numberOf;
    this.#next = first;
  }

  /** The number of the item that is added next. */
  get next(): number {
    return this.#next;
  }

  get length(): number {
    return this.#items.length;
  }

  get oldest(): Item | undefined {
    return this.#items[0];
  }

  get newest(): Item | undefined {
    return this.#items.at(-1);
  }

  /** Its number has to be `next` or larger. */
  add(item: Item): void {
    this.#items.push(item);
    this.#next = this.#numberOf(item) + 1;
  }

  /** Gives a number away that no item gets. */
  skip(): number {
    return this.#next++;
  }

  find(number: number): Item | undefined {
    const item = this.#items[this.#indexOf(number)];
    return item !== undefined && this.#numberOf(item) === number ? item : undefined;
  }

  delete(item: Item): void {
    const index = this.#indexOf(this.#numberOf(item));
    if (this.#items[index] === item) this.#items.splice(index, 1);
  }

  /** Takes the oldest out. */
  shift(): Item | undefined {
    return this.#items.shift();
  }

  /** So many from a number on, the oldest first. */
  from(number: number, count: number): Item[] {
    const index = this.#indexOf(number);
    return this.#items.slice(index, index + count);
  }

  /** All below a number, the newest first. */
  *before(number: number): Generator<Item> {
    for (let index = this.#indexOf(number) - 1; index >= 0; index--) {
      const item = this.#items[index];
      if (item !== undefined) yield item;
    }
  }

  /** The oldest first. */
  [Symbol.iterator](): IterableIterator<Item> {
    return this.#items.values();
  }

  /** Where the first item stands whose number is not smaller. */
  #indexOf(number: number): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = this.#items[middle];
      if (item !== undefined && this.#numberOf(item) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
