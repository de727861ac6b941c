/** Why the mock does not carry a request out. Only what is made by this class is one, so no data can be taken for it. */
export class Refusal<Code extends number = number> {
  readonly #code: Code;
  /** A stable word for programs, sent as the header `x-mock-reason`. */
  readonly reason: string;
  /** Sent as `ErrorInfo`: what is wrong, and what to change. Without it, what the document's example says. */
  readonly info: string | undefined;

  constructor({ code, reason, info }: { code: Code; reason: string; info?: string }) {
    this.#code = code;
    this.reason = reason;
    this.info = info;
  }

  get code(): Code {
    return this.#code;
  }
}
