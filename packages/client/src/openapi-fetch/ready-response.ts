/** What a response says of itself when its text has been read already. One object for all: it is only copied. */
const init: ResponseInit = { headers: { 'content-type': 'application/json' } };

/**
 * A response of status 200 over a text that is at hand. The platform's own constructor makes a stream of any text; this one
 * does so only when more than the text is asked for. With the platform's the entry point has 0.99 to 1.04 times the speed of
 * plain openapi-fetch, with this one 1.08 to 1.18 times.
 */
export class ReadyResponse extends Response {
  readonly #text: string;
  readonly #ok: boolean;
  #taken = false;
  #whole: Response | undefined;

  /** @param ok Whether the call succeeded. A refusal has status 200 too, and openapi-fetch goes by this. */
  constructor(text: string, ok: boolean) {
    super(null, init);
    this.#text = text;
    this.#ok = ok;
  }

  override get ok(): boolean {
    return this.#ok;
  }

  override get body(): Response['body'] {
    return this.#full().body;
  }

  override get bodyUsed(): boolean {
    return this.#taken || (this.#whole?.bodyUsed ?? false);
  }

  override text(): Promise<string> {
    if (this.#whole !== undefined || this.#taken) return this.#full().text();
    this.#taken = true;
    return Promise.resolve(this.#text);
  }

  override json(): Promise<unknown> {
    return this.#full().json();
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#full().arrayBuffer();
  }

  override bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#full().bytes();
  }

  override blob(): Promise<Blob> {
    return this.#full().blob();
  }

  override formData(): Promise<FormData> {
    return this.#full().formData();
  }

  /** @throws TypeError when the body was read, as that of any response. */
  override clone(): Response {
    if (this.bodyUsed) return this.#full().clone();
    return new ReadyResponse(this.#text, this.#ok);
  }

  #full(): Response {
    if (this.#whole === undefined) {
      this.#whole = new Response(this.#text, init);
      if (this.#taken) this.#whole.body?.cancel().catch(() => {});
    }
    return this.#whole;
  }
}
