import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createCommand as createMock } from '../../packages/mock/src/flags.ts';
import { createContract } from '../../scripts/dispatch-contract.ts';
import { swallowedFlags } from '../../scripts/swallowed-flags.ts';

const mock = createMock().name('npm run mock');
const contract = createContract(() => {}).name('npm run contract');
const diff = ['diff', 'HEAD'];

describe('flags that npm has kept to itself', () => {
  it.each<[Command, string[], Record<string, string>, string]>([
    [mock, ['4011'], { npm_config_port: 'true' }, 'npm run mock -- --port 4011'],
    [mock, [], { npm_config_port: '4011' }, 'npm run mock -- --port 4011'],
    [mock, [], { npm_config_control: '' }, 'npm run mock -- --no-control'],
    [mock, [], { npm_config_rate_limit: 'true' }, 'npm run mock -- --rate-limit [calls]'],
    [mock, ['a-key'], { npm_config_secret_key: 'true' }, 'npm run mock -- --secret-key <key>'],
    [mock, [], { npm_config_secret_key: 'a-key' }, 'npm run mock -- --secret-key <key>'],
    [
      mock,
      ['4011', '50-200'],
      { npm_config_port: 'true', npm_config_latency: 'true' },
      'npm run mock -- --port <number> --latency <ms>',
    ],
    [contract, ['live'], { npm_config_i_have_an_account: 'true' }, 'npm run contract -- live --i-have-an-account'],
    [contract, diff, { npm_config_release: 'true' }, 'npm run contract -- diff HEAD --release'],
  ])('are written with what was meant: %#', (command, args, env, right) => {
    const message = swallowedFlags(command, args, env);
    expect(message?.endsWith(` Write: ${right}`), message).toBe(true);
    expect(message).not.toContain('a-key');
  });

  it('are told for every flag of every command', () => {
    const commands = [mock, contract, ...contract.commands];
    const options = commands.flatMap((command) => command.options.map((option) => ({ command, option })));
    expect(options.length).toBeGreaterThan(30);
    for (const { command, option } of options) {
      // It is npm's as well, and may come from a user's own settings.
      if (option.long === '--json') continue;
      const variable = `npm_config_${option.name().replace(/^no-/, '').replaceAll('-', '_')}`;
      expect(swallowedFlags(command, [], { [variable]: 'true' })).toContain(`npm has kept ${option.long} to itself`);
    }
  });

  it('are none without such a variable, and none of other programs', () => {
    const env = { npm_config_json: 'true', npm_config_loglevel: 'silent', npm_config_cache: '/x', PORT: '1' };
    expect(swallowedFlags(mock, ['4011'], env)).toBeUndefined();
    expect(swallowedFlags(contract, [], env)).toBeUndefined();
    expect(swallowedFlags(new Command('npm run check'), [], env)).toBeUndefined();
  });
});
