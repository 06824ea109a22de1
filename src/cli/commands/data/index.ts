import { Command } from 'commander'
import { backupV1Command } from './backup-v1.ts'
import { convertCommand } from './convert.ts'
import { quarantineCommand } from './quarantine.ts'
import { revertCommand } from './revert.ts'
import { verifyCommand } from './verify.ts'

/** Everything about the rows. */
export const dataCommands = (): Command =>
  new Command('data')
    .description('carry rows from v1 to v2 and back')
    .exitOverride()
    .addCommand(convertCommand())
    .addCommand(verifyCommand())
    .addCommand(revertCommand())
    .addCommand(quarantineCommand())
    .addCommand(backupV1Command())
