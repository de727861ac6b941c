import type { Command, Option } from 'commander';

/** Flags that npm has as well: they may come from the user's own settings. */
const npmsOwn = new Set(['json']);

/**
 * What to say when npm has kept flags to itself: it takes all that stand before `--`, and leaves in the environment that
 * they were given.
 *
 * @param command Named as one types it, such as `npm run mock`.
 * @returns One sentence and the right command; undefined when nothing was kept.
 */
export function swallowedFlags(command: Command, args: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const options = [command, ...command.commands].flatMap(({ options }) => options);
  const found = new Map<string, Option>();
  for (const option of options) {
    if (env[variableOf(option)] !== undefined && !npmsOwn.has(option.name())) found.set(option.long ?? '', option);
  }
  if (found.size === 0) return undefined;
  const flags = [...found.values()];
  const words = args.filter((arg) => command.commands.some((sub) => sub.name() === arg));
  const rest = args.filter((arg) => !words.includes(arg));
  // Where a flag has lost its value, any of the rest may be that.
  const own = flags.some((option) => takesValue(option) && env[variableOf(option)] === 'true') ? [] : rest;
  const written = flags.map((option) => write(option, findValue(option, flags, rest, env)));
  const right = [command.name(), '--', ...words, ...own, ...written].join(' ');
  const names = flags.map(({ long }) => long).join(' and ');
  return `npm has kept ${names} to itself, because it takes every flag before "--". Write: ${right}`;
}

/** `--no-control` is `control`, with an empty value. */
const variableOf = (option: Option): string => `npm_config_${option.name().replace(/^no-/, '').replaceAll('-', '_')}`;

/** What was meant as the value of a flag: npm leaves it among the arguments, unless it came with `=`. */
function findValue(
  option: Option,
  flags: readonly Option[],
  values: readonly string[],
  env: NodeJS.ProcessEnv,
): string | undefined {
  const value = env[variableOf(option)];
  if (value !== 'true') return value;
  const others = flags.filter((other) => takesValue(other) && env[variableOf(other)] === 'true');
  return others.length === 1 && values.length === 1 ? values[0] : undefined;
}

const takesValue = ({ required, optional }: Option): boolean => required || optional;

/** Only a number is repeated: whatever else stands on a command line may be a key. */
function write(option: Option, value: string | undefined): string {
  if (!takesValue(option)) return option.long ?? '';
  if (value !== undefined && /^\d{1,5}$/.test(value)) return `${option.long} ${value}`;
  return option.flags;
}
