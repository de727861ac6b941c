import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { entriesWithoutChecksum, missingOptionalPackages } from '../../scripts/complete-lockfile.mjs';
import { inRoot } from '../../scripts/paths.ts';

const read = async (folder: string, file: string) => JSON.parse(await readFile(inRoot(folder, file), 'utf8'));

describe.for(['test/toolchains', 'test/bench/peers'])('the lock of %s', (folder) => {
  it('has an entry for every optional package, so that npm ci accepts it on every system', async () => {
    expect(missingOptionalPackages(await read(folder, 'package-lock.json'))).toStrictEqual([]);
  });

  it('has a checksum for whatever is installed from a registry', async () => {
    expect(entriesWithoutChecksum(await read(folder, 'package-lock.json'))).toStrictEqual([]);
  });

  it('names no registry', async () => {
    const { packages } = await read(folder, 'package-lock.json');
    expect(Object.values(packages).filter((entry) => String(Object(entry).resolved).includes('://'))).toStrictEqual([]);
  });

  it('pins every dependency to one version', async () => {
    const { dependencies, optionalDependencies } = await read(folder, 'package.json');
    const versions = Object.values({ ...dependencies, ...optionalDependencies });
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) expect(version).toMatch(/^(npm:[a-z0-9-]+@)?\d+\.\d+\.\d+(-\d+\.\d+\.\d+)?$/);
  });
});
