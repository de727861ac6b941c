// npm 11 leaves optional platform packages out of the lock when the registry at hand does not have them, and `npm ci`
// then refuses the lock. This adds an entry for each that is missing, so that the lock serves every system, and asks the
// registry for the checksums that are missing, so that no entry is installed unchecked.
// Runs after every `npm install`; plain JavaScript, because it may run on any Node.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const systems = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  win: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const processors = {
  x64: 'x64',
  64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  s390x: 's390x',
  riscv64: 'riscv64',
};

/**
 * The optional packages that a lock names but has no entry for.
 *
 * @param {{packages: Record<string, {optionalDependencies?: Record<string, string>, dev?: boolean}>}} lock
 * @returns {{path: string, version: string, dev: boolean}[]}
 */
export function missingOptionalPackages(lock) {
  const missing = [];
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      if (Object.keys(lock.packages).some((key) => key === path || key.endsWith(`/${path}`))) continue;
      missing.push({ path, version, dev: entry.dev === true });
    }
  }
  return missing;
}

/**
 * The entries of a lock that npm would install without a checksum to hold them to. Links and workspaces come from here.
 *
 * @param {{packages: Record<string, {integrity?: string, link?: boolean}>}} lock
 * @returns {string[]} Their paths.
 */
export function entriesWithoutChecksum(lock) {
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && !entry.integrity)
    .map(([path]) => path);
}

/** What the registry says that the archive of a version has to hash to. */
function checksumOf(path, { name = path.split('node_modules/').at(-1), version }) {
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const shell = !npm && process.platform === 'win32';
  const { stdout } = spawnSync(command, [...args, 'view', `${name}@${version}`, 'dist.integrity'], {
    encoding: 'utf8',
    shell,
  });
  const checksum = String(stdout).trim();
  if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(checksum)) {
    throw new Error(`package-lock.json: the registry gives no checksum of ${name} ${version}. Run npm install again.`);
  }
  return checksum;
}

/** The system that a platform package is for, read from its name: `@turbo/darwin-arm64`, `@biomejs/cli-linux-x64-musl`. */
function platformOf(path) {
  const words = path.split('/').at(-1).split('-');
  const find = (table) => words.map((word) => table[word]).find(Boolean);
  const [os, cpu] = [find(systems), find(processors)];
  if (!os || !cpu) throw new Error(`${path}: no system can be read from the name. Complete package-lock.json by hand.`);
  return { cpu: [cpu], os: [os], ...(words.includes('musl') ? { libc: ['musl'] } : {}) };
}

function complete(file) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingOptionalPackages(lock);
  for (const { path, version, dev } of missing) {
    if (!/^\d+\.\d+\.\d+$/.test(version))
      throw new Error(`${path}: ${version} is no exact version. Complete package-lock.json by hand.`);
    lock.packages[path] = { version, ...(dev ? { dev: true } : {}), ...platformOf(path), optional: true };
  }
  const unchecked = entriesWithoutChecksum(lock);
  if (missing.length === 0 && unchecked.length === 0) return;
  for (const path of unchecked) {
    const { version, ...rest } = lock.packages[path];
    lock.packages[path] = { version, integrity: checksumOf(path, lock.packages[path]), ...rest };
  }
  const compare = (a, b) => a.localeCompare(b, 'en');
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => compare(a, b)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(
    `package-lock.json: added ${missing.length} platform packages that npm left out, and ${unchecked.length} checksums.\n`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  complete(join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json'));
}
