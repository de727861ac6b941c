import { ChatConfigError } from './errors.ts';
import type { AttemptEvent } from './on-attempt.ts';

type LogFunction = (...parameters: never[]) => unknown;

/** What console, pino, winston and the like have. */
export interface AttemptLogger {
  readonly info: LogFunction;
  readonly warn: LogFunction;
}

export interface LogAttemptsOptions<Logger extends AttemptLogger> {
  /**
   * The name of the logger's function for every attempt, or a function that chooses it.
   *
   * @default `info` for what was carried out, `warn` for the rest
   * @example 'debug'
   */
  level?: LevelOf<Logger> | ((event: AttemptEvent) => LevelOf<Logger>) | undefined;
}

/** The names of a logger's functions. */
type LevelOf<Logger> = { [Name in keyof Logger]: Logger[Name] extends LogFunction ? Name : never }[keyof Logger] &
  string;

/**
 * Makes an `onAttempt` that logs each attempt: a line for people, and the event's fields for programs. pino and bunyan get the
 * fields first, console, winston and others the line first. Nothing in it is secret.
 *
 * @example
 * createChatClient({ ...options, onAttempt: logAttempts(pino(), { level: 'debug' }) });
 *
 * @throws ChatConfigError when the logger has no function of that name.
 */
export function logAttempts<Logger extends AttemptLogger>(
  logger: Logger,
  { level }: LogAttemptsOptions<Logger> = {},
): (event: AttemptEvent) => void {
  if (typeof level === 'string') functionOf(logger, level);
  const levelOf: (event: AttemptEvent) => string = typeof level === 'string' ? () => level : (level ?? defaultLevel);
  const takesFieldsFirst = 'bindings' in logger || 'addSerializers' in logger;
  return (event) => {
    const log = functionOf(logger, levelOf(event));
    const fields = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined));
    const line = describeAttempt(event);
    Reflect.apply(log, logger, takesFieldsFirst ? [fields, line] : [line, fields]);
  };
}

const defaultLevel = ({ outcome }: AttemptEvent): 'info' | 'warn' => (outcome === 'applied' ? 'info' : 'warn');

function functionOf(logger: AttemptLogger, name: string): LogFunction {
  const log: unknown = Reflect.get(Object(logger), name);
  if (!isFunction(log)) throw new ChatConfigError(`the logger has no function ${JSON.stringify(name)}.`);
  return log;
}

const isFunction = (value: unknown): value is LogFunction => typeof value === 'function';

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
