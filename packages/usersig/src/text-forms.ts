/** What signers sign by mistake in place of the right lines. */
import type { UserSigReason } from './finding.ts';
import { type SignedFields, signedText } from './signed-fields.ts';
import { fromBase64, toBase64, toTextForm } from './text-form.ts';

export interface TextForm {
  /** What was signed. */
  text: string | Uint8Array<ArrayBuffer>;
  reason: UserSigReason;
  found: string;
  expected: string;
  remedy: string;
}

/** Every text that a signer of these fields may have signed by mistake. */
export function textForms(fields: SignedFields, expectedBuffer: Uint8Array | undefined): TextForm[] {
  return [...breakForms(fields), ...colonForms(fields), ...numberForms(fields), ...bufferForms(fields, expectedBuffer)];
}

const realBreaks = 'lines ended by a line break (LF), the last one too';

function breakForms(fields: SignedFields): TextForm[] {
  const signed = signedText(fields);
  const lines = signed.slice(0, -1).split('\n');
  const form = (text: string, found: string, remedy: string): TextForm => {
    return { text, reason: 'literal-newlines', found, expected: realBreaks, remedy };
  };
  const php = 'Write a real line break; in PHP that takes double quotes.';
  const lf = 'End each line by LF alone.';
  const each = 'Add a line break (LF) after each line, the last one too.';
  return [
    ...endedBy(lines, '\\n', (text) => form(text, 'lines ended by a backslash and an n', php)),
    ...endedBy(lines, '\\r\\n', (text) => form(text, 'lines ended by backslashes, r and n', php)),
    ...endedBy(lines, '\r\n', (text) => form(text, 'lines ended by CR and LF', lf)),
    ...endedBy(lines, '\r', (text) => form(text, 'lines ended by CR', lf)),
    ...endedBy(lines, '\n\n', (text) => form(text, 'lines with an empty line behind each', lf)),
    form(signed.slice(0, -1), 'a last line without its line break', 'Add the last line break.'),
    form(`${signed}\n`, 'an empty line at the end', 'End the last line by one line break.'),
    form(lines.join(''), 'lines without line breaks', each),
    ...[' ', '&', ',', ';', ', '].flatMap((end) =>
      endedBy(lines, end, (text) => form(text, 'lines with another character in place of the line break', each)),
    ),
  ];
}

/** With the end after each line, and without it after the last one. */
const endedBy = (lines: string[], end: string, form: (text: string) => TextForm): TextForm[] => [
  form(lines.join(end) + end),
  form(lines.join(end)),
];

function colonForms(fields: SignedFields): TextForm[] {
  return [': ', ' : ', ' :', '=', ' = ', ' ', ''].map((colon) => ({
    // A function, so that no $ counts as a sign of the replacement. Each line begins with its own name.
    text: signedText(fields).replace(/^(TLS\.[a-z]+):/gm, (_, name) => name + colon),
    reason: 'signed-lines',
    found: /^ ?: ?$/.test(colon) ? 'lines with a space at the colon' : 'lines without the colon behind the name',
    expected: 'the name, a colon and the value, with nothing between them',
    remedy: 'Write each line as name:value.',
  }));
}

/** A number as languages write it that hold it as a float. */
const floats: ((value: number) => string)[] = [
  // Python, Ruby, Kotlin below ten million.
  (value) => `${value}.0`,
  // Go: an exponent of two digits from a million on.
  (value) => (value < 1e6 ? `${value}` : exponential(value, 'e+', 2)),
  (value) => exponential(value, 'e+', 2),
  // Java, Kotlin, Scala.
  (value) => (value < 1e7 ? `${value}.0` : exponential(value, 'E', 1, '.0')),
  (value) => exponential(value, 'e+', 1),
  (value) => exponential(value, 'E+', 1),
  (value) => exponential(value, 'E+', 2),
  // C and printf.
  (value) => value.toFixed(6),
  (value) => value.toFixed(2),
  (value) => exponential(Number(value.toPrecision(6)), 'e+', 2),
];

/** @param whole What stands behind a first digit that is alone. */
function exponential(value: number, sign: string, digits: number, whole = ''): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e+');
  return `${mantissa}${mantissa.includes('.') ? '' : whole}${sign}${exponent.padStart(digits, '0')}`;
}

/** Each set of the three numbers, written as floats. */
function numberForms(fields: SignedFields): TextForm[] {
  const sets = Array.from({ length: 7 }, (_, index) => index + 1);
  return floats.flatMap((write) =>
    sets.map((set): TextForm => {
      const one = (bit: number, value: number): string => ((set & bit) === 0 ? `${value}` : write(value));
      const { sdkAppId, time, expire } = fields;
      const written = { sdkAppId: one(1, sdkAppId), time: one(2, time), expire: one(4, expire) };
      return {
        text: signedText({ ...fields, ...written }),
        reason: 'signed-lines',
        found: 'a number of the signed lines written as a float, with a point or an exponent',
        expected: 'TLS.sdkappid, TLS.time and TLS.expire as whole numbers, in digits alone',
        remedy: wholeNumbers,
      };
    }),
  );
}

export const wholeNumbers =
  'The signer holds the number as a float. Use an integer of 64 bits, or write it in digits alone, in the document and in the signed lines.';

function bufferForms({ userBuffer, ...fields }: SignedFields, expectedBuffer: Uint8Array | undefined): TextForm[] {
  const lines = signedText(fields);
  const reason = 'user-buffer';
  const expected = 'a MAC over the lines and TLS.userbuf: with its base64, the text that the document has';
  const remedy = 'Write the user buffer as standard base64 first, then sign that text and send it.';
  const raw = (bytes: Uint8Array): TextForm[] => {
    const signed = [...new TextEncoder().encode(`${lines}TLS.userbuf:`), ...bytes];
    const found = 'a MAC over the user buffer itself, not over its base64';
    return [[...signed, 0x0a], signed].map((text) => {
      return { text: Uint8Array.from(text), reason, found, expected, remedy };
    });
  };
  const encoded = (bytes: Uint8Array): TextForm[] => {
    const base64 = toBase64(bytes);
    const url = base64.replaceAll('+', '-').replaceAll('/', '_');
    const found = 'a MAC over the user buffer in another form of base64 than the one that is sent';
    return [toTextForm(bytes), url, base64.replace(/=+$/, ''), url.replace(/=+$/, '')].map((one) => {
      return { text: signedText({ ...fields, userBuffer: one }), reason, found, expected, remedy };
    });
  };
  if (userBuffer === undefined) {
    if (expectedBuffer === undefined) return [];
    const found = 'a MAC over a user buffer that the document does not have';
    const write = 'Write the user buffer that is signed into the document too, as TLS.userbuf in base64.';
    const text = signedText({ ...fields, userBuffer: toBase64(expectedBuffer) });
    return [{ text, reason, found, expected, remedy: write }];
  }
  const sent = fromBase64(userBuffer) ?? new Uint8Array();
  return [
    {
      text: lines,
      reason,
      found: 'a MAC that does not cover the user buffer, which the document has',
      expected,
      remedy: 'Sign the line of the user buffer too, as the last one: TLS.userbuf: and its base64.',
    },
    ...raw(sent),
    ...encoded(sent),
  ];
}
