import { describe, vi } from 'vitest';
import { testFaults } from './fault-matrix.ts';

// The document's operation, as it would be if a repeat were not safe.
vi.mock('@chat-openapi/openapi', async (load) => {
  const original = await load<typeof import('@chat-openapi/openapi')>();
  const { idempotent: _, ...destroyOfficialAccount } = original.operations.destroyOfficialAccount;
  return { ...original, operations: { ...original.operations, destroyOfficialAccount } };
});

describe('an operation that is not idempotent meets', () => testFaults(false));
