/** Completion in bash, by the script that it is given. */
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, makeFolder, runLine } from './program.ts';

/** A folder with the program under its own name, as it is installed. */
async function install(): Promise<string> {
  const folder = await makeFolder();
  const file = join(folder, 'chat-openapi');
  await writeFile(file, `#!/bin/sh\nexec ${command} "$@"\n`);
  await chmod(file, 0o755);
  return folder;
}

describe('the script of complete', () => {
  it('completes an operation in bash', async () => {
    const folder = await install();
    const line = [
      // As when ~/.bashrc is read once more.
      `source <(${command} complete bash); source <(${command} complete bash)`,
      // What Debian's package bash-completion has.
      '_get_comp_words_by_ref() { words=(chat-openapi call destr); cword=2; cur=destr; }',
      '$(complete -p chat-openapi | sed "s/.*-F \\([^ ]*\\).*/\\1/") 2>/dev/null',
      'echo "$COMPREPLY"',
    ].join('\n');
    const { stdout, stderr } = await runLine(line, { PATH: `${folder}:${process.env.PATH}` });
    expect(stdout.trim()).toBe('destroyOfficialAccount');
    expect(stderr).not.toContain('readonly');
  });
});
