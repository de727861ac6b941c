// Runs programs for the scripts. Plain JavaScript without dependencies, because setup uses it before anything is installed.
import { spawn } from 'node:child_process';
import { beforeEnd, isEnding, makeTemporaryPlace } from './ending.mjs';
import { signalGroup, signalTree } from './process-tree.mjs';

/** Milliseconds to end in: when the program was asked to, when all that it has started was asked as well, and by force. */
const patience = { asked: 400, allAsked: 700, forced: 200 };
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
  const stdio = output === 'show' ? 'inherit' : 'pipe';
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, ...place.variables },
    detached: process.platform !== 'win32',
    shell,
    stdio: ['ignore', stdio, stdio],
  });
  const closed = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, endedBy) => resolve(code ?? 128 + (signalNumbers[endedBy] ?? 0)));
  });
  const forget = beforeEnd(endingOf(child, closed));
  const collected = passOn(child, output);
  const limit = limitOf(child, signal, timeout);
  try {
    const code = await closed;
    if (isEnding()) await new Promise(() => {});
    signal?.throwIfAborted();
    return { code, output: collected(), isLate: limit.isLate() };
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
  const atOnce = () => {
    // What was left behind in its group goes, too.
    if (isOver) signalGroup(child, 'SIGKILL');
    else signalTree(child, 'SIGKILL');
  };
  return {
    async gently() {
      signalGroup(child, 'SIGTERM');
      if (await isOverIn(patience.asked)) return;
      // Turbo forgets a signal that comes while it starts.
      signalTree(child, 'SIGTERM');
      if (await isOverIn(patience.allAsked)) return;
      atOnce();
      await isOverIn(patience.forced);
    },
    atOnce,
  };
}

/** @returns What was collected. */
function passOn(child, output) {
  let collected = '';
  for (const [name, stream] of [
    ['stdout', child.stdout],
    ['stderr', child.stderr],
  ]) {
    stream?.setEncoding('utf8').on('data', (chunk) => {
      if (output === 'collect') collected += chunk;
      else process[name].write(chunk);
    });
  }
  return () => collected;
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
