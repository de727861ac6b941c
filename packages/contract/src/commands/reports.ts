import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { asJunit, asMarkdown, asSarif, type Checked } from '../report.ts';

/** Files to write reports to, in addition to what is printed. */
export interface ReportFiles {
  junit?: string | undefined;
  sarif?: string | undefined;
  markdown?: string | undefined;
}

export const addReportOptions = (command: Command): Command =>
  command
    .option('--junit <file>', "also write a report in JUnit's XML")
    .option('--sarif <file>', 'also write a report in SARIF 2.1.0')
    .option('--markdown <file>', 'also write a report for people');

export async function writeReports(
  checked: readonly Checked[],
  title: string,
  { junit, sarif, markdown }: ReportFiles,
): Promise<void> {
  if (junit !== undefined) await writeFile(junit, asJunit(checked));
  if (sarif !== undefined) await writeFile(sarif, asSarif(checked));
  if (markdown !== undefined) await writeFile(markdown, asMarkdown(title, checked));
}
