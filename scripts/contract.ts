/** `npm run contract`: holds the document against every answer of the service that is known. */
import { runContract } from './contract/run.ts';
import { turbo } from './turbo.ts';

const code = await turbo('build', '--filter=@chat-openapi/openapi');
if (code !== 0) process.exit(code);

const { checked, holds } = await runContract();
for (const { evidence, findings, holds: expected } of checked) {
  const place = `${evidence.file}:${evidence.line}`;
  const verdict = expected ? (evidence.deviates === undefined ? 'holds' : 'deviates, as known') : 'BREAKS THE DOCUMENT';
  process.stdout.write(`${place} ${evidence.operation ?? '(operation not known)'}: ${verdict}\n`);
  for (const { severity, pointer, found, expected: wanted } of findings) {
    process.stdout.write(`    ${severity} at ${pointer || '/'}: found ${found}, expected ${wanted}\n`);
  }
}
const count = (kind: string): number => checked.filter(({ evidence }) => evidence.kind === kind).length;
process.stdout.write(
  checked.length === 0
    ? 'There is no evidence to check against, which proves nothing.\n'
    : `${count('documented')} documented and ${count('observed')} observed answers, none recorded: ${holds ? 'the document holds' : 'the document does not hold'}.\n`,
);
process.exitCode = holds ? 0 : 1;
