/** The vendor's own limit for an answer is 1 MB. */
const mostBytes = 4 * 1024 * 1024;

const whole = new TextDecoder();

/**
 * Reads the body as text, until the bound and no further. Most answers come in one piece, and then that is all that is
 * waited for.
 *
 * @param done Called with the text, or with undefined when there is more than the bound.
 */
export function readBody(
  response: Response,
  done: (text: string | undefined) => void,
  fail: (error: unknown) => void,
): void {
  if (response.body === null) {
    done('');
    return;
  }
  const reader = response.body.getReader();
  const expected = Number(response.headers.get('content-length') ?? Number.NaN);
  reader.read().then((first) => {
    if (first.done) done('');
    // With an encoding the length is another one; then everything is read, which is right in any case.
    else if (first.value.byteLength === expected && expected <= mostBytes) done(whole.decode(first.value));
    else readRest(reader, first.value).then(done, fail);
  }, fail);
}

async function readRest(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  first: Uint8Array,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = decoder.decode(first, { stream: true });
  let bytes = first.byteLength;
  while (bytes <= mostBytes) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  // Not awaited: a connection that hangs must not hang the call.
  reader.cancel().catch(() => {});
  return undefined;
}
