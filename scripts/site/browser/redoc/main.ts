/** Starts Redoc once everything is loaded. */
import { type SharedDocument, unshare } from './shared.ts';

declare global {
  /** Set by the script that holds the document. */
  var redocInput: { input: SharedDocument; options: object } | undefined;
  /** Set by the script of Redoc. */
  var Redoc: { init(document: unknown, options: object, box: HTMLElement | null): void };
}

if (globalThis.redocInput !== undefined) {
  const { input, options } = globalThis.redocInput;
  Redoc.init(unshare(input), options, document.getElementById('redoc'));
}
