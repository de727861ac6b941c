import { readFile, writeFile } from 'node:fs/promises';
import { stop } from '../arguments.ts';
import { sealEvidence } from './evidence.ts';
import { readArguments } from './flags.ts';
import { describeMatrix, evidenceTable } from './matrix.ts';
import { killAll } from './mutate.ts';
import { asJunit, asMarkdown, asSarif, asText, type Checked, isExpected } from './report.ts';
import { checkEvidence, checkLines, readDocument } from './run.ts';

export const reportOptions = {
  junit: { type: 'string' },
  sarif: { type: 'string' },
  markdown: { type: 'string' },
} as const;

export async function writeReports(
  checked: readonly Checked[],
  title: string,
  { junit, sarif, markdown }: { junit?: string | undefined; sarif?: string | undefined; markdown?: string | undefined },
): Promise<void> {
  if (junit !== undefined) await writeFile(junit, asJunit(checked));
  if (sarif !== undefined) await writeFile(sarif, asSarif(checked));
  if (markdown !== undefined) await writeFile(markdown, asMarkdown(title, checked));
}

/** `npm run contract`, with or without `--file`. Returns the exit code. */
export async function contract(args: string[]): Promise<number> {
  const options = { file: { type: 'string' }, seal: { type: 'boolean' }, ...reportOptions } as const;
  const { values } = readArguments('contract', args, options);
  if (values.seal) await sealEvidence();
  return values.file === undefined ? checkAll(values) : checkFile(values.file, values);
}

async function checkAll(flags: Parameters<typeof writeReports>[2]): Promise<number> {
  const document = await readDocument();
  const { evidence, checked, holds } = await checkEvidence(document);
  const table = evidenceTable(document, evidence);
  const { killed, survivors } = killAll(document);
  const mutants = killed + survivors.length;
  process.stdout.write(`${asText(checked)}\n${describeMatrix(table)}\n`);
  for (const survivor of survivors) process.stdout.write(`not caught: ${survivor}\n`);
  process.stdout.write(
    `Rules of the document broken one at a time: ${killed} of ${mutants} caught, kill rate ${Math.floor((100 * killed) / mutants)} %.\n`,
  );
  await writeReports(checked, 'The document against the evidence', flags);
  const { recorded, observed, documented } = table.answers;
  process.stdout.write(
    checked.length === 0
      ? 'There is no evidence to check against, which proves nothing.\n'
      : `${documented} documented, ${observed} observed and ${recorded || 'no'} recorded answers: ${holds ? 'the document holds' : 'the document does not hold'}.\n`,
  );
  return holds && survivors.length === 0 ? 0 : 1;
}

async function checkFile(file: string, flags: Parameters<typeof writeReports>[2]): Promise<number> {
  const name = file === '-' ? 'standard input' : file;
  const content = await (file === '-' ? readAll(process.stdin) : readFile(file)).catch((error: NodeJS.ErrnoException) =>
    stop(`contract: ${name} cannot be read (${error.code}).`),
  );
  const { checked, unusable } = checkLines(await readDocument(), content, name);
  process.stdout.write(asText(checked));
  await writeReports(checked, name, flags);
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
