/** Finds the codes in what somebody has pasted: an answer, an error of the client, an address, a line of a log. */

export interface Failure {
  /** Codes that are known, the surest first. */
  known: string[];
  /** Whether a code is named as one, so that nothing else was asked for. */
  isNamed: boolean;
  /** A number that is certainly meant as a code, and is none that is known. */
  unknown?: string;
  /** Whether it says that nothing has failed. */
  isSuccess: boolean;
}

/** `ErrorCode`, and `ResultCode` of one entry of a batch, in JSON, in JSON inside of a text, and in printed objects. */
const named = /\b(?:err(?:or)?|result|ret)[_ ]?code\W{1,6}(\d+)/gi;
/** The address of a code's page. */
const address = /\berrors\/(\d+)\.(?:html|md)/g;
/** A number that stands by itself, or after a word that says what it is. Not the port of an address, nor a part of a date. */
const single = /(?<![\d.]|\d:|[a-z])(?:e|err|error|code|no)?(\d{4,6})(?![a-z\d]|\.\d|[-:]\d)/gi;
/** What looks like a signature, a hash or a random id: its digits are no codes. */
const random = /(?:usersig=[^\s&"']+)|(?=[\w*+=-]*\d)(?=[\w*+=-]*[a-z])[\w*+=-]{24,}/gi;

export function readFailure(pasted: string, isKnown: (code: string) => boolean): Failure {
  const text = pasted.normalize('NFKC');
  const sure = [...codesBy(named, text), ...codesBy(address, text)];
  const others = codesBy(single, text.replace(random, ' '));
  const known = [...new Set([...sure, ...others].filter(isKnown))];
  const unknown = [...sure, ...(/^\D{0,3}\d{4,6}\D{0,3}$/.test(text.trim()) ? others : [])].find(
    (code) => code !== '0' && !isKnown(code),
  );
  const isSuccess = sure.includes('0') && known.length === 0 && unknown === undefined;
  return { known, isNamed: sure.some(isKnown), isSuccess, ...(unknown === undefined ? {} : { unknown }) };
}

const codesBy = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].flatMap(([, code]) => (code === undefined ? [] : [code]));
