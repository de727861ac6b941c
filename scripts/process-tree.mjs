// Which processes a process has started. Plain JavaScript without dependencies, because setup uses it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const windows = process.platform === 'win32';

/**
 * Sends a signal to a program that leads a group, and to all of that group. They may be gone.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(child, signal) {
  if (windows) child.kill(signal);
  else if (child.pid !== undefined) send(-child.pid, signal);
}

/**
 * The same, and to all that they have started, in whichever group.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalTree(child, signal) {
  if (child.pid === undefined) return;
  if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  else for (const pid of [-child.pid, ...descendantsOf(child.pid)]) send(pid, signal);
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {}
}

/** @param {number} pid */
function descendantsOf(pid) {
  const all = process.platform === 'linux' ? readProc() : readPs();
  const found = [pid];
  for (const parent of found) {
    for (const [child, itsParent] of all) if (itsParent === parent) found.push(child);
  }
  return found;
}

/** @returns {[pid: number, parent: number][]} */
function readProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        // The name of the program stands in parentheses and may hold anything.
        const [, parent] = /^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        return [Number(name), Number(parent)];
      } catch {
        return [Number(name), Number.NaN];
      }
    });
}

/** @returns {[pid: number, parent: number][]} */
function readPs() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return [...String(stdout).matchAll(/(\d+)\s+(\d+)/g)].map(([, pid, parent]) => [Number(pid), Number(parent)]);
}
