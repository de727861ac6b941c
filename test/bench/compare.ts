/** Compares variants side by side: rounds in random order, and medians of the ratio within each round. */
export interface Variant {
  name: string;
  /** Does the work once; how many units of it there were is the caller's matter. */
  run(): Promise<void>;
}

export interface Comparison {
  name: string;
  /** Median of this variant's speed divided by the first variant's, over all rounds. */
  ratio: number;
  /** The middle half of the ratios. */
  spread: readonly [low: number, high: number];
}

export async function compare(
  variants: Variant[],
  rounds: number,
  onRound: (done: number) => void,
): Promise<Comparison[]> {
  const [first] = variants;
  if (first === undefined) return [];
  for (const { run } of variants) await run();
  const ratios = new Map(variants.map(({ name }) => [name, [] as number[]]));
  for (let round = 1; round <= rounds; round++) {
    const times = new Map<string, number>();
    for (const { name, run } of shuffled(variants)) {
      const started = performance.now();
      await run();
      times.set(name, performance.now() - started);
    }
    const reference = times.get(first.name) ?? 0;
    for (const [name, time] of times) ratios.get(name)?.push(reference / time);
    onRound(round);
  }
  return variants.map(({ name }) => {
    const sorted = (ratios.get(name) ?? []).sort((a, b) => a - b);
    return { name, ratio: quantile(sorted, 0.5), spread: [quantile(sorted, 0.25), quantile(sorted, 0.75)] };
  });
}

function quantile(sorted: number[], part: number): number {
  return sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
