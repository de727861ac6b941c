/** `npm run contract`: builds what it needs and runs the command. */
import { turbo } from './turbo.ts';

const code = await turbo('build', '--filter=@chat-openapi/contract');
if (code !== 0) process.exit(code);
const { dispatchContract } = await import('./dispatch-contract.ts');
process.exitCode = await dispatchContract(process.argv.slice(2));
