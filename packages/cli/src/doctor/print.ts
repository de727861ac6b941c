import { styleText } from 'node:util';
import type { CliContext } from '../context.ts';
import { jsonOf, plainText } from '../output.ts';
import { fold, folded } from '../table.ts';
import type { Check } from './check.ts';

const words = { ok: 'ok', wrong: 'WRONG', unknown: 'unknown' } as const;
const colors = { ok: 'green', wrong: 'red', unknown: 'yellow' } as const;
const margin = '         ';

/** A check as soon as it is known. As JSON they come together, at the end. */
export function printCheck({ stdout, options }: CliContext, { name, state, text, remedy, inferred }: Check): void {
  if (options.json) return;
  const word = words[state].padEnd(margin.length);
  const shown = stdout.isTTY === true ? styleText(colors[state], word, { stream: stdout }) : word;
  const room = stdout.isTTY === true ? Math.max((stdout.columns ?? 80) - margin.length, 20) : Number.POSITIVE_INFINITY;
  const lines = [
    ...fold(`${name}: ${text}`, room),
    ...(remedy === undefined ? [] : fold(`What to do: ${remedy}`, room)),
    ...(inferred === undefined ? [] : fold(`Inferred: ${inferred}.`, room)),
  ];
  stdout.write(`${shown}${plainText(lines.join(`\n${margin}`))}\n`);
}

export function printEnd({ stdout, options }: CliContext, checks: readonly Check[]): void {
  const wrong = checks.filter(({ state }) => state === 'wrong').length;
  const sum = wrong === 0 ? 'Nothing is wrong, as far as it was checked.' : `${wrong} of ${checks.length} are wrong.`;
  stdout.write(`${options.json ? jsonOf({ wrong, checks }) : folded(sum, stdout)}\n`);
}
