// Ends at once when it is asked to, and leaves a program behind that has a process group of its own and does not listen; and
// another, in that group, whose parent is gone. So do browsers.
import { spawn } from 'node:child_process';

const deaf = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
const orphan = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(deaf)}], { stdio: 'inherit' }).unref();`;
const left = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(orphan)}], { stdio: 'ignore' }); console.log('All are there'); ${deaf}`;
spawn(process.execPath, ['-e', left], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
setInterval(() => {}, 1000);
