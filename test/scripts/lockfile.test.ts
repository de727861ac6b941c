import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entriesWithoutChecksum, missingOptionalPackages } from '../../scripts/complete-lockfile.mjs';
import { inRoot } from '../../scripts/paths.ts';

const text = readFileSync(inRoot('package-lock.json'), 'utf8');
const lock = JSON.parse(text);

describe('package-lock.json', () => {
  it('has an entry for every optional package, so that npm ci accepts it on every system', () => {
    expect(missingOptionalPackages(lock)).toStrictEqual([]);
  });

  it('has a checksum for whatever is installed from a registry', () => {
    expect(entriesWithoutChecksum(lock)).toStrictEqual([]);
  });

  it('names no registry', () => {
    const resolved = Object.values(lock.packages).map((entry) => Object(entry).resolved);
    expect(resolved.filter((address) => String(address).includes('://'))).toStrictEqual([]);
  });

  it('pins every dependency of the project to one version', () => {
    for (const file of [
      'package.json',
      'generated/package.json',
      ...['cli', 'client', 'contract', 'mock', 'redis-quota', 'usersig', 'webhooks'].map(
        (name) => `packages/${name}/package.json`,
      ),
    ]) {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(inRoot(file), 'utf8'));
      for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
        expect(version, `${name} in ${file}`).toMatch(/^\d+\.\d+\.\d+$/);
      }
    }
  });

  it('is missed by missingOptionalPackages when an entry goes', () => {
    const { 'node_modules/@biomejs/cli-darwin-arm64': gone, ...packages } = lock.packages;
    expect(gone).toBeDefined();
    expect(missingOptionalPackages({ packages })).toMatchObject([{ path: 'node_modules/@biomejs/cli-darwin-arm64' }]);
  });

  it('is missed by entriesWithoutChecksum when a checksum goes, but not for links and workspaces', () => {
    const packages = {
      'packages/client': {},
      'node_modules/@chat-openapi/client': { link: true },
      'node_modules/ajv': {},
      'node_modules/a/node_modules/b': {},
    };
    expect(entriesWithoutChecksum({ packages })).toStrictEqual(['node_modules/ajv', 'node_modules/a/node_modules/b']);
  });
});
