import { done, noteCaller } from './caller.ts';
import { ChatConfigError } from './errors.ts';
import type { AttemptEvent } from './on-attempt.ts';
import { isFunction, readOptions, wrong } from './settings.ts';

type LogFunction = (...parameters: never[]) => unknown;

/** What console, pino, winston and the like have. */
export interface AttemptLogger {
  readonly info: LogFunction;
  readonly warn: LogFunction;
}

export interface LogAttemptsOptions<Logger extends object> {
  /**
   * The name of the logger's function for every attempt, or a function that chooses it. When that function throws, or gives a
   * name that the logger does not have, the default counts, and where the logger lacks that too, the first of `info`, `error`
   * and `log` that it has.
   *
   * @default `info` for what was carried out, `warn` for the rest
   * @example 'debug'
   */
  level?: Level<Logger> | undefined;
}

type Level<Logger> = LevelOf<Logger> | ((event: AttemptEvent) => LevelOf<Logger>);

/** The names of a logger's functions. */
type LevelOf<Logger> = { [Name in keyof Logger]: Logger[Name] extends LogFunction ? Name : never }[keyof Logger] &
  string;

/**
 * Makes an `onAttempt` that logs each attempt: a line for people, and the event's fields for programs. pino and bunyan get the
 * fields first, console, winston and others the line first. Nothing in it is secret. It gives what the logger's function gives.
 *
 * @param options Required when the logger has no `info` or no `warn`, as that of winston with the levels of syslog.
 * @example
 * createChatClient({ ...options, onAttempt: logAttempts(pino(), { level: 'debug' }) });
 *
 * @throws ChatConfigError when the logger has no function of that name, or lacks one of the default.
 */
export function logAttempts<Logger extends AttemptLogger>(
  logger: Logger,
  options?: LogAttemptsOptions<Logger>,
): (event: AttemptEvent) => unknown;
export function logAttempts<Logger extends object>(
  logger: Logger,
  options: { level: Level<Logger> },
): (event: AttemptEvent) => unknown;
export function logAttempts(
  logger: object,
  options: { readonly level?: unknown } = {},
): (event: AttemptEvent) => unknown {
  const level = done(noteCaller(), () => check(logger, options))();
  const takesFieldsFirst = ['bindings', 'addSerializers'].some((name) => functionOf(logger, name) !== undefined);
  return (event) => {
    const levels = [levelFor(level, event), defaultLevel(event), 'info', 'error', 'log'];
    const log = levels.map((name) => functionOf(logger, name)).find(isFunction);
    const fields = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined));
    const line = describeAttempt(event);
    return log && Reflect.apply(log, logger, takesFieldsFirst ? [fields, line] : [line, fields]);
  };
}

/** @throws ChatConfigError */
function check(logger: object, options: { readonly level?: unknown }): unknown {
  if (Object(logger) !== logger) throw wrong('the logger', 'an object with functions such as info and warn', logger);
  const { level } = readOptions(options, ['level'], 'the options of logAttempts');
  if (isFunction(level)) return level;
  if (level !== undefined && typeof level !== 'string') {
    throw wrong('level', 'the name of a function of the logger, or a function that gives one', level);
  }
  const needed = level === undefined ? ['info', 'warn'] : [level];
  const missing = needed.find((name) => functionOf(logger, name) === undefined);
  if (missing === undefined) return level;
  const advice = level === undefined ? ' Give as level the name of one that it has.' : '';
  throw new ChatConfigError(`the logger has no function ${JSON.stringify(missing)}.${advice}`);
}

function levelFor(level: unknown, event: AttemptEvent): unknown {
  try {
    return isFunction(level) ? Reflect.apply(level, undefined, [event]) : level;
  } catch {
    return undefined;
  }
}

const defaultLevel = ({ outcome }: AttemptEvent): 'info' | 'warn' => (outcome === 'applied' ? 'info' : 'warn');

/** Undefined when the logger has none of that name. What every object has logs nothing. */
function functionOf(logger: object, name: unknown): LogFunction | undefined {
  try {
    const log: unknown = typeof name === 'string' && !(name in Object.prototype) && Reflect.get(logger, name);
    return isFunction(log) ? log : undefined;
  } catch {
    return undefined;
  }
}

function describeAttempt({
  operation,
  call,
  attempt,
  result,
  code,
  outcome,
  duration,
  willRetry,
}: AttemptEvent): string {
  const what = code === undefined || code === 0 ? result : `${result} ${code}`;
  const applied = outcome === 'applied' ? '' : `, ${outcome}`;
  return `${operation} call ${call} attempt ${attempt}: ${what}${applied}, ${duration} ms${willRetry ? ', will retry' : ''}`;
}
