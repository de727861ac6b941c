/** Ends for no signal but the one that nobody can refuse, complains about each, and has started one of the same kind. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => process.stderr.write('package-lock.json is wrong.\n'));
setInterval(() => {}, 1000);
writeFileSync(join(tmpdir(), `of-${process.pid}`), 'text');
if (process.argv.includes('alone')) process.stdout.write('Both are there.\n');
else spawn(process.execPath, [import.meta.filename, 'alone'], { detached: true, stdio: 'inherit' });
