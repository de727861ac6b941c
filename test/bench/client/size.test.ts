import { describe, expect, it } from 'vitest';
import { bundleReadme, maxBytes } from '../bundles.ts';

describe("the program of the client's README, bundled and after gzip", () => {
  it('stays within its limit, and leaves the texts of the codes to be loaded later', async () => {
    const { bytes, lazyBytes } = await bundleReadme();
    // Less than that is no client.
    expect(bytes).toBeGreaterThan(5000);
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(lazyBytes).toBeGreaterThan(2000);
  });
});
