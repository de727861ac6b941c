/** What an error may show of an answer. Texts lose what is secret; how much is looked at and kept is bounded. */
import { createRedact } from '@chat-openapi/usersig';
import type { AnswerBody } from './answer-body.ts';
import { printable } from './printable.ts';

/** Nobody reads more of a refusal: so many characters of texts and as many of names, so many values, and so deep. */
const maxCharacters = 65_536;
const maxValues = 10_000;
const maxDepth = 100;
/** A text that is shorter holds no piece of a secret, so it is shown wherever it stands. */
const shortest = 12;

const excerptLength = 200;

/** Every answer has it, so its name gives nothing away. */
const status = 'ActionStatus';

const tooLong = '[withheld: it is too long]';
const tooDeep = '[withheld: it is nested too deeply]';

/**
 * The body of a refusal without secrets. Names are never changed; a field whose name holds a piece of a secret is left out.
 * Numbers, true, false and null stay as they are.
 */
export function redactBody(body: AnswerBody, secrets: readonly string[]): AnswerBody {
  const redact = createBoundedRedact(secrets);
  const { ErrorCode, ErrorInfo, ...rest } = body;
  // First, so that it is shown whatever else there is.
  const info = redact(ErrorInfo, 1);
  const others = redact(rest, 0);
  return {
    ErrorCode,
    ...(typeof others === 'object' ? others : {}),
    ...(info === undefined ? {} : { ErrorInfo: info }),
  };
}

/** For the texts and values of one answer. */
function createBoundedRedact(secrets: readonly string[]) {
  const redact = createRedact(secrets);
  const bounded = () => {
    let characters = 0;
    return (given: string): string => {
      characters += given.length;
      return characters > maxCharacters && given.length >= shortest ? tooLong : redact(given);
    };
  };
  const text = bounded();
  const redactName = bounded();
  let values = 0;
  const value = (given: unknown, depth: number): unknown => {
    if (typeof given === 'string') return text(given);
    if (typeof given !== 'object' || given === null) return given;
    if (depth === maxDepth) return tooDeep;
    values += Array.isArray(given) ? given.length : Object.keys(given).length;
    if (values > maxValues) return tooLong;
    if (Array.isArray(given)) return given.map((item) => value(item, depth + 1));
    const fields = Object.entries(given).filter(([name]) => name === status || redactName(name) === name);
    return Object.fromEntries(fields.map(([name, item]) => [name, value(item, depth + 1)]));
  };
  return value;
}

/** The beginning of a text, on one line and without secrets. They are taken out before it is cut. */
export const excerptOf = (text: string, secrets: readonly string[]): string =>
  printable(createRedact(secrets)(text.slice(0, 10 * excerptLength)), excerptLength);
