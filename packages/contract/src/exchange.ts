/** Names and values, in the order in which they came. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A request with its answer, nothing redacted. Bodies are decoded. */
export interface Exchange {
  operation: string | null;
  region: string;
  request: { method: string; path: string; query: URLSearchParams; headers: Headers; body: string };
  answer: { status: number; headers: Headers; body: string };
  /** Secrets in addition to those that have their place in every call. */
  secrets: readonly Secret[];
  /** Why the body of the answer could not be read, such as `coding zstd`. Nothing stands in its place then. */
  unreadable?: string;
}

/** What must not get into a recording, and what stands in its place there. */
export const placeholders = {
  signature: 'redacted-signature',
  key: 'redacted-key',
  identifier: 'redacted-identifier',
  // Valid where it stands, and also for a number.
  appId: '0',
  // An address that is kept free for documentation.
  address: '192.0.2.1',
  host: 'redacted.example',
  header: 'redacted-header',
} as const;

export type SecretKind = keyof typeof placeholders;

export interface Secret {
  kind: SecretKind;
  value: string;
}
