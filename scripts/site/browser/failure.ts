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
const named = /\b(?:err(?:or)?|result|ret)[_ ]?code\W{1,6}(0x[\da-f]+\b|\d+)/gi;
/** The address of a code's page. */
const address = /\berrors\/(\d+)\.(?:html|md)/g;
/** What the client says of a code that it does not know. */
const undocumented = /(\d+) \(a code that is not documented\)/g;
/** A number that is called a code or an error, not as clearly as above. */
const called = /(?<![a-z\d])(?:code|err|error)(?:["'`\s:=#]|no\.?(?=\W)){1,6}(\d{4,6})(?![a-z\d]|\.\d|[-:]\d)/gi;
/** A number that stands by itself, or after a word that says what it is. Not a part of an address or of a date. */
const single = /(?<![\d.]|\d:|[a-z])(?:e|err|error|code|no)?(\d{4,6})(?![a-z\d]|\.\d|[-:]\d)/gi;
/** What looks like a signature, a hash or a random id: its digits are no codes. */
const random = /(?:usersig=[^\s&"']+)|(?=[\w*+=-]*\d)(?=[\w*+=-]*[a-z])[\w*+=-]{24,}/gi;
/** Numbers that something else is said by: the port of a host, the line of a file, the process of a log line, a time, a size, a value. */
const otherNumbers = [
  /(?<=[a-z\d]\.[a-z]{1,10}|localhost|\]|:\/\/[\w-]{1,63}):\d+/gi,
  /\b(?:p?pid|port|line|level|size|length|bytes|duration|elapsed|timeout|latency|ms)(?:["'\s:=]){1,4}\d+/gi,
  /(?<![\d.])\d+(?:\.\d+)? ?(?:ms|milliseconds|s|seconds|[kmg]?i?b|bytes)\b/gi,
  /\bexit(?:ed)?(?: with)?(?: code| status)?\W{0,3}\d+/gi,
  // What the client says of a value that it was given.
  /\bIt is -?\d+/g,
];
/** Nothing but numbers and what they are called. */
const onlyNumbers = /^(?:[\s\P{L}]|\b(?:err|error|code|no|and|or)\b)+$/iu;

export function readFailure(pasted: string, isKnown: (code: string) => boolean): Failure {
  const text = decoded(pasted.normalize('NFKC'));
  const sure = [named, address, undocumented].flatMap((pattern) => codesBy(pattern, text));
  const left = [random, ...otherNumbers].reduce((rest, pattern) => rest.replace(pattern, ' '), text);
  const meant = codesBy(called, left);
  const others = codesBy(single, left);
  const known = [...new Set([...sure, ...meant, ...others].filter(isKnown))];
  const unknown = [...sure, ...meant, ...(onlyNumbers.test(left) ? others : [])].find(
    (code) => code !== '0' && !isKnown(code),
  );
  const isSuccess = sure.includes('0') && known.length === 0 && unknown === undefined;
  return {
    known,
    isNamed: [...sure, ...meant].some(isKnown),
    isSuccess,
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** As an address holds it, such as `%22ErrorCode%22%3A70009`. */
const decoded = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });

/** In decimal, whatever it was written as. */
const codesBy = (pattern: RegExp, text: string): string[] =>
  [...text.matchAll(pattern)].flatMap(([, code]) => (code === undefined ? [] : [String(Number(code))]));
