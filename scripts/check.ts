/** `npm run check`: the quick loop. Needs no build, because the packages are checked as sources. */
import { imports, lint, runSteps, types, unitTests } from './steps.ts';

const failed = await runSteps([lint, types, imports, unitTests]);
process.exitCode = failed.length === 0 ? 0 : 1;
