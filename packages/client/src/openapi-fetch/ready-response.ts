/**
 * A response of status 200 over a text that is at hand, with the headers that came. The platform's own constructor makes a
 * stream of any text; this one does so only when more than the text is asked for. With the platform's the entry point has 0.99
 * to 1.04 times the speed of plain openapi-fetch, with this one 1.08 to 1.18 times.
 */
export class ReadyResponse extends Response {
  readonly #text: string;
  readonly #headers: Headers;
  readonly #ok: boolean;
  #taken = false;
  #whole: Response | undefined;

  /** @param ok Whether the call succeeded. A refusal has status 200 too, and openapi-fetch goes by this. */
  constructor(text: string, headers: Headers, ok: boolean) {
    super(null);
    this.#text = text;
    this.#headers = headers;
    this.#ok = ok;
  }

  override get ok(): boolean {
    return this.#ok;
  }

  override get headers(): Headers {
    return this.#headers;
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

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
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
    return new ReadyResponse(this.#text, new Headers(this.#headers), this.#ok);
  }

  #full(): Response {
    if (this.#whole === undefined) {
      this.#whole = new Response(this.#text, { headers: this.#headers });
      if (this.#taken) this.#whole.body?.cancel().catch(() => {});
    }
    return this.#whole;
  }
}
