/**
 * Carries what the caller's own code threw, or the reason of its signal, through the engine: the call rejects with that very
 * value, whatever it is.
 */
export class CallersOwn {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}
