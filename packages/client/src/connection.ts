/** What is known of an error that `fetch` gave, without keeping anything of it. */

export interface ConnectionFailure {
  /** An error code of the runtime, such as `ECONNREFUSED`. */
  readonly code: string | undefined;
  /** The request certainly never left. */
  readonly nothingSent: boolean;
  /** Another try would end in the same way. */
  readonly isFinal: boolean;
  /** In words, where the error proves that nothing was sent. */
  readonly reason: string | undefined;
}

/**
 * What proves that nothing was sent. Node names the system call or gives a code of its own, undici one of `UND_ERR`, OpenSSL one
 * of `ERR_SSL` or the name of its check; Bun has the first codes of these, and Deno a text. A reset is no proof, nor are the TLS
 * alerts that may come at any time, such as `internal_error`.
 */
const syscall = /^(connect|getaddrinfo)$/;
const code = new RegExp(
  `^(${[
    'ECONNREFUSED|ENOTFOUND|EAI_\\w+|UND_ERR_CONNECT_TIMEOUT',
    // The certificate is not right.
    'CERT_\\w+|ERR_TLS_CERT_\\w+|(DEPTH_ZERO_)?SELF_SIGNED_CERT\\w*|UNABLE_TO_(GET|VERIFY|DE)\\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)',
    // Alerts that belong to the handshake alone. Those about certificates speak of the client's: the host does not listen yet.
    'ERR_SSL_.*(HANDSHAKE_FAILURE|PROTOCOL(_VERSION|S_AVAILABLE)?|SECURITY|NAME|EXTENSION|FALLBACK|IDENTITY|CERTIFICATE\\w*|UNKNOWN_CA|ACCESS_DENIED)',
    // What answers does not speak TLS.
    'ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)',
  ].join('|')})$`,
);
const texts: readonly [RegExp, reason: string | undefined, isFinal: boolean][] = [
  [/client error \(Connect\)|before secure TLS connection was/, undefined, false],
  [/^Proxy response \(/, 'the proxy refused to connect to the host', false],
  [/^Proxy Auth/, 'the proxy wants a password', true],
  [/^bad port$/, 'fetch calls no such port', true],
];
const unreached = 'the host could not be reached';
/** undici's own check of what it is given. */
const refusedCode = 'UND_ERR_INVALID_ARG';
const refused = 'fetch refused an argument, such as a dispatcher of another version of undici';

interface Proof {
  readonly reason: string;
  readonly isFinal: boolean;
}

/** How many errors within errors are looked at. */
const maxErrors = 20;

/** Runtimes put URLs, headers and parts of the answer into their errors, so only codes are taken over. */
export function readConnectionFailure(error: unknown): ConnectionFailure {
  try {
    const all = flatten(error);
    const proof = proofOf(error, maxErrors);
    const code = all.map(codeOf).find((found) => found !== undefined);
    const isFinal = proof?.isFinal ?? false;
    return { code, nothingSent: proof !== undefined, isFinal, reason: proof?.reason };
  } catch {
    // A getter of the error threw.
    return { code: undefined, nothingSent: false, isFinal: false, reason: undefined };
  }
}

/** What a `fetch` did that threw at once: it cannot have sent anything, and will do the same again. */
export function readThrownAtOnce(error: unknown): ConnectionFailure {
  const failure = readConnectionFailure(error);
  if (failure.code !== undefined || failure.nothingSent) return failure;
  return { ...failure, nothingSent: true, isFinal: true, reason: `fetch threw ${nameOf(error)}` };
}

const names = ['ReferenceError', 'TypeError', 'SyntaxError', 'RangeError'];

/** Of the names of errors only those of the language are shown, because another one may hold anything. */
function nameOf(error: unknown): string {
  try {
    const name = isObject(error) ? error.name : undefined;
    return `${names.find((known) => known === name) ?? 'an error'} at once`;
  } catch {
    return 'an error at once';
  }
}

/** An error, and those that it was made from, the outermost first. */
function flatten(error: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  const open = [error];
  while (open.length > 0 && found.length < maxErrors) {
    const next = open.shift();
    if (!isObject(next) || found.includes(next)) continue;
    found.push(next);
    open.push(next.cause, ...membersOf(next));
  }
  return found;
}

const membersOf = ({ errors }: Record<string, unknown>): unknown[] =>
  Array.isArray(errors) ? errors.slice(0, maxErrors) : [];

function codeOf({ code }: Record<string, unknown>): string | undefined {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_/]{1,60}$/.test(code) ? code : undefined;
}

function proofOf(error: unknown, depth: number): Proof | undefined {
  if (!isObject(error) || depth === 0) return undefined;
  const own = ownProofOf(error);
  if (own !== undefined) return own;
  const members = membersOf(error);
  if (members.length === 0) return proofOf(error.cause, depth - 1);
  // Several addresses were tried: each of them has to have failed before anything was sent.
  const found = members.map((member) => proofOf(member, 2));
  return found.includes(undefined) || members.length === maxErrors ? undefined : found[0];
}

/** What an error proves by itself. */
function ownProofOf(error: Record<string, unknown>): Proof | undefined {
  const said = texts.find(([text]) => matches(text, error.message));
  if (said !== undefined) return { reason: said[1] ?? unreached, isFinal: said[2] };
  if (error.code === refusedCode) return { reason: refused, isFinal: true };
  return matches(syscall, error.syscall) || matches(code, error.code)
    ? { reason: unreached, isFinal: false }
    : undefined;
}

const matches = (pattern: RegExp, value: unknown): boolean =>
  typeof value === 'string' && pattern.test(value.slice(0, 300));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
