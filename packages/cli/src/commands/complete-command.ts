import type { Command } from 'commander';

const help = `
Examples:
  bash        source <(chat-openapi complete bash), also in ~/.bashrc; it needs the package bash-completion
  zsh         source <(chat-openapi complete zsh), also in ~/.zshrc
  fish        chat-openapi complete fish > ~/.config/fish/completions/chat-openapi.fish
  powershell  chat-openapi complete powershell | Out-String | Invoke-Expression
`;

/** `complete <shell>`. The script that it prints asks by `complete -- <words>`, which is answered before flags are read. */
export function addCompleteCommand(program: Command): void {
  program
    .command('complete')
    .description('prints the script that completes command lines in a shell')
    .argument('<shell>', 'bash, zsh, fish or powershell')
    .addHelpText('after', help)
    .action(async (shell: string) => {
      const { printScript } = await import('../complete.ts');
      printScript(program, shell);
    });
}
