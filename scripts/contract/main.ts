/**
 * Holds the document against real answers. Alone, against all evidence; with `--file`, against any answers; `live` calls
 * the service, `proxy` stands in front of it, `diff` compares two versions of the document.
 */
const args = process.argv.slice(2);

async function run([word = '', ...rest]: string[]): Promise<number> {
  switch (word) {
    case 'live':
      return (await import('./live-command.ts')).live(rest);
    case 'proxy':
      return (await import('./proxy-command.ts')).proxy(rest);
    case 'diff':
      return (await import('./diff-command.ts')).diff(rest);
    default:
      return (await import('./command.ts')).contract(args);
  }
}

process.exitCode = await run(args).catch((error: unknown) => {
  process.stderr.write(`contract: ${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
