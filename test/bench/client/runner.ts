/** A process for one program: runs it as often as it is told to, and says what each run has cost. */
import { isProgramName, programs } from './programs.ts';

const [name = '', setup = ''] = process.argv.slice(2);
process.on('disconnect', () => process.exit());

const tellFailure = (error: unknown): void => {
  process.send?.({ failure: error instanceof Error ? error.message : String(error) });
};

try {
  if (!isProgramName(name)) throw new Error(`There is no program "${name}".`);
  const work = await programs[name](JSON.parse(setup));
  process.on('message', async (times: number) => {
    try {
      const usedBefore = process.cpuUsage();
      const started = performance.now();
      await work(times);
      const wall = (performance.now() - started) * 1000;
      const { user, system } = process.cpuUsage(usedBefore);
      process.send?.({ wall: wall / times, cpu: (user + system) / times });
    } catch (error) {
      tellFailure(error);
    }
  });
  process.send?.('ready');
} catch (error) {
  tellFailure(error);
}
