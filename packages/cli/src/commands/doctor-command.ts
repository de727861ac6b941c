import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

const help = `
Nothing is changed: the service is asked with a signature that has expired and an id that cannot exist, and once, at the host
of the app, with a true signature and the same id.

Exit codes: 0 nothing is wrong, 1 something is.

Examples:
  chat-openapi doctor
  chat-openapi doctor --env-file staging.env
`;

/** `doctor`: what is wrong with this machine, this account, this configuration. */
export function addDoctorCommand(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('checks machine, clock, network, credentials and region, each with what to do')
    .addHelpText('after', help)
    .action(async () => {
      const { doctor } = await import('../doctor/main.ts');
      context.end(await doctor(context));
    });
}
