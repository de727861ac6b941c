import type { CliContext } from './context.ts';

/** Somebody has pressed Ctrl-C at a question. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

type Terminal = Pick<CliContext, 'stdin' | 'stderr'>;

/** Asks for something that is not shown, not even its length. Only for `isInteractive`. @throws Interrupted */
export async function askHidden({ stdin, stderr }: Terminal, message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const answer = await password({ message: `${message} (not shown)`, mask: '', input: stdin, output: stderr });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}

/** Asks whether to go on; no without an answer. Only for `isInteractive`. @throws Interrupted */
export async function askYesNo({ stdin, stderr }: Terminal, message: string): Promise<boolean> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message, initialValue: false, input: stdin, output: stderr });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}
