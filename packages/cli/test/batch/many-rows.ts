/** Loads so many ids and sends them to a service that answers at once; prints what memory is left in use, and how much it was. */
import { Readable } from 'node:stream';
import { InFlight } from '../../src/batch/in-flight.ts';
import { openJournal } from '../../src/batch/journal.ts';
import { loadInput } from '../../src/batch/load.ts';
import { createReadId } from '../../src/batch/rows.ts';
import { runRows } from '../../src/batch/run.ts';

const [journalPath = '', rows = '1000'] = process.argv.slice(2);
const idsInChunk = 1000;

function* ids(): Generator<Buffer> {
  for (let first = 0; first < Number(rows); first += idsInChunk) {
    yield Buffer.from(Array.from({ length: idsInChunk }, (_, index) => `@TOA#_${first + index}\n`).join(''));
  }
}

/** What the heap and all beside it hold that is still in use, in MB. */
function inUse(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1e5) / 10;
}

const started = performance.now();
using journal = await openJournal(journalPath, false);
const owner = { operation: 'destroyOfficialAccount', sdkAppId: 1, target: 'singapore' };
await loadInput(journal, Readable.from(ids()), createReadId(), owner);
const [loaded, inUseLoaded] = [performance.now(), inUse()];
await runRows(journal, {
  operation: 'destroyOfficialAccount',
  call: () => new Promise((resolve) => setImmediate(resolve, { ErrorCode: 0 })),
  inFlight: new InFlight(190),
  pace: undefined,
  max: Number.POSITIVE_INFINITY,
  signal: new AbortController().signal,
});
process.stdout.write(
  JSON.stringify({
    done: journal.counts().done,
    inUse: Math.max(inUseLoaded, inUse()),
    mostResident: Math.round(process.resourceUsage().maxRSS / 1024),
    load: Math.round(loaded - started),
    run: Math.round(performance.now() - loaded),
  }),
);
