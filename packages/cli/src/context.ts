/** What a command has to work with, whoever runs it: a person at a terminal, a script, or a test in the same process. */
import type { Readable, Writable } from 'node:stream';
import type { ChatClient, EnvOverrides, Quota, Region } from '@chat-openapi/client';
import type { RedisQuotaEvent } from '@chat-openapi/redis-quota';

export type Input = Readable & { readonly isTTY?: boolean | undefined };

/** `columns` changes with the size of the terminal, so it is read when it is needed. */
export type Output = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined };

/** The flags that every command has. */
export interface GlobalOptions {
  readonly region?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly envFile?: string | undefined;
  /** Wants results and errors as JSON, and nothing that is only nice to look at. */
  readonly json?: boolean | undefined;
}

export type Target =
  | { readonly region: Region; readonly baseUrl?: undefined }
  | { readonly baseUrl: string; readonly region?: undefined };

/** A client with what it was made of. Disposing of it closes what was opened for it: the connection to Redis. */
export interface OpenedClient extends AsyncDisposable {
  readonly client: ChatClient;
  readonly target: Target;
  readonly sdkAppId: number;
  readonly identifier: string;
  /**
   * The quota that all processes share, with `CHAT_REDIS_URL` set. The client has it already. While Redis is gone it rejects each
   * call with a `RedisQuotaError`, before anything is sent.
   */
  readonly sharedQuota: Quota | undefined;
}

/**
 * Options of the client but those that come from flags and environment. `quota` is what the client has without `CHAT_REDIS_URL`.
 */
export type OpenOptions = Pick<EnvOverrides, 'timeout' | 'deadline' | 'retry' | 'quota' | 'onAttempt' | 'fetch'> & {
  /** Told what happens to the shared quota; by default each change is a line on standard error. */
  readonly onQuotaEvent?: ((event: RedisQuotaEvent) => void) | undefined;
};

export interface CliContext {
  readonly stdin: Input;
  /** Takes results alone, so that a pipe gets nothing else. */
  readonly stdout: Output;
  /** Takes messages, questions and progress. */
  readonly stderr: Output;
  /** The environment. What a `.env` file adds to it is read by `openClient` alone. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin, and a `.env` is looked for. */
  readonly cwd: string;
  /** Whether somebody can be asked: standard input and standard error are terminals. */
  readonly isInteractive: boolean;
  /** To be read when a command runs, not before. */
  readonly options: GlobalOptions;
  /** Sets the exit code. The command then returns. */
  end(code: number): void;
  /**
   * Makes a client from flags, environment and `.env` file. Asks for a missing key at a terminal.
   *
   * @throws UsageError or ChatConfigError that says what is missing or wrong, and never quotes a value.
   */
  openClient(options?: OpenOptions): Promise<OpenedClient>;
}
