import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Reads the flags of a script. A flag that it does not know ends it with one sentence and the code 2. */
export function readFlags<T extends ParseArgsOptionsConfig>(script: string, options: T) {
  try {
    return parseArgs({ options, allowPositionals: false }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error);
    const known = Object.keys(options).map((name) => `--${name}`);
    return stop(`${script}: ${message}. Known: ${known.join(', ') || 'none'}.`);
  }
}

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
