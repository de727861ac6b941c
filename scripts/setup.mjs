// Runs before every npm script, on whatever Node the machine has: installs what package-lock.json names, once.
// Plain JavaScript without dependencies, because nothing is installed yet.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runChild } from './child.mjs';
import { wasAskedToEnd } from './ending.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.chat-openapi-setup');

/** The oldest Node that can install, and the oldest that can run everything (the mock's Prism decides it). */
const toInstall = [20, 19];
const toRun = [24, 18];

const version = process.versions.node.split('.').map(Number);
const atLeast = ([major, minor]) => version[0] > major || (version[0] === major && version[1] >= minor);
const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

if (!atLeast(toInstall)) {
  fail(
    `This project needs Node ${toInstall.join('.')} or newer; this is ${process.versions.node}. Install a current Node from https://nodejs.org and try again.`,
  );
}

const stamp = fingerprint();
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) process.exit(0);

rmSync(stampFile, { force: true });
await install();
linkPinnedNode();
writeFileSync(stampFile, stamp);

/** Changes whenever an installation would: with the lock, a package's manifest, or the system. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const manifests = ['package.json', 'generated/package.json'];
  for (const name of readdirSync(join(root, 'packages')).sort()) manifests.push(`packages/${name}/package.json`);
  for (const file of ['package-lock.json', ...manifests]) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

async function install() {
  const npm = process.env.npm_execpath;
  const npmArguments = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const started = Date.now();
  process.stdout.write('Installing what package-lock.json names. The first time takes about a minute.\n');
  const terminal = process.stdout.isTTY;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const ticker = setInterval(
    () => process.stdout.write(terminal ? `\r  ${seconds()} s` : `  still installing, ${seconds()} s\n`),
    terminal ? 1000 : 10_000,
  );
  const [command, ...args] = npm ? [process.execPath, npm, ...npmArguments] : ['npm', ...npmArguments];
  const shell = !npm && process.platform === 'win32';
  const { code, output } = await runChild(command, args, { cwd: root, output: 'collect', shell }).catch(() =>
    fail('npm was not found. It comes with Node: install Node from https://nodejs.org and try again.'),
  );
  clearInterval(ticker);
  if (terminal) process.stdout.write('\r');
  if (wasAskedToEnd(code)) process.exit(code);
  if (code !== 0) {
    process.stderr.write(output);
    fail(
      'The installation failed; npm says why above. If package-lock.json was edited by hand, restore it. If the network was down, try again.',
    );
  }
  process.stdout.write(`Installed in ${seconds()} s.\n`);
}

/** Puts the pinned Node first on the path of npm scripts. Where none is published for the system, the machine's own must do. */
function linkPinnedNode() {
  const windows = process.platform === 'win32';
  const folder = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const binary = join(modules, folder, 'bin', windows ? 'node.exe' : 'node');
  const bin = join(modules, '.bin');
  mkdirSync(bin, { recursive: true });
  if (existsSync(binary)) {
    const link = join(bin, 'node');
    if (!windows && !existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(join('..', folder, 'bin', 'node'), link);
    }
  } else if (!atLeast(toRun)) {
    fail(
      `No Node ${toRun.join('.')} is published as a package for ${process.platform} on ${process.arch}, and this one is ${process.versions.node}. Install Node ${toRun.join('.')} or newer and try again.`,
    );
  }
  // The npm scripts begin with the shell's `exec`, so that no shell stays between npm and the program. cmd.exe has none.
  if (windows) writeFileSync(join(bin, 'exec.cmd'), '@%*\r\n');
}
