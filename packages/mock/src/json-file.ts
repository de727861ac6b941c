/** What the flags name files for: lists of ids, and a state, as JSON. */
import { readFile } from 'node:fs/promises';

/** A kind of list, as messages speak of it. */
interface Kind {
  one: string;
  many: string;
  example: string;
  isOne(item: string): boolean;
}

const channels: Kind = {
  one: 'channel id',
  many: 'channel ids',
  example: '["@TOA#_news"]',
  isOne: (item) => item.startsWith('@TOA#_'),
};

const accounts: Kind = {
  one: 'user id',
  many: 'user ids',
  example: '["user1"]',
  isOne: (item) => item !== '',
};

/** @throws Error that names the file, the line, and what is wrong with it. */
export const readChannels = (file: string): Promise<string[]> => readIds(file, channels);

/** @throws Error that names the file, the line, and what is wrong with it. */
export const readAccounts = (file: string): Promise<string[]> => readIds(file, accounts);

/** @throws Error that names the file, the line, and what is wrong with it as JSON. */
export async function readState(file: string): Promise<unknown> {
  const text = await readText(file, 'a state');
  return parse(file, text, 'Write a state as GET /_mock/state shows it: {"channels":[{"id":"@TOA#_news"}]}.');
}

async function readIds(file: string, { one, many, example, isOne }: Kind): Promise<string[]> {
  const expected = `Write a list of ${many}: ${example}.`;
  const text = await readText(file, `a list of ${many}: ${example}`);
  const ids = parse(file, text, expected);
  if (!Array.isArray(ids)) {
    const line = lineAt(text, text.search(/\S/));
    throw new Error(`${file} is not a list of ${many}, line ${line} is wrong. ${expected}`);
  }
  const wrong = ids.findIndex((id) => typeof id !== 'string' || !isOne(id));
  if (wrong !== -1) {
    const line = lineAt(text, startsOfItems(text)[wrong] ?? 0);
    throw new Error(`${file} holds what is no ${one}, line ${line} is wrong. ${expected}`);
  }
  return ids;
}

async function readText(file: string, content: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read (${error.code}). Give a file with ${content}.`);
  });
  return decode(bytes);
}

function parse(file: string, text: string, expected: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON, line ${lineAt(text, wrongAt(text))} is wrong. ${expected}`);
  }
}

/** Editors and shells of Windows write a mark at the beginning, or two bytes for each character. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

const lineAt = (text: string, index: number): number => text.slice(0, Math.max(index, 0)).split(/\r\n|\n|\r/).length;

/** Where text stops being the beginning of JSON; its end, when it is only cut. Not every message of `JSON.parse` says it. */
function wrongAt(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (canGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good === text.length ? text.trimEnd().length : good;
}

/** Whether a text is JSON, or would be with something after it. */
function canGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const [, place] = /at position (\d+)/.exec(String(error)) ?? [];
    return /Unexpected end|Unterminated string/.test(String(error)) || Number(place) === text.length;
  }
}

/** Where each item of a JSON list begins. */
function startsOfItems(list: string): number[] {
  const starts: number[] = [];
  let depth = 0;
  let isNext = false;
  for (const { 0: token, index } of list.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    if (isNext) starts.push(index);
    if (token === '[' || token === '{') depth++;
    if (token === ']' || token === '}') depth--;
    isNext = depth === 1 && (token === ',' || starts.length === 0);
  }
  return starts;
}
