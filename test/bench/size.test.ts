import { describe, expect, it } from 'vitest';
import { bundle, ownEntry, sizeLimits } from './bundles.ts';

describe('a minified bundle after gzip', () => {
  it.each(['methods', 'face'] as const)('of the %s stays within its limit', async (name) => {
    const { bytes } = await bundle(name, ownEntry(name));
    // Less than that is no client.
    expect(bytes).toBeGreaterThan(2000);
    expect(bytes).toBeLessThanOrEqual(sizeLimits[name]);
  });

  it('of the methods leaves the texts of the error codes to be loaded later', async () => {
    const { lazyBytes } = await bundle('methods', ownEntry('methods'));
    expect(lazyBytes).toBeGreaterThan(2000);
  });
});
