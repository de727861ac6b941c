/** Why the mock does not carry a request out: the service's code, a stable word for programs, and a sentence for people. */
export interface Refusal {
  code: number;
  /** Sent as the header `x-mock-reason`. */
  reason: string;
  /** Sent as `ErrorInfo`: what is wrong, and what to change. Without it, what the document's example says. */
  info?: string;
}
