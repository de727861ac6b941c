import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkLines } from '../check-lines.ts';
import type { End } from '../command-line.ts';
import { readDocument } from '../read-document.ts';
import { asText, isExpected } from '../report.ts';
import { UsageError } from '../usage-error.ts';
import { addReportOptions, type ReportFiles, writeReports } from './reports.ts';

/** `check --file <file>`: answers from anywhere. */
export function addCheck(program: Command, end: End): void {
  const command = program
    .command('check')
    .description('holds the answers of a file against the document')
    .requiredOption(
      '--file <file>',
      'a JSON object a line: {"operation", "status", "body"} or {"webhook", "body"}; - is standard input',
    )
    .allowExcessArguments(false);
  addReportOptions(command).action(async ({ file, ...reports }: { file: string } & ReportFiles) => {
    end(await check(file, reports));
  });
}

async function check(file: string, reports: ReportFiles): Promise<number> {
  const name = file === '-' ? 'standard input' : file;
  const content = await (file === '-' ? readAll(process.stdin) : readFile(file)).catch(
    (error: NodeJS.ErrnoException) => {
      throw new UsageError(
        `${name} cannot be read (${error.code}). Give a file with an answer a line, or - for standard input.`,
      );
    },
  );
  const { checked, unusable } = checkLines(readDocument(), content, name);
  process.stdout.write(asText(checked));
  await writeReports(checked, name, reports);
  for (const { line, problem } of unusable) process.stderr.write(`${name}:${line}: ${problem}.\n`);
  const broken = checked.filter((one) => !isExpected(one)).length;
  process.stdout.write(`${checked.length} checked, ${broken} breaking, ${unusable.length} unusable.\n`);
  if (unusable.length > 0) return 2;
  return broken > 0 ? 1 : 0;
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
