/** What is known of an error that `fetch` gave, without keeping anything of it. */

export interface ConnectionFailure {
  /** An error code of the runtime, such as `ECONNREFUSED`. */
  readonly code: string | undefined;
  /** Why the request certainly never left, in words; undefined when it may have. */
  readonly unsent: string | undefined;
  /** Another try would end in the same way. */
  readonly isFinal: boolean;
}

/**
 * What proves that nothing was sent. Node names the system call or gives a code of its own, undici one of `UND_ERR`, OpenSSL one
 * of `ERR_SSL` or the name of its check; Bun has the first codes of these, and Deno a text. A reset is no proof, nor are the TLS
 * alerts that may come at any time, such as `internal_error`.
 */
const syscalls = /^(connect|getaddrinfo)$/;
const codes = new RegExp(
  `^(${[
    'ECONNREFUSED|ENOTFOUND|EAI_\\w+|UND_ERR_CONNECT_TIMEOUT',
    // The certificate is not right.
    '[\\w/]*CERT((_|IFICATE)\\w*)?|UNABLE_TO_\\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)',
    // Alerts that belong to the handshake alone. Those about certificates speak of the client's: the host does not listen yet.
    'ERR_SSL_.*(HANDSHAKE_FAILURE|PROTOCOL(_VERSION|S_AVAILABLE)?|SECURITY|NAME|EXTENSION|FALLBACK|IDENTITY|UNKNOWN_CA|ACCESS_DENIED)',
    // What answers does not speak TLS.
    'ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)',
  ].join('|')})$`,
);
const texts: readonly [RegExp, unsent: string | undefined, isFinal: boolean][] = [
  [/client error \(Connect\)|before secure TLS connection was/, undefined, false],
  [/^Proxy response \(/, 'the proxy refused to connect to the host', false],
  [/^Proxy Auth/, 'the proxy wants a password', true],
  [/^bad port$/, 'fetch calls no such port', true],
];
const unreached = 'the host could not be reached';
/** undici's own checks of what it is given, which come before anything is sent. */
const refusedCodes = /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/;
const refused = 'fetch refused an argument, such as a dispatcher of another version of undici';

type Proof = Omit<ConnectionFailure, 'code'>;

const nothingKnown: ConnectionFailure = { code: undefined, unsent: undefined, isFinal: false };

/** How many errors within errors are looked at, in depth and side by side. */
const maxErrors = 20;

/** Runtimes put URLs, headers and parts of the answer into their errors, so only codes are taken over. */
export function readConnectionFailure(error: unknown): ConnectionFailure {
  try {
    return failureOf(error, maxErrors);
  } catch {
    // A getter of the error threw.
    return nothingKnown;
  }
}

function failureOf(error: unknown, depth: number): ConnectionFailure {
  if (typeof error !== 'object' || error === null || depth === 0) return nothingKnown;
  const { message, code, syscall, errors, cause }: Parts = error;
  const members = Array.isArray(errors) ? errors.slice(0, maxErrors) : [];
  // Several addresses were tried, or the error comes from another.
  const inner =
    members.length === 0
      ? [failureOf(cause, depth - 1)]
      : members.map((member) => failureOf(member, Math.min(depth, 3) - 1));
  // Each of the addresses has to have failed before anything was sent, and all of them have to have been looked at.
  const isProven = members.length < maxErrors && inner.every(({ unsent }) => unsent !== undefined);
  const proof = proofOf(message, code, syscall) ?? (isProven ? inner[0] : undefined) ?? nothingKnown;
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_/]{1,60}$/.test(code) ? code : undefined;
  return { ...proof, code: known ?? inner.find((one) => one.code !== undefined)?.code };
}

/** What may stand in an error. */
interface Parts {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly errors?: unknown;
  readonly cause?: unknown;
}

/** What an error proves by itself. */
function proofOf(message: unknown, code: unknown, syscall: unknown): Proof | undefined {
  const said = texts.find(([text]) => matches(text, message));
  if (said !== undefined) return { unsent: said[1] ?? unreached, isFinal: said[2] };
  if (matches(refusedCodes, code)) return { unsent: refused, isFinal: true };
  return matches(syscalls, syscall) || matches(codes, code) ? { unsent: unreached, isFinal: false } : undefined;
}

const matches = (pattern: RegExp, value: unknown): boolean =>
  typeof value === 'string' && pattern.test(value.slice(0, 300));

/** What a `fetch` did that threw at once: it will do the same again. */
export function readThrownAtOnce(error: unknown): ConnectionFailure {
  const failure = readConnectionFailure(error);
  if (failure.unsent !== undefined) return failure;
  return { code: failure.code, unsent: `fetch threw ${nameOf(error)} at once`, isFinal: true };
}

/** Errors of the language: those of a program that has a fault, and of a platform that refuses what it is given. */
const names = ['ReferenceError', 'TypeError', 'SyntaxError', 'RangeError'];
/** So a platform speaks of a connection, also with a `TypeError`. */
const ofConnection = /fetch|network|load failed/i;

/** Whether a promise that rejects at once has found a fault in the call, and not in a connection. */
export function isFault(error: unknown): boolean {
  try {
    const { name, message } = Object(error);
    return names.includes(name) && !ofConnection.test(message);
  } catch {
    return false;
  }
}

/** Of the names of errors only those of the language are shown, because another one may hold anything. */
function nameOf(error: unknown): string {
  try {
    return names.find((known) => known === Object(error).name) ?? 'an error';
  } catch {
    return 'an error';
  }
}
