import { it } from 'vitest';
import { holdLives, lifeTimeout } from './life.ts';
import { accounts, ids } from './life-commands.ts';

it('where accounts are named and channels created, model, mock and client agree', { timeout: lifeTimeout }, () =>
  holdLives({ strict: true, accounts, channels: ids.slice(0, 2) }),
);
