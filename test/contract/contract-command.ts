/** `npm run contract` without the build before it. */
import { dispatchContract } from '../../scripts/dispatch-contract.ts';

process.exitCode = await dispatchContract(process.argv.slice(2));
