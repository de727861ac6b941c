import { type ParseArgsConfig, parseArgs } from 'node:util';
import { stop } from '../arguments.ts';

/** Reads flags and what stands between them. Wrong ones end the script with one sentence and the code 2. */
export function readArguments<T extends NonNullable<ParseArgsConfig['options']>>(
  name: string,
  args: string[],
  options: T,
  mostPositionals = 0,
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: mostPositionals > 0 });
    const [tooMany] = parsed.positionals.slice(mostPositionals);
    return tooMany === undefined ? parsed : stop(`${name}: "${tooMany}" is one argument too many.`);
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error);
    const known = Object.keys(options).map((flag) => `--${flag}`);
    return stop(`${name}: ${message}. Known: ${known.join(', ')}.`);
  }
}
