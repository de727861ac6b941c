/** Completion of command lines in shells: the script for each, and the answers to what the script asks. */
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import tab, { type Complete, type Command as Completed } from '@bomb.sh/tab';
import { nearest, UsageError } from '@chat-openapi/contract/command-line';
import { operationIds, regions } from '@chat-openapi/openapi';
import { errorCatalogue } from '@chat-openapi/openapi/catalogue';
import type { Command, Option } from 'commander';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

/** @throws UsageError for a shell that is not known. */
export function printScript(program: Command, shell: string): void {
  if (shells.includes(shell)) {
    withoutReadonly(() => tab.setup(program.name(), program.name(), shell));
    return;
  }
  const meant = nearest(shell, shells);
  throw new UsageError(
    `there is no script for this shell. ${meant === undefined ? `Known are ${shells.join(', ')}.` : `Did you mean ${meant}?`}`,
  );
}

/** Its constants in bash are an error where a script is read once more, or that of another program has them. */
function withoutReadonly(print: () => void): void {
  const { log } = console;
  console.log = (script: unknown) => log(String(script).replaceAll(/^readonly /gm, ''));
  try {
    print();
  } finally {
    console.log = log;
  }
}

/** Prints what may come next. @param words What was typed, the one that is being typed as the last. */
export function printCompletions(program: Command, words: readonly string[]): void {
  const word = words.at(-1) ?? '';
  addFlags(tab, program.options, word);
  for (const command of program.commands) {
    const known = tab.command(command.name(), command.description());
    addFlags(known, [...command.options, ...program.options], word);
    for (const argument of command.registeredArguments) {
      known.argument(argument.name(), offerFor(argument.name(), word), argument.variadic);
    }
  }
  tab.parse([...words]);
}

function addFlags(known: Completed, flags: readonly Option[], word: string): void {
  for (const { long, short, description, flags: text } of flags) {
    if (long === undefined || long === null) continue;
    const [, value] = /[<[]([\w-]+)[\]>]/.exec(text) ?? [];
    const alias = short?.slice(1);
    if (value === undefined) known.option(long.slice(2), description, alias);
    else known.option(long.slice(2), description, offerFor(value, word), alias);
  }
}

/** What a value may be, by the name that it has in the help. */
const values: { readonly [name: string]: ((offer: Complete) => void) | undefined } = {
  operation: (offer) => {
    for (const id of operationIds) offer(id, '');
  },
  region: (offer) => {
    for (const [name, { url }] of Object.entries(regions)) offer(name, url);
  },
  shell: (offer) => {
    for (const shell of shells) offer(shell, '');
  },
  what: (offer) => {
    offer('usersig', 'what is wrong with a signature');
    for (const [code, { name }] of Object.entries(errorCatalogue)) offer(code, name);
  },
};

const offerFor =
  (name: string, word: string) =>
  (offer: Complete): void =>
    name === 'file' ? offerFiles(word, offer) : values[name]?.(offer);

/** The files that the word may become. */
function offerFiles(word: string, offer: Complete): void {
  const typed = word.replace(/^--[\w-]+=/, '');
  const folder = typed.endsWith('/') ? typed : dirname(typed);
  try {
    for (const entry of readdirSync(resolve(folder), { withFileTypes: true })) {
      const path = typed.includes('/') ? join(folder, entry.name) : entry.name;
      offer(entry.isDirectory() ? `${path}/` : path, '');
    }
  } catch {
    // Nothing to offer where nothing can be read.
  }
}
