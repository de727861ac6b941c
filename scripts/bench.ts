/** `npm run bench [name]`: compares what this project makes with its alternatives, side by side in one run. */
import { stop } from './arguments.ts';
import { turbo } from './turbo.ts';

type Bench = { bench(say: (text: string) => void): Promise<void> };

const benches: Record<string, () => Promise<Bench>> = {
  client: () => import('../test/bench/client.ts'),
};

const names = process.argv.slice(2);
for (const name of names) {
  if (!Object.hasOwn(benches, name))
    stop(`npm run bench: there is no "${name}". Known: ${Object.keys(benches).join(', ')}.`);
}
const code = await turbo('build');
if (code !== 0) process.exit(code);
for (const [name, load] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const { bench } = await load();
  await bench((text) => process.stdout.write(`${text}\n`));
}
