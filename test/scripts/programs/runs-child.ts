/** Runs the program that is named, as the scripts do, with a temporary folder of its own beside it, and says when it goes on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../../../scripts/child.mjs';
import { makeTemporaryFolder } from '../../../scripts/ending.mjs';

process.on('SIGCONT', () => process.exit(3));
const [program = ''] = process.argv.slice(2);
const { folder } = makeTemporaryFolder();
writeFileSync(join(folder, 'file'), 'text');
try {
  await runChild(process.execPath, [program], { cwd: process.cwd(), output: 'pass' });
} catch {
  process.stdout.write('It failed.\n');
}
process.stdout.write('It goes on.\n');
