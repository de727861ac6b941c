// Loaded into each process of a command. Writes the file that is named in its address when the words there stand in the
// command line of this process.
import { writeFileSync } from 'node:fs';

const { searchParams } = new URL(import.meta.url);
if (process.argv.join(' ').includes(searchParams.get('words'))) writeFileSync(searchParams.get('file'), '');
