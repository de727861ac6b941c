/** How many lines of answers `chat-contract check --file` reads in a second, the start of the program included. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/paths.ts';
import { runNode } from '../../../scripts/run.ts';
import type { Report } from '../progress.ts';

const operation = 'destroyOfficialAccount';
const success = { ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 };
const failure = {
  ActionStatus: 'FAIL',
  ErrorInfo: 'channel not found',
  ErrorCode: 130004,
  RequestId: 'a "quoted": id',
};
/** Compact, with spaces, and with the body as text. */
const lines = [
  JSON.stringify({ operation, status: 200, body: success }),
  JSON.stringify({ operation, status: 200, body: failure }, null, 1).replaceAll('\n', ''),
  JSON.stringify({ operation, status: 200, body: JSON.stringify(failure) }),
];
const least = 50_000;

export async function bench({ say, progress }: Report, { quick }: { quick: boolean }): Promise<void> {
  const count = quick ? 20_000 : 300_000;
  const folder = await mkdtemp(join(tmpdir(), 'chat-bench-contract-'));
  try {
    const file = join(folder, 'answers.jsonl');
    await writeFile(file, Array.from({ length: count }, (_, index) => lines[index % lines.length]).join('\n'));
    progress(`${count} lines`);
    const started = performance.now();
    const program = inRoot('packages', 'contract', 'dist', 'cli.js');
    const { code, output } = await runNode(program, ['check', '--file', file], { capture: true });
    const perSecond = Math.round(count / ((performance.now() - started) / 1000));
    if (code !== 0) throw new Error(output.slice(-1000));
    say(`${count} lines, ${perSecond} a second; at least ${least} are wanted`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
