/** The runtimes, compilers and checkers of `test/toolchains`. They are large, so only `npm test` installs them. */
import { inRoot } from './paths.ts';
import { installSide, isInstalled } from './side-install.ts';

export const toolchains: string = inRoot('test', 'toolchains');

/** Returns an exit code. A failure is one in CI only: elsewhere the tests that need what is missing are skipped. */
export async function installToolchains(): Promise<number> {
  if (isInstalled(toolchains)) return 0;
  process.stdout.write(
    'Installing runtimes and compilers to test the packages with. The first time takes about a minute.\n',
  );
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  const ticker = setInterval(() => process.stdout.write(`  still installing, ${seconds()}\n`), 10_000);
  try {
    await installSide(toolchains);
    process.stdout.write(`Installed in ${seconds()}.\n`);
    return 0;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    if (process.env.CI) return 1;
    process.stdout.write('The tests that need it are skipped.\n');
    return 0;
  } finally {
    clearInterval(ticker);
  }
}
