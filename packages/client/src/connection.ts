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
    '\\w*CERT(_\\w+)?|UNABLE_TO_\\w+|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)',
    // Alerts that belong to the handshake alone. Those about certificates speak of the client's: the host does not listen yet.
    'ERR_SSL_.*(HANDSHAKE_FAILURE|PROTOCOL(_VERSION|S_AVAILABLE)?|SECURITY|NAME|EXTENSION|FALLBACK|IDENTITY|CERTIFICATE\\w*|UNKNOWN_CA|ACCESS_DENIED)',
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
/** undici's own check of what it is given. */
const refusedCode = 'UND_ERR_INVALID_ARG';
const refused = 'fetch refused an argument, such as a dispatcher of another version of undici';

type Proof = Omit<ConnectionFailure, 'code'>;

const noProof: Proof = { unsent: undefined, isFinal: false };

/** How many errors within errors are looked at. */
const maxErrors = 20;

/** Runtimes put URLs, headers and parts of the answer into their errors, so only codes are taken over. */
export function readConnectionFailure(error: unknown): ConnectionFailure {
  try {
    const code = flatten(error)
      .map(codeOf)
      .find((found) => found !== undefined);
    return { code, ...(proofOf(error, maxErrors) ?? noProof) };
  } catch {
    // A getter of the error threw.
    return { code: undefined, ...noProof };
  }
}

/** What a `fetch` did that threw at once: it cannot have sent anything, and will do the same again. */
export function readThrownAtOnce(error: unknown): ConnectionFailure {
  const failure = readConnectionFailure(error);
  if (failure.code !== undefined || failure.unsent !== undefined) return failure;
  return { code: undefined, unsent: `fetch threw ${nameOf(error)} at once`, isFinal: true };
}

const names = ['ReferenceError', 'TypeError', 'SyntaxError', 'RangeError'];

/** Of the names of errors only those of the language are shown, because another one may hold anything. */
function nameOf(error: unknown): string {
  try {
    return names.find((known) => known === Object(error).name) ?? 'an error';
  } catch {
    return 'an error';
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
function ownProofOf({ message, code, syscall }: Record<string, unknown>): Proof | undefined {
  const said = texts.find(([text]) => matches(text, message));
  if (said !== undefined) return { unsent: said[1] ?? unreached, isFinal: said[2] };
  if (code === refusedCode) return { unsent: refused, isFinal: true };
  return matches(syscalls, syscall) || matches(codes, code) ? { unsent: unreached, isFinal: false } : undefined;
}

const matches = (pattern: RegExp, value: unknown): boolean =>
  typeof value === 'string' && pattern.test(value.slice(0, 300));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
