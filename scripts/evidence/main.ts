import { type ReportFiles, writeReports } from '../../packages/contract/src/commands/reports.ts';
import { readDocument } from '../../packages/contract/src/read-document.ts';
import { asText } from '../../packages/contract/src/report.ts';
import { readArguments } from '../arguments.ts';
import { checkEvidence } from './check-evidence.ts';
import { sealEvidence } from './evidence.ts';
import { describeMatrix, evidenceTable } from './matrix.ts';
import { killAll } from './mutate.ts';

/** `npm run contract` without a word: the document against all evidence. Returns the exit code. */
export async function proveDocument(args: string[]): Promise<number> {
  const options = {
    seal: { type: 'boolean' },
    junit: { type: 'string' },
    sarif: { type: 'string' },
    markdown: { type: 'string' },
  } as const;
  const { values } = readArguments('contract', args, options);
  if (values.seal) await sealEvidence();
  return checkAll(values);
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
