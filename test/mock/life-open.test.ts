import { it } from 'vitest';
import { holdLives, lifeTimeout } from './life.ts';

it('where every account and channel is there, model, mock and client agree', { timeout: lifeTimeout }, () =>
  holdLives({ channels: [] }),
);
