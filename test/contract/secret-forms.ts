/** The forms in which a secret can stand in a text, and which of the two redactions claim to find it in them. */
export interface Form {
  name: string;
  write(secret: string): string;
  /** The client's is small: it has to serve error texts, and looks into no base64. */
  client: boolean;
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

const signs = /[^A-Za-z0-9]/gu;

export const forms: Form[] = [
  { name: 'as it is', client: true, write: (text) => text },
  { name: 'in a query', client: true, write: encodeURIComponent },
  { name: 'in a query of a query', client: true, write: (text) => encodeURIComponent(encodeURIComponent(text)) },
  { name: 'with all signs percent-encoded', client: true, write: percentSigns },
  { name: 'signs as decimal entities', client: true, write: (text) => entities(text, String, signs) },
  {
    name: 'signs as hex entities',
    client: true,
    write: (text) => entities(text, (point) => `x${point.toString(16)}`, signs),
  },
  { name: 'signs escaped for JSON', client: true, write: (text) => unicode(text, /[^A-Za-z0-9]/g) },
  { name: 'in other case', client: true, write: (text) => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()) },
  { name: 'wholly percent-encoded', client: false, write: percentAll },
  { name: 'wholly as entities', client: false, write: (text) => entities(text, String, /./gsu) },
  { name: 'wholly escaped for JSON', client: false, write: (text) => unicode(text, /./gs) },
  { name: 'as JSON in JSON', client: false, write: (text) => JSON.stringify(JSON.stringify(text)) },
  { name: 'as base64', client: false, write: (text) => base64(text) },
  { name: 'as base64 after a character', client: false, write: (text) => base64(text, 'x') },
  { name: 'as base64 after two characters', client: false, write: (text) => base64(text, 'xy') },
  { name: 'as base64 in a query', client: false, write: (text) => encodeURIComponent(base64(`a=${text}&b`)) },
  { name: 'as base64url', client: false, write: (text) => Buffer.from(text).toString('base64url') },
];

/** Secrets that are hard to find: with signs, outside of ASCII, and with what an expression would read as its own. */
export const hardSecrets: string[] = [
  'eJyrVkrPL1GyUoopNTMxMjFPMVeK0VGKLQ4vVrICAOt*Bxs-canary_',
  '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e',
  'a.b*c+(d|e)[f]{2}^$',
  'user-名前/7',
];
