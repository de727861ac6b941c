/** What is known of an error that `fetch` threw, without keeping anything of it. */
export interface ConnectionFailure {
  /** An error code of the runtime, such as `ECONNREFUSED`. */
  code: string | undefined;
  /** The request certainly never left. */
  nothingSent: boolean;
}

/**
 * Runtimes put URLs, headers and parts of the answer into their errors, so only codes are taken over. That nothing was
 * sent is certain where the connection itself failed: in Node by the system call, in Bun by two codes, in Deno by a text
 * of its cause. Everything else may have been sent.
 */
export function readConnectionFailure(error: unknown): ConnectionFailure {
  return { code: codeOf(error), nothingSent: isConnectFailure(error) };
}

const deepest = 5;

function codeOf(error: unknown, depth = 0): string | undefined {
  if (!isObject(error) || depth === deepest) return undefined;
  if (typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(error.code)) return error.code;
  const members = Array.isArray(error.errors) ? error.errors : [];
  return [error.cause, ...members].map((inner) => codeOf(inner, depth + 1)).find((code) => code !== undefined);
}

/** Codes that come up before a request can be sent, certificates that do not fit among them. */
const unsent =
  /^(ECONNREFUSED|ENOTFOUND|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_CERT_\w+|ERR_SSL_WRONG_VERSION_NUMBER|(DEPTH_ZERO_)?SELF_SIGNED_CERT\w*|UNABLE_TO_(GET|VERIFY)_\w+)$/;

function isConnectFailure(error: unknown, depth = 0): boolean {
  if (!isObject(error) || depth === deepest) return false;
  const { syscall, code, message, errors, cause } = error;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  if (typeof code === 'string' && unsent.test(code)) return true;
  if (typeof message === 'string' && message.includes('client error (Connect)')) return true;
  // Several addresses were tried: each of them has to have failed in the same way.
  if (Array.isArray(errors) && errors.length > 0) return errors.every((member) => isConnectFailure(member, depth + 1));
  return isConnectFailure(cause, depth + 1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
