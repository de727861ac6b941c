import type { Command } from 'commander';
import type { End } from '../../packages/contract/src/command-line.ts';
import { addReportOptions, type ReportFiles, writeReports } from '../../packages/contract/src/commands/reports.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { asText } from '../../packages/contract/src/report.ts';
import { checkEvidence } from './check-evidence.ts';
import { sealEvidence } from './evidence.ts';
import { describeMatrix, evidenceTable } from './matrix.ts';
import { killAll } from './mutate.ts';

/** `npm run contract` without a word: the document against all evidence. */
export function addEvidence(program: Command, end: End): void {
  const command = program
    .command('evidence')
    .description('holds the document against all evidence of this repository; so does no word at all')
    .option('--seal', 'first write down what the evidence is, after it was changed on purpose');
  addReportOptions(command).action(async ({ seal, ...reports }: { seal?: boolean } & ReportFiles) => {
    if (seal) await sealEvidence();
    end(await checkAll(reports));
  });
}

async function checkAll(reports: ReportFiles): Promise<number> {
  const document = readDocument();
  const { evidence, checked, holds } = await checkEvidence(document);
  const table = evidenceTable(document, evidence);
  const { killed, survivors } = killAll(document);
  const mutants = killed + survivors.length;
  process.stdout.write(`${asText(checked)}\n${describeMatrix(table)}\n`);
  for (const survivor of survivors) process.stdout.write(`not caught: ${survivor}\n`);
  process.stdout.write(
    `Rules of the document broken one at a time: ${killed} of ${mutants} caught, kill rate ${Math.floor((100 * killed) / mutants)} %.\n`,
  );
  await writeReports(checked, 'The document against the evidence', reports);
  const { recorded, observed, documented } = table.answers;
  process.stdout.write(
    checked.length === 0
      ? 'There is no evidence to check against, which proves nothing.\n'
      : `${documented} documented, ${observed} observed and ${recorded || 'no'} recorded answers: ${holds ? 'the document holds' : 'the document does not hold'}.\n`,
  );
  return holds && survivors.length === 0 ? 0 : 1;
}
