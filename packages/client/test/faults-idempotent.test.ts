import { describe } from 'vitest';
import { testFaults } from './fault-matrix.ts';

describe('an idempotent operation meets', () => testFaults(true));
