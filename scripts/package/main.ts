/** The last step of a package's build, in the package's folder. */
import { makeCommonJs } from './commonjs.ts';

await makeCommonJs(process.cwd());
