// How every script ends: what it has started and put down goes with it, and nobody says a word about it. Plain JavaScript
// without dependencies, because setup uses it before anything is installed.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The exit codes of a process that was asked to end, as shells give them. */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
/** Milliseconds for what has to be ended. Then the process ends all the same. */
const patience = 1500;
/** How often it is looked whether the parent is still there, in milliseconds: a killed `npm` sends no signal. */
const interval = 200;

const parent = process.ppid;

/** @typedef {{gently?: () => unknown, atOnce: () => void}} Ending */
/** @type {Set<Ending>} */
const endings = new Set();
/** @type {NodeJS.Timeout | undefined} */
let watch;
let ending = false;

/** Whether the process was asked to end. What happens from then on is nobody's fault, and nothing to go on with. */
export const isEnding = () => ending;

/**
 * Whether an exit code says that a process was asked to end.
 *
 * @param {number} code
 */
export const wasAskedToEnd = (code) => Object.values(codes).includes(code);

/**
 * Keeps in mind what has to be done before the process ends. Signals are only listened to while there is something, so
 * that a busy process without it ends at once.
 *
 * @param {Ending} what `gently` when a signal has come, or the parent is gone; it may take a second. `atOnce`, however the
 *   process ends: the latest first.
 * @returns {() => void} Takes it back.
 */
export function beforeEnd(what) {
  if (endings.size === 0) listen();
  endings.add(what);
  return () => {
    endings.delete(what);
    if (endings.size === 0) stopListening();
  };
}

/**
 * Never resolves: what ends the process is a signal, or the end of its parent.
 *
 * @returns {Promise<never>}
 */
export const stayUp = () => new Promise(() => {});

/**
 * A folder that is removed when it is let go of, and when the process ends.
 *
 * @param {string} prefix Of its path; below the system's folder for such things by default.
 * @returns {{folder: string, remove: () => void}}
 */
export function makeTemporaryFolder(prefix = join(tmpdir(), 'chat-openapi-')) {
  let folder = '';
  const removeNow = () => folder !== '' && rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // Before there is one: a signal that comes in between would leave it.
  const forget = beforeEnd({ atOnce: removeNow });
  try {
    folder = mkdtempSync(prefix);
  } catch (error) {
    forget();
    throw error;
  }
  return {
    folder,
    remove() {
      forget();
      removeNow();
    },
  };
}

/**
 * A folder for the temporary files of a program and of all that it starts, whoever forgets or is prevented to remove them.
 *
 * @returns {{folder: string, variables: Record<string, string>, remove: () => void}} The variables lead the program there.
 */
export function makeTemporaryPlace() {
  const kept = join(tmpdir(), 'node-compile-cache');
  const { folder, remove } = makeTemporaryFolder();
  try {
    // Node keeps compiled code among the temporary files, and starts programs faster with it.
    mkdirSync(kept, { recursive: true });
    symlinkSync(kept, join(folder, 'node-compile-cache'), 'junction');
  } catch {}
  return { folder, variables: { TMPDIR: folder, TEMP: folder, TMP: folder }, remove };
}

function listen() {
  for (const signal of Object.keys(codes)) process.on(signal, onSignal);
  process.on('exit', endAtOnce);
  watch = setInterval(() => process.ppid !== parent && end(codes.SIGHUP), interval).unref();
}

function stopListening() {
  if (ending) return;
  for (const signal of Object.keys(codes)) process.off(signal, onSignal);
  process.off('exit', endAtOnce);
  clearInterval(watch);
}

function onSignal(signal) {
  // The terminal has written ^C into the line.
  if (signal === 'SIGINT' && !ending && process.stderr.isTTY) process.stderr.write('\n');
  end(codes[signal]);
}

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  beSilent();
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  await Promise.race([late, Promise.allSettled([...endings].map(async ({ gently }) => gently?.()))]);
  process.exit(code);
}

/** What fails from now on fails because everything ends. */
function beSilent() {
  for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
  for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {});
}

function endAtOnce() {
  for (const { atOnce } of [...endings].reverse()) {
    try {
      atOnce();
    } catch {}
  }
}
