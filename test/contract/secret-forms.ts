/** The forms in which a secret can stand in a text: the one table for the redactions of client, recorder and mock. */
export interface Form {
  name: string;
  write(secret: string): string;
  /** Whether it can only be withheld with the whole text: there is no place for a stand-in. */
  withheld?: true;
}

const bytesOf = (text: string): number[] => [...Buffer.from(text)];
const percentAll = (text: string): string =>
  bytesOf(text)
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');
const percentSigns = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9]/gu, (character) => percentAll(character).toUpperCase());
const entities = (text: string, write: (point: number) => string, which: RegExp): string =>
  text.replaceAll(which, (character) => `&#${write(character.codePointAt(0) ?? 0)};`);
const unicode = (text: string, which: RegExp): string =>
  text.replaceAll(which, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const base64 = (text: string, before = ''): string => Buffer.from(`${before}${text}`).toString('base64');

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');
const parted = (text: string, between: string): string =>
  [...text].map((one, index) => (index % 5 === 4 ? `${one}${between}` : one)).join('');

const signs = /[^A-Za-z0-9]/gu;

export const forms: Form[] = [
  { name: 'as it is', write: (text) => text },
  { name: 'in a query', write: encodeURIComponent },
  { name: 'in a query of a query', write: (text) => encodeURIComponent(encodeURIComponent(text)) },
  { name: 'with all signs percent-encoded', write: percentSigns },
  { name: 'signs as decimal entities', write: (text) => entities(text, String, signs) },
  {
    name: 'signs as hex entities',
    write: (text) => entities(text, (point) => `x${point.toString(16)}`, signs),
  },
  { name: 'signs escaped for JSON', write: (text) => unicode(text, /[^A-Za-z0-9]/g) },
  { name: 'in other case', write: (text) => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()) },
  { name: 'wholly percent-encoded', write: percentAll },
  { name: 'wholly as entities', write: (text) => entities(text, String, /./gsu) },
  { name: 'wholly escaped for JSON', write: (text) => unicode(text, /./gs) },
  { name: 'as JSON in JSON', write: (text) => JSON.stringify(JSON.stringify(text)) },
  { name: 'as base64', write: (text) => base64(text) },
  { name: 'as base64 after a character', write: (text) => base64(text, 'x') },
  { name: 'as base64 after two characters', write: (text) => base64(text, 'xy') },
  { name: 'as base64 in a query', write: (text) => encodeURIComponent(base64(`a=${text}&b`)) },
  { name: 'as base64url', write: (text) => Buffer.from(text).toString('base64url') },
  { name: 'as wrapped base64', withheld: true, write: (text) => base64(`a=${text}&b`).replaceAll(/.{16}/g, '$&\r\n') },
  { name: 'as base64 of base64', withheld: true, write: (text) => base64(base64(text)) },
  { name: 'as hex', withheld: true, write: (text) => Buffer.from(text).toString('hex') },
  { name: 'as hex with colons', withheld: true, write: (text) => bytesOf(text).map(hexOf).join(':') },
  {
    name: 'as hex numbers',
    withheld: true,
    write: (text) =>
      bytesOf(text)
        .map((byte) => `0x${hexOf(byte)}`)
        .join(', '),
  },
  { name: 'as hex in base64', withheld: true, write: (text) => base64(Buffer.from(text).toString('hex')) },
  {
    name: 'as bytes escaped with x',
    withheld: true,
    write: (text) =>
      bytesOf(text)
        .map((byte) => `\\x${hexOf(byte)}`)
        .join(''),
  },
  {
    name: 'escaped with braces',
    withheld: true,
    write: (text) => [...text].map((one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`).join(''),
  },
  {
    name: 'in entities without an end',
    withheld: true,
    write: (text) => [...text].map((one) => `&#${one.codePointAt(0)}`).join(''),
  },
  {
    name: 'in named entities',
    withheld: true,
    write: (text) => parted(text.replaceAll('*', '&ast;').replaceAll('_', '&lowbar;'), '&shy;'),
  },
  { name: 'with tags between', withheld: true, write: (text) => parted(text, '<wbr>') },
  { name: 'with escaped tags between', withheld: true, write: (text) => parted(text, '&lt;wbr&gt;') },
  { name: 'with comments between', withheld: true, write: (text) => parted(text, '<!-- -->') },
  { name: 'with invisible characters between', withheld: true, write: (text) => parted(text, '\u200b\u00ad') },
  {
    name: 'with invisible characters between, percent-encoded',
    withheld: true,
    write: (text) => parted(text, '%E2%80%8B'),
  },
  {
    name: 'with invisible characters between, escaped with x',
    withheld: true,
    write: (text) => parted(text, '\\xe2\\x80\\x8b'),
  },
  {
    name: 'with invisible characters between, in base64',
    withheld: true,
    write: (text) => base64(parted(text, '\u200b')),
  },
  {
    name: 'with tags between that have a sign in an attribute',
    withheld: true,
    write: (text) => parted(text, '<wbr title=">">'),
  },
  {
    name: 'with comments between that have signs',
    withheld: true,
    write: (text) => parted(text, '<!-- a > b < c -->'),
  },
  { name: 'in sections of XML', withheld: true, write: (text) => `<![CDATA[${parted(text, ']]><![CDATA[')}]]>` },
  { name: 'with named entities between that have no end', withheld: true, write: (text) => parted(text, '&shy') },
  {
    name: 'escaped with x and braces',
    withheld: true,
    write: (text) => [...text].map((one) => `\\x{${(one.codePointAt(0) ?? 0).toString(16)}}`).join(''),
  },
  { name: 'with line breaks between', withheld: true, write: (text) => parted(text, '\n') },
  { name: 'in an attribute, percent-encoded', withheld: true, write: (text) => `<a href="?${percentAll(text)}">` },
];

/** Secrets that are hard to find: with signs, outside of ASCII, and with what an expression would read as its own. */
export const hardSecrets: string[] = [
  'eJyrVkrPL1GyUoopNTMxMjFPMVeK0VGKLQ4vVrICAOt*Bxs-canary_',
  '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
  'a.b*c+(d|e)[f]{2}^$',
  'user-名前/7',
];
