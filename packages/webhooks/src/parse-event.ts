import type { Body } from './incoming.ts';

/** A body that is an object with a command. */
export interface ReceivedEvent {
  readonly CallbackCommand: string;
  readonly [field: string]: unknown;
}

/** Objects and lists within each other. Nobody's event has as many, and functions that walk it need a stack. */
const maxDepth = 100;

/** The event of a body, or why it is none. */
export function parseEvent(body: Exclude<Body, { refused: unknown }>): ReceivedEvent | 'json' | 'command' {
  const value = 'text' in body ? parse(body.text) : shallow(body.value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'json';
  return isEvent(value) ? value : 'command';
}

/** Whether the command stands in the object itself. */
function isEvent(value: object): value is ReceivedEvent {
  const command: unknown = Object.getOwnPropertyDescriptor(value, 'CallbackCommand')?.value;
  return typeof command === 'string' && command !== '';
}

function parse(text: string): unknown {
  if (hasManyBrackets(text) && isDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a parser has made of a body, unless it is too deep. */
const shallow = (value: unknown): unknown => (isDeeper(value, maxDepth) ? undefined : value);

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}

/** Whether so many brackets begin that they could be too deep. Of most texts it is not so, and to count is quick. */
function hasManyBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > maxDepth) return true;
    }
  }
  return false;
}

/** Whether a text has more brackets open at once than an event may have. Those inside of strings do not count. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isString) {
      if (code === 92) index += 1;
      else if (code === 34) isString = false;
    } else if (code === 34) isString = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
}
