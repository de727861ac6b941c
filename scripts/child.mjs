// Runs programs for the scripts. Plain JavaScript without dependencies, because setup uses it before anything is installed.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEnd, isEnding, makeTemporaryPlace } from './ending.mjs';
import { signalAll, signalGroup, signalTree, stillThere, treeOf } from './process-tree.mjs';

/**
 * Milliseconds to end in: when the program was asked to, when all that it has started was asked as well, for what it leaves behind,
 * and by force.
 */
const patience = { asked: 400, allAsked: 600, left: 200, forced: 200 };
/** How often it is looked whether what a program has left behind is still there, in milliseconds. */
const interval = 20;
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Runs a program to its end. It has a process group of its own: a Ctrl-C reaches it, and all that it has started, through
 * this process alone. When this process is asked to end, the promise stays open: nothing goes on, nobody is blamed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {'show' | 'pass' | 'collect'} options.output To show is to leave it the terminal. What is passed on stops when
 *   this process is asked to end.
 * @param {AbortSignal} [options.signal] Ends the program at once; the run then rejects.
 * @param {number} [options.timeout] Milliseconds after which the program is ended. Unlimited by default.
 * @param {boolean} [options.shell]
 * @returns {Promise<{code: number, output: string, isLate: boolean}>} The exit code, or 128 and the signal's number; what was
 *   collected; whether time was up.
 */
export async function runChild(command, args, { cwd, env, output, signal, timeout, shell = false }) {
  signal?.throwIfAborted();
  const place = makeTemporaryPlace();
  const file = join(place.folder, '.output');
  // One file for both outputs keeps their order.
  const collected = output === 'collect' ? openSync(file, 'a') : undefined;
  const stdio = collected ?? (output === 'show' ? 'inherit' : 'pipe');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, ...place.variables },
    detached: process.platform !== 'win32',
    shell,
    stdio: ['ignore', stdio, stdio],
  });
  if (collected !== undefined) closeSync(collected);
  const closed = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, endedBy) => resolve(code ?? 128 + (signalNumbers[endedBy] ?? 0)));
  });
  const forget = beforeEnd(endingOf(child, closed));
  passOn(child);
  const limit = limitOf(child, signal, timeout);
  try {
    const code = await closed;
    if (isEnding()) await new Promise(() => {});
    signal?.throwIfAborted();
    return { code, output: collected === undefined ? '' : readFileSync(file, 'utf8'), isLate: limit.isLate() };
  } finally {
    limit.end();
    forget();
    place.remove();
  }
}

/** How a program is ended when this process is. */
function endingOf(child, closed) {
  let isOver = false;
  const end = closed
    .catch(() => {})
    .then(() => {
      isOver = true;
    });
  const isOverIn = async (milliseconds) => {
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
    return isOver;
  };
  // A program that ends first no longer tells what it has started: browsers have groups of their own.
  let seen = [];
  const look = () => {
    seen = [...seen, ...treeOf(child)];
  };
  const atOnce = () => {
    // What was left behind in its group goes, too.
    if (isOver) signalGroup(child, 'SIGKILL');
    else signalTree(child, 'SIGKILL');
    signalAll(stillThere(seen), 'SIGKILL');
  };
  const areGoneIn = async (milliseconds) => {
    const until = performance.now() + milliseconds;
    while (stillThere(seen).length > 0) {
      if (performance.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, interval));
    }
    return true;
  };
  return {
    async gently() {
      look();
      signalGroup(child, 'SIGTERM');
      if ((await isOverIn(patience.asked)) && (await areGoneIn(patience.left))) return;
      // Turbo forgets a signal that comes while it starts.
      look();
      if (!isOver) signalTree(child, 'SIGTERM');
      signalAll(stillThere(seen), 'SIGTERM');
      if ((await isOverIn(patience.allAsked)) && (await areGoneIn(patience.left))) return;
      atOnce();
      await Promise.all([isOverIn(patience.forced), areGoneIn(patience.forced)]);
    },
    atOnce,
  };
}

/** Writes what a program says to the same outputs of this process. */
function passOn(child) {
  child.stdout?.setEncoding('utf8').on('data', (chunk) => process.stdout.write(chunk));
  child.stderr?.setEncoding('utf8').on('data', (chunk) => process.stderr.write(chunk));
}

/** Ends a program when a signal says so, or time is up. */
function limitOf(child, signal, timeout) {
  let isLate = false;
  const abort = () => signalTree(child, 'SIGKILL');
  signal?.addEventListener('abort', abort);
  const timer =
    timeout &&
    setTimeout(() => {
      isLate = true;
      abort();
    }, timeout);
  return {
    isLate: () => isLate,
    end() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
