import { UsageError } from '@chat-openapi/contract/command-line';

const variables: ReadonlyMap<string, string> = new Map([
  ['secretkey', 'CHAT_SECRET_KEY'],
  ['key', 'CHAT_SECRET_KEY'],
  ['secret', 'CHAT_SECRET_KEY'],
  ['usersig', 'CHAT_USER_SIG'],
  ['redisurl', 'CHAT_REDIS_URL'],
]);

/** Secrets are not taken from arguments: everybody on the machine can read those. @throws UsageError that says where they go. */
export function refuseSecrets(args: readonly string[]): void {
  for (const arg of args) {
    if (arg === '--') return;
    const [, flag = ''] = /^--([\w-]+)/.exec(arg) ?? [];
    const variable = variables.get(flag.replaceAll(/[-_]/g, '').toLowerCase());
    if (variable === undefined) continue;
    throw new UsageError(
      `--${flag} is not taken, because everybody on this machine can read the arguments of a program. Set ${variable} in the environment or in a .env file of mode 600; at a terminal, a key that is missing is asked for. What has been shown should be replaced.`,
    );
  }
}
