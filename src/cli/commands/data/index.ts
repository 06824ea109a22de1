import { Command } from 'commander'
import { backupV1Command } from './backup-v1.ts'
import { convertCommand } from './convert.ts'
import { quarantineCommand } from './quarantine.ts'
import { revertCommand } from './revert.ts'
import { verifyCommand } from './verify.ts'

/** Everything about the rows. */
export const dataCommands = (): Command =>
  new Command('data')
    .exitOverride()
    .addCommand(convertCommand())
    .addCommand(verifyCommand())
    .addCommand(revertCommand())
    .addCommand(quarantineCommand())
    .addCommand(backupV1Command())
