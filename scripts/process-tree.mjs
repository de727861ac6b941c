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
 * What a program has started, and what that has: also where a parent in between is gone, as long as the process stays in the
 * group of one of them. Empty on Windows.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Process[]} The program first.
 */
export function treeOf(child) {
  if (child.pid === undefined || windows) return [];
  const all = readAll();
  const found = new Map(all.filter(({ pid }) => pid === child.pid).map((process) => [process.pid, process]));
  for (const { pid } of found.values()) {
    for (const process of all) if (process.parent === pid || process.group === pid) found.set(process.pid, process);
  }
  return [...found.values()];
}

/**
 * Those of some processes that are still there, and not others that were given their numbers since.
 *
 * @param {readonly Process[]} processes
 * @returns {Process[]}
 */
export function stillThere(processes) {
  if (processes.length === 0) return [];
  const started = new Map(readAll().map((process) => [process.pid, process.started]));
  return processes.filter(({ pid, started: before }) => started.get(pid) === before);
}

/**
 * Sends a signal to a program that leads a group, to all of that group, and to all that they have started, in whichever group.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalTree(child, signal) {
  if (child.pid === undefined) return;
  if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
  else {
    const processes = treeOf(child);
    send(-child.pid, signal);
    signalAll(processes, signal);
  }
}

/**
 * @param {readonly Process[]} processes
 * @param {NodeJS.Signals} signal
 */
export function signalAll(processes, signal) {
  for (const { pid } of processes) send(pid, signal);
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {}
}

/**
 * @typedef {{pid: number, parent: number, group: number, started: string}} Process When it was started, in whatever form the
 *   system has.
 */

/** @returns {Process[]} All of the machine that have not ended. */
const readAll = () => (process.platform === 'linux' ? readProc() : readPs());

function readProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // The name of the program stands in parentheses and may hold anything.
        const [, rest = ''] = /^.*\) (.*)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
        const [state, parent, group] = rest.split(' ');
        const started = rest.split(' ')[19] ?? '';
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), group: Number(group), started }];
      } catch {
        return [];
      }
    });
}

function readPs() {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,lstart='], { encoding: 'utf8' });
  return [...String(stdout).matchAll(/^ *(\d+) +(\d+) +(\d+) +(.*)$/gm)].map(([, pid, parent, group, started]) => ({
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    started,
  }));
}
