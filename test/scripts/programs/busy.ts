/** Has nothing to end, and no time to hear a signal: it ran a child before. */
import { runChild } from '../../../scripts/child.mjs';

await runChild(process.execPath, ['-e', ''], { cwd: process.cwd(), output: 'pass' });
process.stdout.write('It is busy.\n');
for (const end = Date.now() + 30_000; Date.now() < end; );
