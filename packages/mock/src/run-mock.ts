/** The program `chat-mock`, from its first flag to its last signal. */
import { enableCompileCache } from 'node:module';
import { isIPv4 } from 'node:net';
import { type Flags, FlagsError, readFlags } from './flags.ts';
import { createLogger } from './logger.ts';
import { endWithParent } from './parent.ts';
import { escapeUnseen } from './plain-text.ts';
import { createSecrets } from './secrets.ts';

// On Linux this also wipes the arguments, one of which may be the key.
process.title = 'chat-mock';

const say = (text: string): unknown => process.stdout.write(`${text}\n`);
const args = process.argv.slice(2);
const warn = (text: string): unknown => {
  const { CHAT_SECRET_KEY: key, CHAT_WEBHOOK_TOKEN: token } = process.env;
  const withoutEnvironment = createSecrets({ secretKey: key, token }).hideInId(text);
  const hidden = createSecrets({ secretKey: keyIn(args) }).hideInId(withoutEnvironment);
  return process.stderr.write(`chat-mock: ${escapeUnseen(hidden)}\n`);
};

/** The key on the command line, also where another flag is wrong, so that the command line cannot be read. */
function keyIn(all: readonly string[]): string | undefined {
  const at = all.findIndex((one) => /^--secret-key(=|$)/.test(one));
  return at === -1 ? undefined : all[at]?.includes('=') ? all[at].slice('--secret-key='.length) : all[at + 1];
}

function refuse(message: string): never {
  warn(message);
  process.exit(2);
}

const flags: Flags = await readFlags(args).catch((error: unknown) => {
  if (!(error instanceof FlagsError)) throw error;
  if (error.exitCode !== 0) refuse(error.message);
  process.exit(0);
});
const { options, log, keyOnCommandLine } = flags;

// Prism loads a deprecated module of Node, which is of no interest to the user of the mock.
process.noDeprecation = true;
enableCompileCache();
const { startMock } = await import('./start-mock.ts');
const { stdout } = process;
const style = { isTerminal: stdout.isTTY, hasColors: stdout.isTTY && stdout.hasColors() };
const logger = log === 'silent' ? undefined : createLogger({ style: log, ...style, secretKey: options.secretKey }, say);
const mock = await startMock({
  ...options,
  ...(logger && { onCall: logger.log, onWebhook: logger.logWebhook }),
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') {
    refuse(`port ${options.port} is taken. Give another with --port, or --port 0 for a free one.`);
  }
  if (error.code === 'EACCES') {
    refuse(`port ${options.port} is for privileged programs (EACCES). Give one above 1023 with --port.`);
  }
  return refuse(
    `cannot listen on ${options.host}, which is no address of this machine (${error.code}). Give --host 127.0.0.1, or 0.0.0.0 for all of its addresses.`,
  );
});
say(`chat-mock listening on ${mock.url}`);

const host = options.host ?? '127.0.0.1';
if (!(host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.')))) {
  warn(`other machines can reach it, because it listens on ${host}.`);
}
if (options.webhooks !== undefined && options.webhooks.token === undefined) {
  warn('webhooks are not signed, because CHAT_WEBHOOK_TOKEN is not set.');
}
if (keyOnCommandLine) warn('the key was on the command line; put it into CHAT_SECRET_KEY instead.');
if (
  (options.failRate !== undefined || options.latency !== undefined || options.webhooks?.disorder === true) &&
  options.seed === undefined &&
  log !== 'silent'
) {
  warn(`--seed ${mock.seed} repeats these waits and failures.`);
}

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
// Ctrl-C comes twice under npm: from the terminal, and from npm.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(codes[signal]));
endWithParent(() => end(codes.SIGHUP));
// Whoever reads the log is gone; 141 is what SIGPIPE leads to.
stdout.on('error', () => end(141));

function end(code: number): void {
  mock.close().then(() => {
    logger?.flush();
    process.exit(code);
  });
}
