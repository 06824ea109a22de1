import { Argument, type Command } from 'commander'
import { writeBash } from '../completion/bash.ts'
import { writeFish } from '../completion/fish.ts'
import { outline } from '../completion/outline.ts'
import { writeZsh } from '../completion/zsh.ts'
import { createProgram } from '../create-program.ts'
import { groupWords } from '../group-words.ts'
import { createOutput } from '../output.ts'
import { plainCommand } from './target-command.ts'

const writers = { bash: writeBash, zsh: writeZsh, fish: writeFish } as const

type Shell = keyof typeof writers

export const completionCommand = (): Command =>
  plainCommand('completion', {
    does: groupWords.completion,
    examples: [
      ['source <(betty-migrate completion bash)', 'for this shell; in ~/.bashrc for all'],
      ['betty-migrate completion zsh > ~/.zfunc/_betty-migrate', 'with ~/.zfunc in fpath'],
      'betty-migrate completion fish > ~/.config/fish/completions/betty-migrate.fish',
    ],
    stopped: 'Nothing was changed.',
    exits: { 0: 'printed' },
  })
    .addArgument(new Argument('<shell>', 'which one').choices(Object.keys(writers)))
    .action(run)

async function run(shell: Shell, flags: { readonly json?: boolean }): Promise<void> {
  const program = await createProgram()
  const script = writers[shell](program.name(), outline(program))
  createOutput(flags).result(() => script, { shell, script })
}
