import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Reads flags and what stands between them. Wrong ones end the script with one sentence and the code 2. */
export function readArguments<T extends ParseArgsOptionsConfig>(
  script: string,
  args: string[],
  options: T,
  maxPositionals = 0,
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: maxPositionals > 0 });
    const [tooMany] = parsed.positionals.slice(maxPositionals);
    return tooMany === undefined ? parsed : stop(`${script}: "${tooMany}" is one argument too many.`);
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error);
    const known = Object.keys(options).map((name) => `--${name}`);
    return stop(`${script}: ${message}. Known: ${known.join(', ') || 'none'}.`);
  }
}

/** Reads the flags of this script. */
export const readFlags = <T extends ParseArgsOptionsConfig>(script: string, options: T) =>
  readArguments(script, process.argv.slice(2), options).values;

/** A port as it stands on a command line. */
export function readPort(script: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : stop(`${script}: --port is "${text}". Give a number from 0 to 65535.`);
}

/** Ends the script because of what was asked of it. */
export function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
