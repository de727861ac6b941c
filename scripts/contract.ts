/** `npm run contract`: builds what it needs and runs the command. */
import { refuseSwallowed } from './command.ts';
import { prepare } from './turbo.ts';

await prepare('build', '--filter=@chat-openapi/contract');
const { createContract, dispatchContract } = await import('./dispatch-contract.ts');
refuseSwallowed(createContract(() => {}).name('npm run contract'));
process.exitCode = await dispatchContract(process.argv.slice(2));
