import { inNextTurn } from './clock.ts';

/** Does something within a batch. */
export type InBatch = <Result>(task: () => Promise<Result>) => Promise<Result>;

/**
 * Does what has come in one turn of the event loop as one batch, in the order in which it came, and hands the results out after the
 * last. Without system calls between them answers take half as long each: decisions/009-batches.md
 */
export function createBatches(): InBatch {
  let waiting: (() => Promise<() => void>)[] = [];
  let before = Promise.resolve();
  return (task) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) {
        inNextTurn(() => {
          before = before.then(() => {
            const batch = waiting;
            waiting = [];
            return doAll(batch);
          });
        });
      }
      waiting.push(async () => {
        try {
          const result = await task();
          return () => resolve(result);
        } catch (error) {
          return () => reject(error);
        }
      });
    });
}

async function doAll(batch: readonly (() => Promise<() => void>)[]): Promise<void> {
  const results: (() => void)[] = [];
  for (const run of batch) results.push(await run());
  for (const handOut of results) handOut();
}
